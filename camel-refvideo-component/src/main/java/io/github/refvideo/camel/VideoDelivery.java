/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.refvideo.camel;

import io.github.refvideo.camel.disk.Spool;
import io.github.refvideo.camel.disk.SpoolFile;
import io.github.refvideo.camel.download.DownloadException;
import io.github.refvideo.camel.download.DownloadedVideo;
import io.github.refvideo.camel.download.OutputDirectory;
import io.github.refvideo.camel.download.StoredVideo;
import io.github.refvideo.camel.download.VideoDownloader;
import io.github.refvideo.camel.download.VideoSink;
import io.github.refvideo.camel.download.VideoStores;
import io.github.refvideo.camel.error.ErrorDetails;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.job.DeliveredVideo;
import io.github.refvideo.camel.job.Delivery;
import io.github.refvideo.camel.outcome.VideoSource;
import io.github.refvideo.camel.provider.Cancelling;
import io.github.refvideo.camel.time.Deadline;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/** From where the video is to what the route wants as body. */
final class VideoDelivery {

    private final VideoDownloader downloader;
    private final Executor disk;
    private final Form<DownloadedVideo> bytes;
    private final Form<StoredVideo<SpoolFile>> stream;
    private final Form<StoredVideo<Path>> file;

    private VideoDelivery(
            VideoDownloader downloader, RefVideoConfiguration configuration, EngineRoom room) {
        this.downloader = downloader;
        this.disk = room.disk();
        long most = configuration.getMaxVideoSize();
        this.bytes =
                new Form<>(
                        VideoStores::memory,
                        Math.min(most, VideoStores.MOST_IN_MEMORY),
                        v -> new DeliveredVideo(v.content(), v.mediaType(), v.content().length));
        Spool spool = spool(configuration, room);
        this.stream =
                new Form<>(
                        () -> VideoStores.spool(spool),
                        most,
                        v ->
                                new DeliveredVideo(
                                        new SpooledVideo(v.content()), v.mediaType(), v.length()));
        String directory = configuration.getOutputDirectory();
        this.file =
                new Form<>(
                        () ->
                                new OutputDirectory(Path.of(directory), disk, room.timer()::now)
                                        .sink(),
                        most,
                        v -> new DeliveredVideo(v.content().toFile(), v.mediaType(), v.length()));
    }

    static VideoDelivery create(RefVideoEndpoint endpoint) throws Exception {
        RefVideoConfiguration configuration = endpoint.getConfiguration();
        RefVideoComponent component = endpoint.getComponent();
        EngineRoom room = component.engineRoom();
        return new VideoDelivery(
                new VideoDownloader(
                        room.client(component.httpSettings().forDownload(configuration)),
                        room.timer(),
                        component.httpSettings().download(configuration)),
                configuration,
                room);
    }

    /** Where this endpoint's temporary files lie. */
    static Spool spool(RefVideoConfiguration configuration, EngineRoom room) {
        String directory = configuration.getSpoolDirectory();
        return new Spool(directory == null ? null : Path.of(directory), room.disk());
    }

    /**
     * @param output null for the default
     */
    Delivery as(RefVideoOutput output) {
        return switch (output == null ? RefVideoOutput.bytes : output) {
            case bytes -> (video, deadline) -> deliver(video, deadline, bytes);
            case stream -> (video, deadline) -> deliver(video, deadline, stream);
            case file -> (video, deadline) -> deliver(video, deadline, file);
            case url -> this::url;
        };
    }

    /** A service that sent no link: the video that was paid for is better than an error. */
    private CompletableFuture<DeliveredVideo> url(VideoSource video, Deadline deadline) {
        return video instanceof VideoSource.Link link
                ? CompletableFuture.completedFuture(
                        new DeliveredVideo(link.url().toString(), null, -1))
                : deliver(video, deadline, bytes);
    }

    private <T> CompletableFuture<DeliveredVideo> deliver(
            VideoSource video, Deadline deadline, Form<T> form) {
        VideoSink<T> sink = form.sinks().get();
        CompletableFuture<T> transfer =
                video instanceof VideoSource.Inline inline
                        ? VideoDownloader.inline(inline.content(), form.most(), sink, disk)
                        : downloader.download(
                                ((VideoSource.Link) video).url(), form.most(), deadline, sink);
        CompletableFuture<DeliveredVideo> result = new CompletableFuture<>();
        transfer.whenComplete(
                (stored, failure) -> {
                    if (failure != null) {
                        result.completeExceptionally(error(failure, video));
                    } else if (!result.complete(form.body().apply(stored))) {
                        sink.drop(stored);
                    } else if (video instanceof VideoSource.Inline inline) {
                        inline.content().discard();
                    }
                });
        return Cancelling.link(transfer, result);
    }

    /**
     * What a route can ask for.
     *
     * @param sinks one for each video
     * @param most bytes
     * @param body makes the message body
     */
    private record Form<T>(
            Supplier<VideoSink<T>> sinks, long most, Function<T, DeliveredVideo> body) {}

    private static RefVideoException error(Throwable failure, VideoSource video) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return RefVideoException.of(
                cause instanceof DownloadException known
                        ? details(known, video)
                        // Unknown words are not repeated: they could quote a signed URL.
                        : ErrorDetails.of(
                                        ErrorKind.DOWNLOAD,
                                        "The video exists but could not be fetched, by a defect in"
                                                + " the component")
                                .cause(cause));
    }

    private static ErrorDetails details(DownloadException failure, VideoSource video) {
        boolean expired =
                failure.reason() == DownloadException.Reason.EXPIRED
                        || failure.reason() == DownloadException.Reason.NOT_FOUND && overdue(video);
        return ErrorDetails.of(
                        expired ? ErrorKind.JOB_EXPIRED : ErrorKind.DOWNLOAD,
                        "The video exists but could not be fetched: "
                                + failure.getMessage()
                                + ". Fetching it again does not pay again")
                .retryable(failure.retryable())
                .reply(new ErrorDetails.ServiceReply(failure.status(), null, null, null))
                .cause(failure);
    }

    /** Some stores forget an object instead of refusing its link. */
    private static boolean overdue(VideoSource video) {
        return video instanceof VideoSource.Link link
                && link.expires() != null
                && link.expires().isBefore(Instant.now());
    }
}

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

import io.github.refvideo.camel.error.ErrorDetails;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.event.DeliveredVideo;
import io.github.refvideo.camel.internal.download.DownloadException;
import io.github.refvideo.camel.internal.download.OutputDirectory;
import io.github.refvideo.camel.internal.download.VideoDownloader;
import io.github.refvideo.camel.internal.download.VideoSink;
import io.github.refvideo.camel.internal.download.VideoSink.DownloadedVideo;
import io.github.refvideo.camel.internal.download.VideoSink.StoredVideo;
import io.github.refvideo.camel.internal.download.VideoSinks;
import io.github.refvideo.camel.internal.engine.JobSpec.Delivery;
import io.github.refvideo.camel.internal.exchange.SpooledVideoStreamCache;
import io.github.refvideo.camel.internal.exchange.UndeliveredFiles;
import io.github.refvideo.camel.internal.io.SpoolFile;
import io.github.refvideo.camel.internal.io.VideoSpool;
import io.github.refvideo.camel.internal.provider.CancellationPropagation;
import io.github.refvideo.camel.internal.runtime.RefVideoRuntime;
import io.github.refvideo.camel.internal.time.Deadline;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.VideoSource;
import java.io.File;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From where the video is to what the route wants as body. */
final class BodyFactory {

    private static final Logger LOG = LoggerFactory.getLogger(BodyFactory.class);

    private final VideoDownloader downloader;
    private final UndeliveredFiles untaken;
    private final String directory;
    private final Executor disk;
    private final Target<DownloadedVideo> bytes;
    private final Target<StoredVideo<SpoolFile>> stream;
    private final Target<StoredVideo<Path>> file;

    private BodyFactory(
            VideoDownloader downloader,
            RefVideoConfiguration configuration,
            RefVideoRuntime runtime) {
        this.downloader = downloader;
        this.disk = runtime.disk();
        long most = configuration.getMaxVideoSize();
        this.bytes =
                new Target<>(
                        VideoSinks::memory,
                        Math.min(most, VideoSinks.MAX_IN_MEMORY),
                        v -> new DeliveredVideo(v.content(), v.mediaType(), v.content().length));
        VideoSpool spool = runtime.spool(configuration.getSpoolDirectory());
        this.stream =
                new Target<>(
                        () -> VideoSinks.spool(spool),
                        most,
                        v ->
                                new DeliveredVideo(
                                        new SpooledVideoStreamCache(v.content()),
                                        v.mediaType(),
                                        v.length()));
        this.directory = configuration.getOutputDirectory();
        this.untaken = runtime.untakenFiles();
        this.file =
                new Target<>(
                        () ->
                                new OutputDirectory(
                                                Path.of(directory),
                                                disk,
                                                runtime.blocks(),
                                                runtime.timer()::now)
                                        .sink(),
                        most,
                        v -> new DeliveredVideo(v.content().toFile(), v.mediaType(), v.length()));
    }

    static BodyFactory create(RefVideoConfiguration configuration, ComponentServices services)
            throws Exception {
        RefVideoRuntime runtime = services.runtime();
        HttpSettingsFactory http = services.httpSettings();
        return new BodyFactory(
                new VideoDownloader(
                        runtime.client(http.forDownload(configuration)),
                        runtime.timer(),
                        http.download(configuration)),
                configuration,
                runtime);
    }

    /**
     * @param output null for the default
     * @param message that receives the video
     */
    Form create(RefVideoOutput output, String message) {
        return switch (output == null ? RefVideoOutput.bytes : output) {
            case bytes -> new Form((job, video, deadline) -> deliver(video, deadline, bytes));
            case stream -> new Form((job, video, deadline) -> deliver(video, deadline, stream));
            case file -> new FileForm(message);
            case url -> new Form((job, video, deadline) -> url(video, deadline));
        };
    }

    /** One video in the form that a route wants. */
    static class Form implements Delivery {

        private final Delivery delivery;

        Form(Delivery delivery) {
            this.delivery = delivery;
        }

        @Override
        public CompletableFuture<DeliveredVideo> deliver(
                JobHandle job, VideoSource video, Deadline deadline) {
            return delivery.deliver(job, video, deadline);
        }

        /** The exchange failed, and no further attempt can come. */
        void released() {}

        /** The exchange has taken the video. */
        void taken() {}
    }

    /** A video in a file: several attempts of one message receive the same one. */
    private final class FileForm extends Form {

        private final String message;
        private volatile String jobId;

        FileForm(String message) {
            super(null);
            this.message = message;
        }

        @Override
        public CompletableFuture<DeliveredVideo> deliver(
                JobHandle job, VideoSource video, Deadline deadline) {
            if (job == null || video instanceof VideoSource.Uploaded) {
                return BodyFactory.this.deliver(video, deadline, file);
            }
            jobId = job.jobId();
            DeliveredVideo known = untaken.reuse(jobId, directory, message);
            if (known != null) {
                return CompletableFuture.completedFuture(known);
            }
            CompletableFuture<DeliveredVideo> download =
                    BodyFactory.this.deliver(video, deadline, file);
            return CancellationPropagation.link(
                    download,
                    download.thenApply(
                            delivered -> {
                                untaken.delivered(jobId, directory, message, delivered);
                                return delivered;
                            }));
        }

        @Override
        void released() {
            File left = jobId == null ? null : untaken.released(jobId, directory);
            if (left != null) {
                LOG.info(
                        "The video of job {} stays in {}: its exchange failed. The next attempt"
                                + " to get it receives this file",
                        jobId,
                        left);
            }
        }

        @Override
        void taken() {
            if (jobId != null) {
                untaken.taken(jobId, directory);
            }
        }
    }

    /** A service that sent no link: the video that was paid for is better than an error. */
    private CompletableFuture<DeliveredVideo> url(VideoSource video, Deadline deadline) {
        return video instanceof VideoSource.Link link
                ? CompletableFuture.completedFuture(new DeliveredVideo(link.url(), null, -1))
                : deliver(video, deadline, bytes);
    }

    private <T> CompletableFuture<DeliveredVideo> deliver(
            VideoSource video, Deadline deadline, Target<T> target) {
        if (video instanceof VideoSource.Uploaded) {
            return CompletableFuture.completedFuture(new DeliveredVideo(null, null, -1));
        }
        VideoSink<T> sink = target.sinks().get();
        CompletableFuture<T> transfer =
                video instanceof VideoSource.Inline inline
                        ? VideoDownloader.inline(inline.content(), target.most(), sink, disk)
                        : downloader.download(
                                (VideoSource.Link) video, target.most(), deadline, sink);
        CompletableFuture<DeliveredVideo> result = new CompletableFuture<>();
        transfer.whenComplete(
                (stored, failure) -> {
                    if (failure != null) {
                        result.completeExceptionally(error(failure, video));
                    } else if (!result.complete(target.body().apply(stored))) {
                        sink.remove(stored);
                    } else if (video instanceof VideoSource.Inline inline) {
                        inline.content().discard();
                    }
                });
        return CancellationPropagation.link(transfer, result);
    }

    /**
     * Where a video goes.
     *
     * @param sinks one for each video
     * @param most bytes
     * @param body makes the message body
     */
    private record Target<T>(
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

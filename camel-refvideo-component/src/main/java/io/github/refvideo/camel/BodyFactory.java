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
import io.github.refvideo.camel.error.RefVideoExceptions;
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
import io.github.refvideo.camel.internal.provider.ResponseFutures;
import io.github.refvideo.camel.internal.runtime.RefVideoRuntime;
import io.github.refvideo.camel.internal.time.Deadline;
import io.github.refvideo.camel.internal.util.Futures;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.VideoSource;
import java.io.File;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the message body of a video: downloads it, or uses the video of the response. */
final class BodyFactory {

    private static final Logger LOG = LoggerFactory.getLogger(BodyFactory.class);

    private final VideoDownloader downloader;
    private final UndeliveredFiles undelivered;
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
        long maxBytes = configuration.getMaxVideoSize();
        this.bytes =
                new Target<>(
                        VideoSinks::memory,
                        Math.min(maxBytes, VideoSinks.MAX_IN_MEMORY),
                        v -> new DeliveredVideo(v.content(), v.mediaType(), v.content().length));
        VideoSpool spool = runtime.spool(configuration.getSpoolDirectory());
        this.stream =
                new Target<>(
                        () -> VideoSinks.spool(spool),
                        maxBytes,
                        v ->
                                new DeliveredVideo(
                                        new SpooledVideoStreamCache(v.content(), runtime.timer()),
                                        v.mediaType(),
                                        v.length()));
        this.directory = configuration.getOutputDirectory();
        this.undelivered = runtime.undeliveredFiles();
        this.file =
                new Target<>(
                        () ->
                                new OutputDirectory(
                                                Path.of(directory),
                                                disk,
                                                runtime.blocks(),
                                                runtime.timer()::now)
                                        .sink(),
                        maxBytes,
                        v -> new DeliveredVideo(v.content().toFile(), v.mediaType(), v.length()));
    }

    static BodyFactory create(RefVideoConfiguration configuration, ComponentServices services)
            throws Exception {
        return new BodyFactory(
                downloader(configuration, services), configuration, services.runtime());
    }

    static VideoDownloader downloader(
            RefVideoConfiguration configuration, ComponentServices services) throws Exception {
        RefVideoRuntime runtime = services.runtime();
        HttpSettingsFactory http = services.httpSettings();
        return new VideoDownloader(
                runtime.client(http.forDownload(configuration)),
                runtime.client(http.forService(configuration)),
                runtime.timer(),
                http.download(configuration));
    }

    /**
     * @param output null for the default
     * @param message that receives the video
     */
    Form create(@Nullable RefVideoOutput output, String message) {
        return switch (output == null ? RefVideoOutput.bytes : output) {
            case bytes -> new Form((job, video, deadline) -> deliver(video, deadline, bytes));
            case stream -> new Form((job, video, deadline) -> deliver(video, deadline, stream));
            case file -> new FileForm(message);
            case url -> new Form((job, video, deadline) -> url(video, deadline));
        };
    }

    /** The delivery of one video in the form of {@link RefVideoOutput}. */
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

    /** The delivery as a file. Several attempts of one message receive the same file. */
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
            DeliveredVideo known = undelivered.reuse(jobId, directory, message);
            if (known != null) {
                return CompletableFuture.completedFuture(known);
            }
            CompletableFuture<DeliveredVideo> download =
                    BodyFactory.this.deliver(video, deadline, file);
            return ResponseFutures.propagateCancel(
                    download,
                    download.thenApply(
                            delivered ->
                                    undelivered.delivered(jobId, directory, message, delivered)));
        }

        @Override
        void released() {
            File left = jobId == null ? null : undelivered.released(jobId, directory, message);
            if (left != null) {
                LOG.info(
                        "The video of job {} remains in {} because its exchange failed. The next"
                                + " attempt to get the video receives this file",
                        jobId,
                        left);
            }
        }

        @Override
        void taken() {
            if (jobId != null) {
                undelivered.taken(jobId, directory);
            }
        }
    }

    /** If the service returned no URL, the video itself is better than an error. */
    private CompletableFuture<DeliveredVideo> url(VideoSource video, Deadline deadline) {
        if (video instanceof VideoSource.ServiceFile file) {
            return CompletableFuture.completedFuture(
                    new DeliveredVideo(file.uri().toString(), null, -1));
        }
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
        CompletableFuture<T> transfer = transfer(video, target.maxBytes(), deadline, sink);
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
        return ResponseFutures.propagateCancel(transfer, result);
    }

    private <T> CompletableFuture<T> transfer(
            VideoSource video, long maxBytes, Deadline deadline, VideoSink<T> sink) {
        if (video instanceof VideoSource.Inline inline) {
            return VideoDownloader.inline(inline.content(), maxBytes, sink, disk);
        }
        return video instanceof VideoSource.ServiceFile file
                ? downloader.download(file, maxBytes, deadline, sink)
                : downloader.download((VideoSource.Link) video, maxBytes, deadline, sink);
    }

    /**
     * A destination of videos.
     *
     * @param sinks creates the sink of a video
     * @param maxBytes the maximum size
     * @param body creates the message body
     */
    private record Target<T>(
            Supplier<VideoSink<T>> sinks, long maxBytes, Function<T, DeliveredVideo> body) {}

    private static RefVideoException error(Throwable failure, VideoSource video) {
        Throwable cause = Futures.unwrap(failure);
        return RefVideoExceptions.of(
                cause instanceof DownloadException known
                        ? details(known, video)
                        // The message is not included, because it could contain a signed URL.
                        : ErrorDetails.of(
                                        ErrorKind.DOWNLOAD,
                                        "The video exists but could not be downloaded because of an"
                                                + " unexpected error in the component")
                                .cause(cause));
    }

    private static ErrorDetails details(DownloadException failure, VideoSource video) {
        boolean expired =
                failure.reason() == DownloadException.Reason.EXPIRED
                        || failure.reason() == DownloadException.Reason.NOT_FOUND
                                && isExpired(video);
        return ErrorDetails.of(
                        expired ? ErrorKind.JOB_EXPIRED : ErrorKind.DOWNLOAD,
                        "The video exists but could not be downloaded: "
                                + failure.getMessage()
                                + ". Another download is not billed")
                .retryable(failure.retryable())
                .reply(new ErrorDetails.ServiceReply(failure.status(), null, null, null))
                .cause(failure);
    }

    /** Some stores return 404 instead of rejecting an expired URL. */
    private static boolean isExpired(VideoSource video) {
        return video instanceof VideoSource.Link link
                && link.expires() != null
                && link.expires().isBefore(Instant.now());
    }
}

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
package io.github.refvideo.camel.internal.download;

import io.github.refvideo.camel.internal.download.DownloadException.Reason;
import io.github.refvideo.camel.internal.download.VideoSink.DownloadedVideo;
import io.github.refvideo.camel.internal.download.VideoSinks.ByteSink;
import io.github.refvideo.camel.internal.http.AsyncHttp;
import io.github.refvideo.camel.internal.io.DiskException;
import io.github.refvideo.camel.internal.time.Deadline;
import io.github.refvideo.camel.internal.time.Timer;
import io.github.refvideo.camel.internal.util.Futures;
import io.github.refvideo.camel.spi.InlineVideo;
import io.github.refvideo.camel.spi.VideoSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Downloads generated videos, and references. Sends no credentials and no cookies, only {@code
 * Accept}, {@code User-Agent} and, to resume, {@code Range} and {@code If-Range}. Only the host of
 * a {@link VideoSource.ServiceFile} gets the headers of the provider.
 *
 * <p>Thread-safe; holds no thread. Futures complete on an I/O or timer thread: continuations must
 * be short and non-blocking. Cancelling a future ends its download. Failures arrive as {@link
 * DownloadException} in the future.
 *
 * <p>At most five redirects are followed, each checked like the first URL, none from https to http.
 * Failed and stalled transfers and the statuses 408, 425, 429 and 5xx are retried with exponential
 * back-off, at least after {@code Retry-After}. Transfers resume where they stopped if the server
 * sends a strong validator.
 */
public final class VideoDownloader {

    private final AsyncHttp http;
    private final AsyncHttp serviceHttp;
    private final Timer timer;
    private final DownloadSettings settings;
    private final DoubleSupplier random;

    /**
     * @param http created from {@link DownloadSettings#restrict}; must not be used with credentials
     * @param serviceHttp for files of a service, whose address is not checked
     * @param timer for deadlines and delays
     * @param settings allowed hosts and addresses
     */
    public VideoDownloader(
            AsyncHttp http, AsyncHttp serviceHttp, Timer timer, DownloadSettings settings) {
        this(http, serviceHttp, timer, settings, () -> ThreadLocalRandom.current().nextDouble());
    }

    VideoDownloader(
            AsyncHttp http,
            AsyncHttp serviceHttp,
            Timer timer,
            DownloadSettings settings,
            DoubleSupplier random) {
        this.http = http;
        this.serviceHttp = serviceHttp;
        this.timer = timer;
        this.settings = settings;
        this.random = random;
    }

    /**
     * Downloads into memory. Needs the size of the video once if the server announces the length,
     * otherwise twice for a moment.
     *
     * @param url of the video
     * @param maxBytes the maximum size in bytes ({@code maxVideoSize}); less than 2 GiB
     * @param deadline of the download
     */
    public CompletableFuture<DownloadedVideo> download(URI url, long maxBytes, Deadline deadline) {
        return download(url.toString(), maxBytes, deadline);
    }

    /** Downloads into memory from a URL as a service returned it. */
    public CompletableFuture<DownloadedVideo> download(
            String url, long maxBytes, Deadline deadline) {
        return download(
                new VideoSource.Link(url, null, null),
                Math.min(maxBytes, ByteSink.MAX_LENGTH),
                deadline,
                VideoSinks.memory());
    }

    /** Downloads to a sink. */
    public <T> CompletableFuture<T> download(
            URI url, long maxBytes, Deadline deadline, VideoSink<T> sink) {
        return download(new VideoSource.Link(url.toString(), null, null), maxBytes, deadline, sink);
    }

    /**
     * Downloads to a sink.
     *
     * @param link to the video; illegal characters are percent-encoded. A link that has not expired
     *     may answer 403 or 404 for some seconds, because the storage is late
     * @param maxBytes the maximum size in bytes ({@code maxVideoSize})
     * @param deadline of the download
     * @param sink for this video only; discarded when the download fails
     */
    public <T> CompletableFuture<T> download(
            VideoSource.Link link, long maxBytes, Deadline deadline, VideoSink<T> sink) {
        return download(DownloadSubject.VIDEO, null, link, maxBytes, deadline, sink);
    }

    /**
     * Downloads a file of the service to a sink.
     *
     * @param file at the service
     * @param maxBytes the maximum size in bytes ({@code maxVideoSize})
     * @param deadline of the download
     * @param sink for this video only; discarded when the download fails
     */
    public <T> CompletableFuture<T> download(
            VideoSource.ServiceFile file, long maxBytes, Deadline deadline, VideoSink<T> sink) {
        return download(
                DownloadSubject.VIDEO,
                new ServiceHost(file.uri(), file.headers(), serviceHttp, http),
                new VideoSource.Link(file.uri().toString(), file.mediaType(), null),
                maxBytes,
                deadline,
                sink);
    }

    /**
     * Downloads a reference to a sink, with the same checks of the URL and its addresses. The
     * content is not checked.
     *
     * @param url of a message; illegal characters are percent-encoded
     * @param maxBytes the maximum size in bytes ({@code maxReferenceSize})
     * @param deadline of the download
     * @param sink for this reference only; discarded when the download fails
     */
    public <T> CompletableFuture<T> downloadReference(
            String url, long maxBytes, Deadline deadline, VideoSink<T> sink) {
        return download(
                DownloadSubject.REFERENCE,
                null,
                new VideoSource.Link(url, null, null),
                maxBytes,
                deadline,
                sink);
    }

    private <T> CompletableFuture<T> download(
            DownloadSubject subject,
            @Nullable ServiceHost service,
            VideoSource.Link link,
            long maxBytes,
            Deadline deadline,
            VideoSink<T> sink) {
        try {
            UrlPolicy urls = new UrlPolicy(settings, service);
            return new Download<>(
                            service == null ? http : service,
                            timer,
                            settings,
                            urls,
                            subject,
                            urls.check(UrlPolicy.parse(link.url())),
                            link.expires(),
                            maxBytes,
                            deadline,
                            sink,
                            random)
                    .start();
        } catch (DownloadException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Copies a video from a response of the service to a sink, with the checks of a download. Does
     * not discard the source.
     *
     * @param video the source
     * @param maxBytes the maximum size in bytes ({@code maxVideoSize})
     * @param sink for this video only
     * @param disk may block on the disk
     */
    public static <T> CompletableFuture<T> inline(
            InlineVideo video, long maxBytes, VideoSink<T> sink, Executor disk) {
        return new InlineTransfer<>(video, sink, disk).start(maxBytes);
    }

    /**
     * Copies a video from a response of the service to a sink, with the checks of a download:
     * maximum size and content. Copies block by block on the executor of the disk, without holding
     * a thread while the sink is busy.
     */
    private static final class InlineTransfer<T> {

        private static final int PIECE = 16 * 1024;

        private final InlineVideo video;
        private final VideoSink<T> sink;
        private final Executor disk;
        private final CompletableFuture<T> result = new CompletableFuture<>();

        private @Nullable InputStream in;
        private @Nullable String mediaType;

        InlineTransfer(InlineVideo video, VideoSink<T> sink, Executor disk) {
            this.video = video;
            this.sink = sink;
            this.disk = disk;
        }

        CompletableFuture<T> start(long maxBytes) {
            if (video.length() > maxBytes) {
                result.completeExceptionally(
                        DownloadException.permanent(
                                Reason.TOO_LARGE,
                                "The video has %d bytes or more, and maxVideoSize is %d"
                                        .formatted(video.length(), maxBytes)));
                return result;
            }
            result.whenComplete((value, e) -> sink.discard());
            sink.failed().exceptionally(this::fail);
            runOnDisk(this::open);
            return result;
        }

        private void runOnDisk(Step step) {
            disk.execute(() -> attempt(step));
        }

        private void attempt(Step step) {
            try {
                step.run();
            } catch (Throwable e) {
                close();
                fail(e);
            }
        }

        private void open() throws IOException {
            in = video.open();
            byte[] piece = new byte[ContainerSniffer.LENGTH];
            int length = in.readNBytes(piece, 0, ContainerSniffer.LENGTH);
            ContainerSniffer signature = ContainerSniffer.detect(piece, length);
            if (!signature.video()) {
                throw DownloadException.permanent(
                        Reason.NOT_A_VIDEO,
                        "The service sent " + signature.name() + " instead of a video");
            }
            mediaType = signature.name();
            sink.begin(video.length());
            sink.write(ByteBuffer.wrap(piece, 0, length));
            next();
        }

        private void next() throws IOException {
            // Allocated per step: there may be many transfers, but few steps run at a time.
            byte[] piece = new byte[Math.max(1, Math.min(PIECE, sink.capacity()))];
            int length = result.isDone() ? -1 : in.read(piece);
            if (length >= 0) {
                sink.write(ByteBuffer.wrap(piece, 0, length));
                sink.ready()
                        .thenRunAsync(() -> attempt(this::next), disk)
                        .exceptionally(this::fail);
                return;
            }
            close();
            if (!result.isDone()) {
                sink.finish(mediaType).whenComplete(this::finished);
            }
        }

        private void finished(T product, @Nullable Throwable failure) {
            if (failure != null) {
                fail(failure);
            } else if (!result.complete(product)) {
                sink.remove(product);
            }
        }

        private <V> @Nullable V fail(Throwable failure) {
            Throwable cause = Futures.unwrap(failure);
            result.completeExceptionally(
                    cause instanceof DiskException full
                            ? DownloadException.storage("The video", full)
                            : cause);
            return null;
        }

        private void close() {
            try {
                if (in != null) {
                    in.close();
                }
            } catch (IOException e) {
                // The source is only read.
            }
        }

        @FunctionalInterface
        private interface Step {
            void run() throws IOException;
        }
    }
}

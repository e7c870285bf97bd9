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

import io.github.refvideo.camel.internal.http.AsyncHttp;
import io.github.refvideo.camel.internal.time.Deadline;
import io.github.refvideo.camel.internal.time.Timer;
import io.github.refvideo.camel.spi.InlineVideo;
import io.github.refvideo.camel.spi.VideoSource;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * Fetches generated videos. Sends no credentials and no cookies, only {@code Accept}, {@code
 * User-Agent} and, to resume, {@code Range} and {@code If-Range}.
 *
 * <p>Thread-safe; holds no thread. Futures complete on an I/O or timer thread: continuations must
 * be short and non-blocking. Cancelling a future ends its download. Failures arrive as {@link
 * DownloadException} in the future.
 *
 * <p>At most five redirects are followed, each judged like the first URL, none from https to http.
 * Broken, stalled and short transfers and the statuses 408, 425, 429 and 5xx are taken up again
 * with growing waits, at least as long as {@code Retry-After} asks for, and resume where they
 * stopped if the server can tell versions of the video apart.
 */
public final class VideoDownloader {

    private final AsyncHttp http;
    private final Timer timer;
    private final DownloadSettings settings;
    private final UrlPolicy urls;
    private final DoubleSupplier random;

    /**
     * @param http made from {@link DownloadSettings#restrict}, and used for nothing that carries
     *     credentials
     * @param timer counts deadlines and waits
     * @param settings what may be reached
     */
    public VideoDownloader(AsyncHttp http, Timer timer, DownloadSettings settings) {
        this(http, timer, settings, () -> ThreadLocalRandom.current().nextDouble());
    }

    VideoDownloader(AsyncHttp http, Timer timer, DownloadSettings settings, DoubleSupplier random) {
        this.http = http;
        this.timer = timer;
        this.settings = settings;
        this.urls = new UrlPolicy(settings);
        this.random = random;
    }

    /**
     * Downloads into memory. A video whose length the server announces takes its size once, others
     * for a moment twice.
     *
     * @param url where the video is
     * @param maxBytes the largest video to accept, {@code maxVideoSize}; arrays end a little below
     *     2 GiB
     * @param deadline when to give up
     */
    public CompletableFuture<DownloadedVideo> download(URI url, long maxBytes, Deadline deadline) {
        return download(url.toString(), maxBytes, deadline);
    }

    /** Likewise, from a URL as a service wrote it. */
    public CompletableFuture<DownloadedVideo> download(
            String url, long maxBytes, Deadline deadline) {
        return download(
                new VideoSource.Link(url, null, null),
                Math.min(maxBytes, ByteSink.LONGEST),
                deadline,
                VideoSinks.memory());
    }

    /** Likewise, to wherever the sink puts it. */
    public <T> CompletableFuture<T> download(
            URI url, long maxBytes, Deadline deadline, VideoSink<T> sink) {
        return download(new VideoSource.Link(url.toString(), null, null), maxBytes, deadline, sink);
    }

    /**
     * Downloads to wherever the sink puts it.
     *
     * @param link where the video is; characters that are illegal in a URL are percent-encoded. A
     *     link that has not expired may answer 403 or 404 for some seconds, because the storage is
     *     late
     * @param maxBytes the largest video to accept, {@code maxVideoSize}
     * @param deadline when to give up
     * @param sink for this video only; it is told when nothing comes of it
     */
    public <T> CompletableFuture<T> download(
            VideoSource.Link link, long maxBytes, Deadline deadline, VideoSink<T> sink) {
        try {
            URI checked = urls.check(UrlPolicy.parse(link.url()));
            return new Download<>(
                            http,
                            timer,
                            settings,
                            checked,
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
     * Takes a video that came without a download to wherever the sink puts it, by the same rules.
     * Does not discard it.
     *
     * @param video inside a service's answer
     * @param maxBytes the largest video to accept, {@code maxVideoSize}
     * @param sink for this video only
     * @param disk may block on the disk
     */
    public static <T> CompletableFuture<T> inline(
            InlineVideo video, long maxBytes, VideoSink<T> sink, Executor disk) {
        return new InlineTransfer<>(video, sink, disk).start(maxBytes);
    }
}

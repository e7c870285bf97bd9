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

import io.github.refvideo.camel.download.DownloadException;
import io.github.refvideo.camel.download.DownloadedVideo;
import io.github.refvideo.camel.download.VideoDownloader;
import io.github.refvideo.camel.error.ErrorDetails;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.job.DeliveredVideo;
import io.github.refvideo.camel.job.Delivery;
import io.github.refvideo.camel.outcome.VideoSource;
import io.github.refvideo.camel.provider.Cancelling;
import io.github.refvideo.camel.time.Deadline;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** From where the video is to what the route wants as body. */
final class VideoDelivery {

    private final VideoDownloader downloader;
    private final long maxVideoSize;

    private VideoDelivery(VideoDownloader downloader, long maxVideoSize) {
        this.downloader = downloader;
        this.maxVideoSize = maxVideoSize;
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
                configuration.getMaxVideoSize());
    }

    Delivery as(RefVideoOutput output) {
        return switch (output) {
            case bytes, stream, file -> this::bytes;
            case url -> this::url;
        };
    }

    private CompletableFuture<DeliveredVideo> bytes(VideoSource video, Deadline deadline) {
        return video instanceof VideoSource.Link link
                ? download(link.url(), deadline)
                : inline((VideoSource.Inline) video);
    }

    /** A service that sent no link: the video that was paid for is better than an error. */
    private CompletableFuture<DeliveredVideo> url(VideoSource video, Deadline deadline) {
        return video instanceof VideoSource.Link link
                ? CompletableFuture.completedFuture(
                        new DeliveredVideo(link.url().toString(), null, -1))
                : inline((VideoSource.Inline) video);
    }

    private CompletableFuture<DeliveredVideo> download(URI url, Deadline deadline) {
        CompletableFuture<DownloadedVideo> transfer =
                downloader.download(url, maxVideoSize, deadline);
        return Cancelling.link(
                transfer,
                transfer.handle(
                        (file, failure) -> {
                            if (failure != null) {
                                throw new CompletionException(error(failure));
                            }
                            return delivered(file);
                        }));
    }

    private CompletableFuture<DeliveredVideo> inline(VideoSource.Inline video) {
        try {
            return CompletableFuture.completedFuture(
                    delivered(VideoDownloader.inline(video.content(), maxVideoSize)));
        } catch (DownloadException e) {
            return CompletableFuture.failedFuture(error(e));
        }
    }

    private static DeliveredVideo delivered(DownloadedVideo video) {
        return new DeliveredVideo(video.content(), video.mediaType(), video.content().length);
    }

    private static RefVideoException error(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return RefVideoException.of(
                cause instanceof DownloadException known
                        ? details(known)
                        // Unknown words are not repeated: they could quote a signed URL.
                        : ErrorDetails.of(
                                        ErrorKind.DOWNLOAD,
                                        "The video exists but could not be fetched, by a defect in"
                                                + " the component")
                                .cause(cause));
    }

    private static ErrorDetails details(DownloadException failure) {
        boolean expired = failure.reason() == DownloadException.Reason.EXPIRED;
        return ErrorDetails.of(
                        expired ? ErrorKind.JOB_EXPIRED : ErrorKind.DOWNLOAD,
                        "The video exists but could not be fetched: "
                                + failure.getMessage()
                                + ". Fetching it again does not pay again")
                .retryable(failure.retryable())
                .reply(new ErrorDetails.ServiceReply(failure.status(), null, null, null))
                .cause(failure);
    }
}

package io.github.refvideo.camel;

import io.github.refvideo.camel.download.DownloadException;
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

    private static final String DEFAULT_TYPE = "video/mp4";

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
                        component.httpSettings().urlPolicy(configuration)),
                configuration.getMaxVideoSize());
    }

    Delivery as(RefVideoOutput output) {
        return switch (output) {
            case bytes -> this::bytes;
            case url -> VideoDelivery::url;
        };
    }

    private CompletableFuture<DeliveredVideo> bytes(VideoSource video, Deadline deadline) {
        if (video instanceof VideoSource.Inline inline) {
            return CompletableFuture.completedFuture(inline(inline));
        }
        URI url = ((VideoSource.Link) video).url();
        CompletableFuture<?> download = downloader.download(url, maxVideoSize, deadline);
        return Cancelling.link(download, null);
    }

    private static CompletableFuture<DeliveredVideo> url(VideoSource video, Deadline deadline) {
        return CompletableFuture.completedFuture(
                video instanceof VideoSource.Link link
                        ? new DeliveredVideo(link.url().toString(), "text/plain", -1)
                        // The service sent no link; the video that was paid for is better than an error.
                        : inline((VideoSource.Inline) video));
    }

    private static DeliveredVideo inline(VideoSource.Inline video) {
        return new DeliveredVideo(
                video.content(),
                video.mediaType() == null ? DEFAULT_TYPE : video.mediaType(),
                video.content().length);
    }
}

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
package io.github.refvideo.camel.internal.reference;

import io.github.refvideo.camel.internal.download.DownloadException;
import io.github.refvideo.camel.internal.download.VideoDownloader;
import io.github.refvideo.camel.internal.download.VideoSink.StoredVideo;
import io.github.refvideo.camel.internal.download.VideoSinks;
import io.github.refvideo.camel.internal.io.SpoolFile;
import io.github.refvideo.camel.internal.io.VideoSpool;
import io.github.refvideo.camel.internal.time.Deadline;
import io.github.refvideo.camel.internal.util.CompositeFuture;
import io.github.refvideo.camel.internal.util.Futures;
import io.github.refvideo.camel.spi.LocalMedia;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.ReferenceStoreException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Downloads the references of a request that are URLs to temporary files, for a provider that sends
 * their content. The URLs come from messages: addresses are checked as for the download of a video.
 * Thread-safe; holds no thread.
 */
public final class ReferenceDownloader {

    private final VideoDownloader downloader;
    private final VideoSpool spool;
    private final long maxBytes;

    /**
     * @param spool for the temporary files
     * @param maxBytes the maximum size of one reference, in bytes ({@code maxReferenceSize})
     */
    public ReferenceDownloader(VideoDownloader downloader, VideoSpool spool, long maxBytes) {
        this.downloader = downloader;
        this.spool = spool;
        this.maxBytes = maxBytes;
    }

    /**
     * Downloads all references that are URLs, at the same time; a URL that is given twice is
     * downloaded once. The first failure cancels the other downloads.
     *
     * @param deadline limits all downloads together
     * @return the media by the URL of the reference, without local references; fails with a {@link
     *     ReferenceStoreException}. Cancelling it cancels the downloads
     */
    public CompletableFuture<DownloadedReferences> download(
            List<Reference> references, Deadline deadline) {
        CompositeFuture<DownloadedReferences> calls = new CompositeFuture<>();
        Map<String, CompletableFuture<Downloaded>> files = new LinkedHashMap<>();
        for (int i = 0; i < references.size(); i++) {
            Reference reference = references.get(i);
            String name = "reference " + (i + 1);
            if (reference.local() == null) {
                files.computeIfAbsent(
                        reference.url(),
                        url -> calls.require(download(name, url, deadline, calls.result())));
            }
        }
        CompletableFuture.allOf(files.values().toArray(CompletableFuture<?>[]::new))
                .thenAccept(all -> calls.result().complete(DownloadedReferences.of(files)));
        return calls.result();
    }

    private CompletableFuture<Downloaded> download(
            String name, String url, Deadline deadline, CompletableFuture<?> all) {
        CompletableFuture<StoredVideo<SpoolFile>> transfer =
                downloader.downloadReference(url, maxBytes, deadline, VideoSinks.spool(spool));
        // Not the future of the inspection: a cancelled inspection does not run, and would not
        // delete the file.
        CompletableFuture<Downloaded> result = new CompletableFuture<>();
        transfer.thenApplyAsync(stored -> inspect(name, stored.content()), spool.disk())
                .whenComplete(
                        (downloaded, failure) -> {
                            if (failure != null) {
                                result.completeExceptionally(notDownloaded(name, failure));
                                transfer.thenAccept(stored -> stored.content().delete());
                            } else if (!result.complete(downloaded)) {
                                downloaded.file().delete();
                            }
                        });
        all.whenComplete(
                (value, failure) -> {
                    if (failure != null) {
                        transfer.cancel(true);
                        result.thenAccept(downloaded -> downloaded.file().delete());
                    }
                });
        return result;
    }

    private Downloaded inspect(String name, SpoolFile file) {
        try {
            return new Downloaded(
                    LocalMediaFactory.fromFile(name, file.path(), file, maxBytes), file);
        } catch (BadMediaException e) {
            throw new CompletionException(
                    new ReferenceStoreException(e.toValidationError().toString(), 0, false, null));
        }
    }

    private static ReferenceStoreException notDownloaded(String name, Throwable failure) {
        Throwable cause = Futures.unwrap(failure);
        if (cause instanceof ReferenceStoreException known) {
            return known;
        }
        return cause instanceof DownloadException refused
                ? new ReferenceStoreException(
                        name + " could not be downloaded: " + refused.getMessage(),
                        refused.status(),
                        refused.retryable(),
                        refused)
                : new ReferenceStoreException(name + " could not be downloaded", 0, false, cause);
    }

    private record Downloaded(LocalMedia media, SpoolFile file) {}

    /**
     * Downloaded references, in temporary files that the owner must delete.
     *
     * @param media by the URL of the reference
     */
    public record DownloadedReferences(Map<String, LocalMedia> media, List<SpoolFile> files) {

        private static DownloadedReferences of(
                Map<String, CompletableFuture<Downloaded>> downloads) {
            Map<String, LocalMedia> media = new LinkedHashMap<>();
            List<SpoolFile> files = new ArrayList<>();
            downloads.forEach(
                    (url, download) -> {
                        media.put(url, download.join().media());
                        files.add(download.join().file());
                    });
            return new DownloadedReferences(Map.copyOf(media), List.copyOf(files));
        }

        /** Deletes the files. */
        public void delete() {
            files.forEach(SpoolFile::delete);
        }
    }
}

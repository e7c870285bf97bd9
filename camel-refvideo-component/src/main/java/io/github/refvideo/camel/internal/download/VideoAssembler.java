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
import io.github.refvideo.camel.internal.http.ResponseHead;
import io.github.refvideo.camel.spi.MediaType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What has arrived of one video so far, over any number of attempts. It keeps the first bytes back
 * until they are known to be a video's: nothing is stored, or even allocated, for an HTML page.
 *
 * <p>Synchronized, because a deadline ends a download from another thread than the one that writes.
 */
final class VideoAssembler<T> {

    private final VideoSink<T> sink;
    private final String host;
    private final long maxBytes;

    private EntityVersion entity;
    private String contentType = "";
    private final byte[] start = new byte[ContainerSniffer.LENGTH];
    private int started;
    private ContainerSniffer signature;
    private long size;
    private boolean discarded;
    private boolean inParts;
    private StructureCheck structure = new StructureCheck();

    VideoAssembler(VideoSink<T> sink, String host, long maxBytes) {
        this.sink = sink;
        this.host = host;
        this.maxBytes = maxBytes;
    }

    /** Bytes that are here. */
    synchronized long size() {
        return size;
    }

    /**
     * Whether the rest can be asked for. Without a validator only from a server that hands out
     * parts by itself: there is no other way to get all of them.
     */
    synchronized boolean isResumable() {
        return size > 0 && entity != null && (inParts || entity.validator().isPresent());
    }

    /** What to put into {@code If-Range} to go on. */
    synchronized Optional<String> validator() {
        return entity == null ? Optional.empty() : entity.validator();
    }

    /**
     * A whole reply begins; what was here is forgotten.
     *
     * @param length -1 if not known
     */
    synchronized void begin(ResponseHead head, long length) throws IOException {
        forget();
        checkSize(length);
        entity = EntityVersion.of(head, length);
        contentType = head.header("Content-Type").orElse("");
    }

    /** A partial reply begins with the first byte; what was here is forgotten. */
    synchronized void beginPart(ResponseHead head, long length) throws IOException {
        begin(head, length);
        inParts = true;
    }

    /** A partial reply begins. Whether it continues what is here. */
    synchronized boolean continues(ResponseHead head, ContentRange range) throws IOException {
        checkSize(range.length());
        if (entity == null
                || size == 0
                || range.first() != size
                || !entity.matches(EntityVersion.of(head, range.length()))) {
            return false;
        }
        entity = entity.withLength(range.length());
        return true;
    }

    synchronized void forget() {
        structure = new StructureCheck();
        inParts = false;
        entity = null;
        signature = null;
        started = 0;
        size = 0;
    }

    synchronized void add(ByteBuffer piece) throws IOException {
        if (discarded) {
            throw new IOException("Download has ended");
        }
        size += piece.remaining();
        checkSize(size);
        if (entity.length() >= 0 && size > entity.length()) {
            forget();
            String what = "%s sent more than it announced".formatted(host);
            throw new DownloadException(what, Reason.INCOMPLETE, 0, true, null);
        }
        structure.take(piece.duplicate());
        if (signature == null) {
            int count = Math.min(start.length - started, piece.remaining());
            piece.get(start, started, count);
            started += count;
            if (started < start.length) {
                return;
            }
            judge();
        }
        sink.write(piece);
    }

    /** The reply has ended. Whether the video is complete. */
    synchronized boolean complete() throws IOException {
        if (entity.length() >= 0 && size != entity.length()) {
            return false;
        }
        if (signature == null) {
            judge();
        }
        // Without a length, the end of the reply need not be the end of the video.
        return entity.length() >= 0 || structure.isComplete();
    }

    private void judge() throws IOException {
        ContainerSniffer found = ContainerSniffer.of(start, started);
        if (!found.video()) {
            String what = "%s sent %s instead of a video".formatted(host, found.name());
            throw DownloadException.lasting(Reason.NOT_A_VIDEO, what);
        }
        signature = found;
        sink.begin(entity.length());
        sink.write(ByteBuffer.wrap(start, 0, started));
    }

    private void checkSize(long bytes) throws DownloadException {
        if (bytes > maxBytes) {
            String what =
                    "The video at %s has %d bytes or more, maxVideoSize allows %d"
                            .formatted(host, bytes, maxBytes);
            throw DownloadException.lasting(Reason.TOO_LARGE, what);
        }
    }

    /** When more can be taken. */
    CompletableFuture<?> ready() {
        return sink.ready();
    }

    /** How much can be taken then; in bytes. */
    int room() {
        return sink.room();
    }

    /** Fails when what has arrived cannot be kept. */
    CompletableFuture<?> broken() {
        return sink.broken();
    }

    /** Nobody takes what {@link #finish} made. */
    void drop(T product) {
        sink.drop(product);
    }

    synchronized CompletableFuture<T> finish() {
        return sink.finish(mediaType());
    }

    /** The bytes decide; only that an MP4 is one of 3GPP does the server know better. */
    private String mediaType() {
        boolean mp4 = signature.name().equals(MediaType.MP4.value());
        boolean phone = MediaType.of(contentType).filter(MediaType.THREE_GPP::equals).isPresent();
        return mp4 && phone ? MediaType.THREE_GPP.value() : signature.name();
    }

    synchronized void discard() {
        if (!discarded) {
            discarded = true;
            sink.discard();
        }
    }
}

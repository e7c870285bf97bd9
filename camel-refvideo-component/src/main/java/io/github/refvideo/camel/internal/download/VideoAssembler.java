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

import io.github.refvideo.camel.internal.download.ContainerSniffer.StructureCheck;
import io.github.refvideo.camel.internal.download.DownloadException.Reason;
import io.github.refvideo.camel.internal.http.ResponseHead;
import io.github.refvideo.camel.spi.MediaType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Assembles one video over any number of attempts. Holds the first bytes back until they are known
 * to be a video: nothing is stored or allocated for an HTML page.
 *
 * <p>Synchronized, because a deadline ends a download on another thread than the one that writes.
 */
final class VideoAssembler<T> {

    private final VideoSink<T> sink;
    private final DownloadSubject subject;
    private final String host;
    private final long maxBytes;

    private @Nullable EntityVersion version;
    private String contentType = "";
    private final byte[] start = new byte[ContainerSniffer.LENGTH];
    private int startLength;
    private @Nullable ContainerSniffer signature;
    private long size;
    private boolean discarded;
    private boolean inParts;
    private StructureCheck structure = new StructureCheck();

    VideoAssembler(VideoSink<T> sink, DownloadSubject subject, String host, long maxBytes) {
        this.sink = sink;
        this.subject = subject;
        this.host = host;
        this.maxBytes = maxBytes;
    }

    DownloadSubject subject() {
        return subject;
    }

    /** The number of bytes received. */
    synchronized long size() {
        return size;
    }

    /**
     * Whether the transfer can be resumed. Without a validator only if the server sends parts by
     * itself: there is no other way to get all of them.
     */
    synchronized boolean isResumable() {
        return size > 0 && version != null && (inParts || version.validator().isPresent());
    }

    /** The value of {@code If-Range} to resume the transfer. */
    synchronized Optional<String> validator() {
        return version == null ? Optional.empty() : version.validator();
    }

    /**
     * A full response begins; discards the bytes received before.
     *
     * @param length in bytes; -1 if unknown
     */
    synchronized void begin(ResponseHead head, long length) throws IOException {
        restart();
        checkSize(length);
        version = EntityVersion.of(head, length);
        contentType = head.header("Content-Type").orElse("");
    }

    /** A partial response with the first byte begins; discards the bytes received before. */
    synchronized void beginPart(ResponseHead head, long length) throws IOException {
        begin(head, length);
        inParts = true;
    }

    /** Whether a partial response continues the bytes received. */
    synchronized boolean continues(ResponseHead head, ContentRange range) throws IOException {
        checkSize(range.length());
        if (version == null
                || size == 0
                || range.first() != size
                || !version.matches(EntityVersion.of(head, range.length()))) {
            return false;
        }
        version = version.withLength(range.length());
        return true;
    }

    synchronized void restart() {
        structure = new StructureCheck();
        inParts = false;
        version = null;
        signature = null;
        startLength = 0;
        size = 0;
    }

    synchronized void add(ByteBuffer piece) throws IOException {
        if (discarded) {
            throw new IOException("Download has ended");
        }
        size += piece.remaining();
        checkSize(size);
        if (version.length() >= 0 && size > version.length()) {
            restart();
            String what = "%s sent more bytes than announced".formatted(host);
            throw new DownloadException(what, Reason.INCOMPLETE, 0, true, null);
        }
        structure.add(piece.duplicate());
        if (signature == null) {
            int count = Math.min(start.length - startLength, piece.remaining());
            piece.get(start, startLength, count);
            startLength += count;
            if (startLength < start.length) {
                return;
            }
            checkContainer();
        }
        sink.write(piece);
    }

    /** The response has ended. Returns whether the video is complete. */
    synchronized boolean complete() throws IOException {
        if (version.length() >= 0 && size != version.length()) {
            return false;
        }
        if (signature == null) {
            checkContainer();
        }
        // Without a length, the connection may have ended before the video.
        return version.length() >= 0
                || subject == DownloadSubject.REFERENCE
                || structure.isComplete();
    }

    private void checkContainer() throws IOException {
        ContainerSniffer found = ContainerSniffer.detect(start, startLength);
        if (!found.video() && subject == DownloadSubject.VIDEO) {
            String what = "%s sent %s instead of a video".formatted(host, found.name());
            throw DownloadException.permanent(Reason.NOT_A_VIDEO, what);
        }
        signature = found;
        sink.begin(version.length());
        sink.write(ByteBuffer.wrap(start, 0, startLength));
    }

    private void checkSize(long bytes) throws DownloadException {
        if (bytes > maxBytes) {
            String what =
                    "The %s at %s has %d bytes or more; %s allows %d"
                            .formatted(subject.noun(), host, bytes, subject.sizeOption(), maxBytes);
            throw DownloadException.permanent(Reason.TOO_LARGE, what);
        }
    }

    /** Completes when the sink accepts more bytes. */
    CompletableFuture<?> ready() {
        return sink.ready();
    }

    /** The number of bytes that the sink accepts then. */
    int capacity() {
        return sink.capacity();
    }

    /** Fails when the video cannot be stored. */
    CompletableFuture<?> failed() {
        return sink.failed();
    }

    /** Removes the result of {@link #finish}. */
    void remove(T product) {
        sink.remove(product);
    }

    synchronized CompletableFuture<T> finish() {
        return sink.finish(mediaType());
    }

    /** By the content; only the server knows whether an MP4 file is 3GPP. */
    private String mediaType() {
        boolean mp4 = signature.name().equals(MediaType.MP4.value());
        boolean threeGpp =
                MediaType.of(contentType).filter(MediaType.THREE_GPP::equals).isPresent();
        return mp4 && threeGpp ? MediaType.THREE_GPP.value() : signature.name();
    }

    synchronized void discard() {
        if (!discarded) {
            discarded = true;
            sink.discard();
        }
    }

    /**
     * The {@code Content-Range} of a partial response.
     *
     * @param first offset of the first byte
     * @param last offset of the last byte
     * @param length of the whole object in bytes; -1 if unknown
     */
    record ContentRange(long first, long last, long length) {

        private static final Pattern FORM =
                Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

        static Optional<ContentRange> parse(ResponseHead head) {
            Matcher matcher = FORM.matcher(head.header("Content-Range").orElse("").strip());
            if (!matcher.matches()) {
                return Optional.empty();
            }
            String length = matcher.group(3);
            ContentRange range =
                    new ContentRange(
                            Long.parseLong(matcher.group(1)),
                            Long.parseLong(matcher.group(2)),
                            length.equals("*") ? -1 : Long.parseLong(length));
            boolean valid =
                    range.first <= range.last && (range.length < 0 || range.last < range.length);
            return valid ? Optional.of(range) : Optional.empty();
        }
    }

    /**
     * The version of an object, so that a resumed transfer never mixes two versions.
     *
     * @param etag the header as sent
     * @param lastModified the header as sent
     * @param date the header as sent
     * @param length of the whole object in bytes; -1 if unknown
     */
    private record EntityVersion(
            @Nullable String etag,
            @Nullable String lastModified,
            @Nullable String date,
            long length) {

        static EntityVersion of(ResponseHead head, long length) {
            return new EntityVersion(
                    head.header("ETag").orElse(null),
                    head.header("Last-Modified").orElse(null),
                    head.header("Date").orElse(null),
                    length);
        }

        /** The same version with a length, if it was unknown. */
        EntityVersion withLength(long known) {
            return new EntityVersion(etag, lastModified, date, length < 0 ? known : length);
        }

        /**
         * The value of {@code If-Range}; empty if the transfer cannot be resumed safely. Only
         * strong validators are used: two versions may have the same weak tag or the same
         * modification time.
         */
        Optional<String> validator() {
            if (etag != null) {
                return etag.startsWith("W/") ? Optional.empty() : Optional.of(etag);
            }
            return isOld(lastModified, date) ? Optional.of(lastModified) : Optional.empty();
        }

        /**
         * RFC 9110, 8.8.2.2: strong if the object was written a second or more before it was sent.
         */
        private static boolean isOld(@Nullable String modified, @Nullable String sent) {
            try {
                return modified != null
                        && sent != null
                        && !time(modified).isAfter(time(sent).minusSeconds(1));
            } catch (DateTimeException e) {
                return false;
            }
        }

        private static Instant time(String text) {
            return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.strip()));
        }

        /** Whether a later response can be a part of the same version. */
        boolean matches(EntityVersion later) {
            return Objects.equals(etag, later.etag)
                    && (lastModified == null
                            || later.lastModified == null
                            || lastModified.equals(later.lastModified))
                    && (length < 0 || later.length < 0 || length == later.length);
        }
    }
}

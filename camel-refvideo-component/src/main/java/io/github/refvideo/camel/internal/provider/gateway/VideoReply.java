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
package io.github.refvideo.camel.internal.provider.gateway;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.github.refvideo.camel.internal.http.HttpResponse;
import io.github.refvideo.camel.internal.http.ResponseHead;
import io.github.refvideo.camel.internal.http.ResponseSink;
import io.github.refvideo.camel.internal.io.DiskException;
import io.github.refvideo.camel.internal.io.DiskWriter;
import io.github.refvideo.camel.internal.io.SpoolDirectory.SpoolOutput;
import io.github.refvideo.camel.internal.io.SpoolFile;
import io.github.refvideo.camel.internal.io.VideoSpool;
import io.github.refvideo.camel.internal.util.Futures;
import io.github.refvideo.camel.spi.InlineVideo;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A reply in JSON that may contain the video, as base64 in {@code videos[].data}. A short reply
 * stays in memory. A long one is written to a temporary file, and its video is decoded from there
 * into another file; both happen on the threads for the disk, so memory use does not depend on the
 * size of the video.
 *
 * <p>Not thread-safe, except for {@link #discard}.
 */
final class VideoReply implements ResponseSink {

    /** Longer replies go to disk. */
    static final int MAX_MEMORY_BYTES = 64 * 1024;

    /** Both alphabets of base64; the padding may be missing. */
    private static final List<Base64Variant> VARIANTS =
            List.of(
                    Base64Variants.MIME_NO_LINEFEEDS.withPaddingAllowed(),
                    new Base64Variant(
                                    "base64url",
                                    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                            + "abcdefghijklmnopqrstuvwxyz0123456789-_",
                                    true,
                                    '=',
                                    Integer.MAX_VALUE)
                            .withPaddingAllowed());

    /** So many entries of {@code videos} are tried if their data is not base64. */
    private static final int MAX_ENTRIES = 4;

    private static final ObjectMapper JSON =
            new ObjectMapper(
                    JsonFactory.builder()
                            .streamReadConstraints(
                                    StreamReadConstraints.builder()
                                            .maxStringLength(
                                                    GatewaySettings.MAX_CONTROL_REPLY_BYTES)
                                            .build())
                            .build());

    private final VideoSpool spool;
    private final long maxVideoBytes;
    private final long maxReplyBytes;
    private final ByteArrayOutputStream memory = new ByteArrayOutputStream(1024);

    /** Set before data arrives. */
    private ResponseHead head;

    private long received;
    private volatile @Nullable DiskWriter writer;
    private volatile @Nullable InlineVideo video;
    private volatile boolean discarded;

    /**
     * @param maxVideoBytes the largest video to keep
     */
    VideoReply(VideoSpool spool, long maxVideoBytes) {
        this.spool = spool;
        this.maxVideoBytes = maxVideoBytes;
        // Base64 takes a third more. Line breaks and escapes are added to that, and the other JSON.
        long most = Long.MAX_VALUE - GatewaySettings.MAX_CONTROL_REPLY_BYTES;
        this.maxReplyBytes =
                maxVideoBytes > most / 2
                        ? Long.MAX_VALUE
                        : 2 * maxVideoBytes + GatewaySettings.MAX_CONTROL_REPLY_BYTES;
    }

    @Override
    public void head(ResponseHead replyHead) {
        head = replyHead;
    }

    /**
     * @throws IOException when the reply cannot be kept; then {@link #isVideoLost}
     */
    @Override
    public void data(ByteBuffer piece) throws IOException {
        received += piece.remaining();
        if (writer == null && received > MAX_MEMORY_BYTES && head.successful()) {
            writer = spool.writer();
            writer.begin();
            if (discarded) {
                writer.discard();
            }
            write(ByteBuffer.wrap(memory.toByteArray()));
            memory.reset();
        }
        if (writer == null) {
            byte[] bytes = new byte[Math.min(piece.remaining(), MAX_MEMORY_BYTES - memory.size())];
            piece.get(bytes);
            memory.write(bytes, 0, bytes.length);
        } else if (received > maxReplyBytes) {
            video = new LostVideo(received / 4 * 3, null);
            writer.discard();
            throw new IOException("The video in the reply is larger than " + maxVideoBytes);
        } else {
            write(piece);
        }
    }

    private void write(ByteBuffer piece) throws DiskException {
        try {
            writer.write(piece);
        } catch (DiskException e) {
            video = lostBy(e);
            throw e;
        }
    }

    /** The length of the video is unknown. The estimate must not exceed the maximum size. */
    private InlineVideo lostBy(Throwable failure) {
        return new LostVideo(Math.max(1, Math.min(received / 4 * 3, maxVideoBytes)), failure);
    }

    /** The beginning of an error is sufficient. */
    @Override
    public boolean isComplete() {
        return received > MAX_MEMORY_BYTES && !head.successful();
    }

    @Override
    public CompletableFuture<?> ready() {
        return writer == null ? CompletableFuture.completedFuture(null) : writer.ready();
    }

    @Override
    public int capacity() {
        return writer == null ? MAX_MEMORY_BYTES : writer.capacity();
    }

    ResponseHead head() {
        return head;
    }

    /** The reply if it is short, otherwise without a body. */
    HttpResponse inMemory() {
        return new HttpResponse(head, memory.toByteArray());
    }

    /** Whether the reply is long, because it contains a video. */
    boolean isSpooled() {
        return writer != null;
    }

    /** Whether the reply was aborted because the video is too large, or the disk failed. */
    boolean isVideoLost() {
        return video instanceof LostVideo;
    }

    /**
     * Reads the reply, after it has ended. {@code data} of the first video that can be decoded is
     * replaced by an {@link InlineVideo}; a video that is too large, or could not be written to
     * disk, cannot be opened. The {@code data} of other entries is null.
     *
     * @return a missing node when the reply is not a JSON object, or longer than 1 MiB without its
     *     video. Completes on the calling thread or on one for the disk
     */
    CompletableFuture<JsonNode> json() {
        if (isVideoLost()) {
            return CompletableFuture.completedFuture(succeeded(video));
        }
        if (writer == null) {
            byte[] bytes = memory.toByteArray();
            return CompletableFuture.completedFuture(
                    read(() -> new ByteArrayInputStream(bytes), this::decodeToMemory));
        }
        CompletableFuture<SpoolFile> reply = VideoSpool.finish(writer);
        return reply.thenApplyAsync(file -> read(file::open, this::decodeToDisk), spool.disk())
                .whenComplete((json, failure) -> reply.thenAccept(SpoolFile::delete))
                .exceptionally(failure -> succeeded(lostBy(failure)));
    }

    /** The result of a reply that was not stored: it was long, so it contained a video. */
    private static JsonNode succeeded(InlineVideo video) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("status", "completed");
        json.putArray("videos").addObject().putPOJO("data", video);
        return json;
    }

    private JsonNode read(Source source, Decoder decoder) {
        try {
            for (int entry = 0; entry < MAX_ENTRIES; entry++) {
                for (Base64Variant variant : VARIANTS) {
                    JsonNode json = new Pass(entry, variant, decoder).read(source);
                    if (json != null) {
                        return json;
                    }
                }
            }
            return new Pass(MAX_ENTRIES, VARIANTS.get(0), decoder).read(source);
        } catch (JsonProcessingException | CharConversionException e) {
            return MissingNode.getInstance();
        } catch (IOException e) {
            return succeeded(lostBy(VideoSpool.failure(e)));
        }
    }

    private @Nullable InlineVideo decodeToMemory(JsonParser data, Base64Variant variant)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        data.readBinaryValue(variant, bytes);
        return bytes.size() == 0 ? null : InlineVideo.of(bytes.toByteArray());
    }

    private @Nullable InlineVideo decodeToDisk(JsonParser data, Base64Variant variant)
            throws IOException {
        try (VideoOutput out = new VideoOutput()) {
            data.readBinaryValue(variant, out);
            return out.finish();
        }
    }

    /** Discards the video, even if it is incomplete. */
    void discard() {
        discarded = true;
        DiskWriter started = writer;
        if (started != null) {
            started.discard();
        }
        InlineVideo decoded = video;
        if (decoded != null) {
            decoded.discard();
        }
    }

    private interface Source {
        InputStream open() throws IOException;
    }

    private interface Decoder {
        @Nullable InlineVideo decode(JsonParser data, Base64Variant variant) throws IOException;
    }

    /** Reads the reply once. Only one video is decoded, in one alphabet. */
    private final class Pass {

        private final int entry;
        private final Base64Variant variant;
        private final Decoder decoder;
        private int dataFields;

        Pass(int entry, Base64Variant variant, Decoder decoder) {
            this.entry = entry;
            this.variant = variant;
            this.decoder = decoder;
        }

        /** Null if the data is not base64 in this alphabet. */
        @Nullable JsonNode read(Source source) throws IOException {
            try (JsonParser parser = JSON.createParser(source.open());
                    TokenBuffer rest = new TokenBuffer(parser)) {
                if (parser.nextToken() != JsonToken.START_OBJECT) {
                    return MissingNode.getInstance();
                }
                long restBytes = 0;
                while (!parser.getParsingContext().inRoot()) {
                    long start = offset(parser);
                    boolean data = isVideoData(parser);
                    if (!data) {
                        rest.copyCurrentEvent(parser);
                    } else if (dataFields++ != entry) {
                        rest.writeNull();
                    } else if (decode(parser)) {
                        rest.writeEmbeddedObject(video);
                    } else {
                        return null;
                    }
                    if (parser.nextToken() == null) {
                        return MissingNode.getInstance();
                    }
                    restBytes += data ? 0 : offset(parser) - start;
                    if (restBytes > GatewaySettings.MAX_CONTROL_REPLY_BYTES) {
                        return MissingNode.getInstance();
                    }
                }
                rest.copyCurrentEvent(parser);
                return JSON.readTree(rest.asParser());
            }
        }

        private boolean decode(JsonParser data) throws IOException {
            try {
                video = decoder.decode(data, variant);
            } catch (JsonProcessingException | IllegalArgumentException e) {
                return false;
            }
            if (discarded) {
                discard();
            }
            return video != null;
        }
    }

    private static boolean isVideoData(JsonParser parser) {
        JsonStreamContext entry = parser.getParsingContext();
        if (!parser.hasToken(JsonToken.VALUE_STRING) || !"data".equals(entry.getCurrentName())) {
            return false;
        }
        JsonStreamContext list = entry.getParent();
        return list.inArray()
                && list.getParent().getParent() != null
                && list.getParent().getParent().inRoot()
                && "videos".equals(list.getParent().getCurrentName());
    }

    private static long offset(JsonParser parser) {
        JsonLocation location = parser.currentLocation();
        return Math.max(location.getByteOffset(), location.getCharOffset());
    }

    /**
     * The file of the decoded video. Writing never fails, so that the reply is read to its end: a
     * failure of the disk and a video that is too large show in {@link #finish}.
     */
    private final class VideoOutput extends OutputStream {

        private long length;
        private @Nullable SpoolOutput file;
        private @Nullable OutputStream out;
        private @Nullable IOException failure;

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) {
            length += count;
            if (failure != null || length > maxVideoBytes || discarded) {
                return;
            }
            try {
                if (file == null) {
                    file = spool.output();
                    out = new BufferedOutputStream(file.out(), MAX_MEMORY_BYTES);
                }
                out.write(bytes, offset, count);
            } catch (IOException e) {
                failure = e;
            }
        }

        /** Null if there are no bytes. */
        @Nullable InlineVideo finish() {
            if (length == 0) {
                return null;
            }
            if (length > maxVideoBytes || discarded) {
                return new LostVideo(length, null);
            }
            try {
                if (failure == null) {
                    out.flush();
                    return new SpooledVideo(file.finish());
                }
            } catch (IOException e) {
                failure = e;
            }
            return new LostVideo(length, VideoSpool.failure(failure));
        }

        @Override
        public void close() throws IOException {
            if (file != null) {
                file.close();
            }
        }
    }

    private record SpooledVideo(SpoolFile file) implements InlineVideo {

        @Override
        public long length() {
            return file.length();
        }

        @Override
        public InputStream open() throws IOException {
            return file.open();
        }

        @Override
        public void discard() {
            file.delete();
        }
    }

    /**
     * A video that was in the reply and was not kept.
     *
     * @param failure of the disk; null if the video is too large
     */
    private record LostVideo(long length, @Nullable Throwable failure) implements InlineVideo {

        @Override
        public InputStream open() throws IOException {
            Throwable cause = Futures.unwrap(failure);
            throw cause instanceof IOException known
                    ? known
                    : new IOException("The video was discarded", cause);
        }

        @Override
        public void discard() {
            // There is nothing to delete.
        }
    }
}

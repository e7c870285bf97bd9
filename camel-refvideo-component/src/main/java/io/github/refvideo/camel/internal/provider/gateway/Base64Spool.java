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

import io.github.refvideo.camel.internal.io.DiskException;
import io.github.refvideo.camel.internal.io.DiskWriter;
import io.github.refvideo.camel.internal.io.SpoolFile;
import io.github.refvideo.camel.internal.io.VideoSpool;
import io.github.refvideo.camel.spi.InlineVideo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Decodes base64 as it arrives and keeps the bytes on disk, as many as a video may have. Not
 * thread-safe.
 */
final class Base64Spool {

    private static final Base64.Decoder DECODER = Base64.getDecoder();

    private final long most;
    private final DiskWriter writer;
    private final byte[] text = new byte[4 * 4096];
    private final byte[] bytes = new byte[3 * 4096];
    private int count;
    private boolean padded;
    private boolean corrupt;
    private long length;
    private CompletableFuture<SpoolFile> file;

    /**
     * @param most bytes that a video may have
     */
    Base64Spool(VideoSpool spool, long most) {
        this.most = most;
        this.writer = spool.writer();
        writer.begin();
    }

    /** One character. White space counts for nothing; both alphabets are understood. */
    void put(byte character) {
        if (character <= ' ' && character >= 0) {
            return;
        }
        padded |= character == '=';
        // Nothing may follow the padding.
        corrupt |= padded && character != '=';
        text[count++] =
                switch (character) {
                    case '-' -> (byte) '+';
                    case '_' -> (byte) '/';
                    default -> character;
                };
        if (count == text.length) {
            decode();
        }
    }

    private void decode() {
        if (corrupt || count == 0) {
            count = 0;
            return;
        }
        try {
            byte[] part = count == text.length ? text : Arrays.copyOf(text, count);
            int decoded = DECODER.decode(part, bytes);
            length += decoded;
            if (oversized()) {
                writer.discard();
            } else {
                writer.write(ByteBuffer.wrap(bytes, 0, decoded));
            }
        } catch (IllegalArgumentException e) {
            corrupt = true;
        } catch (DiskException e) {
            // It shows again when the file is finished; what the service has to say comes first.
        }
        count = 0;
    }

    /** The text has ended. */
    void end() {
        decode();
        if (corrupt || length == 0 || oversized()) {
            writer.discard();
        } else {
            file = VideoSpool.finish(writer);
        }
    }

    boolean oversized() {
        return length > most;
    }

    /** When more can be taken. */
    CompletableFuture<?> ready() {
        return writer.ready();
    }

    /** How many characters are welcome then. */
    int room() {
        return writer.capacity();
    }

    /** The video, when it is on disk; null if there is none in that text. Never fails. */
    CompletableFuture<InlineVideo> video() {
        if (oversized()) {
            return CompletableFuture.completedFuture(new Unkept(length, null));
        }
        return file == null
                ? CompletableFuture.completedFuture(null)
                : file.handle(
                        (kept, failure) ->
                                failure == null ? new Kept(kept) : new Unkept(length, failure));
    }

    /** Nobody wants it. */
    void discard() {
        writer.discard();
        if (file != null) {
            file.thenAccept(SpoolFile::delete);
        }
    }

    private record Kept(SpoolFile file) implements InlineVideo {

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
     * A video that came and is not here.
     *
     * @param failure of the disk; null if it was too large
     */
    private record Unkept(long length, Throwable failure) implements InlineVideo {

        @Override
        public InputStream open() throws IOException {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            throw cause instanceof IOException known
                    ? known
                    : new IOException("The video was not kept", cause);
        }

        @Override
        public void discard() {
            // nothing is there
        }
    }
}

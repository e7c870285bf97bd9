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
package io.github.refvideo.camel.internal.reference.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads numbers at any position of the content, through a small buffer. The number of reads is
 * limited, so that no header can cause a read of a whole file.
 *
 * <p>Not thread-safe.
 */
final class ByteWindow {

    private static final int WINDOW = 4096;
    private static final int MAX_MOVES = 512;
    private static final int SEARCH_WINDOW = 64 * 1024;

    /** More than the largest image that services accept. */
    private static final long MAX_SEARCH_BYTES = 64L * 1024 * 1024;

    private final SeekableByteChannel content;
    private final long length;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);
    private long start;
    private int moves;

    ByteWindow(SeekableByteChannel content) throws IOException {
        this.content = content;
        this.length = content.size();
    }

    long length() {
        return length;
    }

    /** The first bytes of the content; may be empty. */
    byte[] head() throws IOException {
        load(0);
        return Arrays.copyOf(window.array(), window.limit());
    }

    /**
     * @throws OutOfContentException if the content ends before this position, or after too many
     *     reads
     */
    int u8(long at) throws IOException {
        if (at < 0 || at >= length) {
            throw new OutOfContentException(true);
        }
        if (at < start || at >= start + window.limit()) {
            load(at);
        }
        if (at >= start + window.limit()) {
            throw new OutOfContentException(true);
        }
        return window.get((int) (at - start)) & 0xff;
    }

    int u16(long at) throws IOException {
        return u8(at) << 8 | u8(at + 1);
    }

    long u32(long at) throws IOException {
        return (long) u16(at) << 16 | u16(at + 2);
    }

    /** Can be negative, because no valid value is that large. */
    long u64(long at) throws IOException {
        return u32(at) << 32 | u32(at + 4);
    }

    /** Eight bytes; can be negative like {@link #u64}. */
    long u64Little(long at) throws IOException {
        return u32Little(at) | u32Little(at + 4) << 32;
    }

    int u16Little(long at) throws IOException {
        return u8(at) | u8(at + 1) << 8;
    }

    int u24Little(long at) throws IOException {
        return u16Little(at) | u8(at + 2) << 16;
    }

    long u32Little(long at) throws IOException {
        return u16Little(at) | (long) u16Little(at + 2) << 16;
    }

    /** Whether the content has these bytes, each written as a character, at a position. */
    boolean has(long at, String bytes) throws IOException {
        for (int i = 0; i < bytes.length(); i++) {
            if (at + i >= length || u8(at + i) != bytes.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Four bytes as text: the name of a box or chunk. */
    String name(long at) throws IOException {
        byte[] name = {(byte) u8(at), (byte) u8(at + 1), (byte) u8(at + 2), (byte) u8(at + 3)};
        return new String(name, StandardCharsets.ISO_8859_1);
    }

    /** Whether this is the last byte, not counting trailing zeros and line ends. */
    boolean endsWith(int wanted) throws IOException {
        moves = 0;
        long at = length - 1;
        while (at > 0 && "\0\r\n".indexOf(u8(at)) >= 0 && length - at < WINDOW) {
            at--;
        }
        return at >= 0 && u8(at) == wanted;
    }

    /**
     * Searches for bytes: first at the end of the content, where nearly all files have them, then
     * forwards.
     *
     * @param bytes each written as a character
     * @param from where to start
     * @return whether they were found; true also if the content is too long to be searched
     */
    boolean search(String bytes, long from) throws IOException {
        return contains(bytes, Math.max(from, length - WINDOW), length)
                || length - from > MAX_SEARCH_BYTES
                || contains(bytes, from, length);
    }

    private boolean contains(String bytes, long from, long end) throws IOException {
        byte[] wanted = bytes.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer piece = ByteBuffer.allocate(SEARCH_WINDOW).limit(0);
        int matched = 0;
        content.position(Math.max(0, from));
        for (long at = Math.max(0, from); at < end; at++) {
            while (!piece.hasRemaining()) {
                piece.clear();
                if (content.read(piece) < 0) {
                    return false;
                }
                piece.flip();
            }
            byte next = piece.get();
            // Sufficient because no prefix of the searched bytes repeats within them.
            matched = next == wanted[matched] ? matched + 1 : next == wanted[0] ? 1 : 0;
            if (matched == wanted.length) {
                return true;
            }
        }
        return false;
    }

    private void load(long at) throws IOException {
        if (++moves > MAX_MOVES) {
            throw new OutOfContentException(false);
        }
        start = at;
        window.clear();
        content.position(at);
        while (window.hasRemaining() && content.read(window) >= 0) {
            // A channel can return fewer bytes than it has.
        }
        window.flip();
    }

    /** A header leads behind the end of the content, or to more reading than is allowed. */
    static final class OutOfContentException extends IOException {

        private static final long serialVersionUID = 1L;

        private final boolean end;

        /**
         * @param end whether the content is too short
         */
        OutOfContentException(boolean end) {
            super(end ? "the content ends within its header" : "the header is too long");
            this.end = end;
        }

        /** Whether the content is too short, and not merely too long to be read. */
        boolean isEnd() {
            return end;
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}

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
package io.github.refvideo.camel.internal.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The implementations of {@link RequestBody}. */
final class RequestBodies {

    private RequestBodies() {}

    /** A body in memory. */
    record Bytes(byte[] bytes) implements RequestBody {

        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public ReadableByteChannel open() {
            return Channels.newChannel(new ByteArrayInputStream(bytes));
        }
    }

    /** A region of a file or of another seekable source. */
    record Region(Source source, long from, long length) implements RequestBody {

        @Override
        public ReadableByteChannel open() throws IOException {
            SeekableByteChannel channel = source.open();
            try {
                channel.position(from);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
            return new RegionChannel(channel, length);
        }
    }

    /** Bodies one after the other. One is open at a time. */
    record Sequence(List<RequestBody> parts) implements RequestBody {

        @Override
        public long length() {
            return parts.stream().mapToLong(RequestBody::length).sum();
        }

        @Override
        public ReadableByteChannel open() {
            return new SequenceChannel(parts.iterator());
        }
    }

    /** A body as Base64 text. */
    record Base64Text(RequestBody content) implements RequestBody {

        @Override
        public long length() {
            return (content.length() + 2) / 3 * 4;
        }

        @Override
        public ReadableByteChannel open() throws IOException {
            return new Base64Channel(content.open());
        }
    }

    /** Encodes in blocks of whole groups of three bytes. */
    private static final class Base64Channel implements ReadableByteChannel {

        private static final int BLOCK = 3 * 4096;

        private final ReadableByteChannel source;
        private final ByteBuffer block = ByteBuffer.allocate(BLOCK);
        private ByteBuffer encoded = ByteBuffer.allocate(0);

        Base64Channel(ReadableByteChannel source) {
            this.source = source;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            if (!encoded.hasRemaining()) {
                boolean ended = false;
                while (!ended && block.hasRemaining()) {
                    ended = source.read(block) < 0;
                }
                if (block.position() == 0) {
                    return -1;
                }
                encoded = Base64.getEncoder().encode(block.flip());
                block.clear();
            }
            int count = Math.min(target.remaining(), encoded.remaining());
            target.put(encoded.slice().limit(count));
            encoded.position(encoded.position() + count);
            return count;
        }

        @Override
        public boolean isOpen() {
            return source.isOpen();
        }

        @Override
        public void close() throws IOException {
            source.close();
        }
    }

    private static final class RegionChannel implements ReadableByteChannel {

        private final SeekableByteChannel source;
        private long remaining;

        RegionChannel(SeekableByteChannel source, long length) {
            this.source = source;
            this.remaining = length;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            if (remaining == 0) {
                return -1;
            }
            int limit = target.limit();
            target.limit(target.position() + (int) Math.min(target.remaining(), remaining));
            try {
                int count = source.read(target);
                remaining -= Math.max(count, 0);
                return count;
            } finally {
                target.limit(limit);
            }
        }

        @Override
        public boolean isOpen() {
            return source.isOpen();
        }

        @Override
        public void close() throws IOException {
            source.close();
        }
    }

    private static final class SequenceChannel implements ReadableByteChannel {

        private final Iterator<RequestBody> unread;
        private @Nullable ReadableByteChannel current;
        private boolean closed;

        SequenceChannel(Iterator<RequestBody> parts) {
            this.unread = parts;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            while (current != null || unread.hasNext()) {
                if (current == null) {
                    current = unread.next().open();
                }
                int count = current.read(target);
                if (count >= 0) {
                    return count;
                }
                current.close();
                current = null;
            }
            return -1;
        }

        @Override
        public boolean isOpen() {
            return !closed;
        }

        @Override
        public void close() throws IOException {
            closed = true;
            if (current != null) {
                current.close();
            }
        }
    }
}

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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;

/** A body that is a part of a file or of something like it. */
record RegionBody(Source source, long from, long length) implements RequestBody {

    @Override
    public ReadableByteChannel open() throws IOException {
        SeekableByteChannel channel = source.open();
        try {
            channel.position(from);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        return new Region(channel, length);
    }

    /** Ends after so many bytes, whatever follows. */
    private static final class Region implements ReadableByteChannel {

        private final SeekableByteChannel whole;
        private long left;

        Region(SeekableByteChannel whole, long length) {
            this.whole = whole;
            this.left = length;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            if (left == 0) {
                return -1;
            }
            int limit = into.limit();
            into.limit(into.position() + (int) Math.min(into.remaining(), left));
            try {
                int count = whole.read(into);
                left -= Math.max(count, 0);
                return count;
            } finally {
                into.limit(limit);
            }
        }

        @Override
        public boolean isOpen() {
            return whole.isOpen();
        }

        @Override
        public void close() throws IOException {
            whole.close();
        }
    }
}

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
import java.util.Iterator;
import java.util.List;

/** Bodies one after the other, one open at a time. */
record SequenceBody(List<RequestBody> parts) implements RequestBody {

    @Override
    public long length() {
        return parts.stream().mapToLong(RequestBody::length).sum();
    }

    @Override
    public ReadableByteChannel open() {
        return new Sequence(parts.iterator());
    }

    private static final class Sequence implements ReadableByteChannel {

        private final Iterator<RequestBody> waiting;
        private ReadableByteChannel current;
        private boolean closed;

        Sequence(Iterator<RequestBody> parts) {
            this.waiting = parts;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            while (current != null || waiting.hasNext()) {
                if (current == null) {
                    current = waiting.next().open();
                }
                int count = current.read(into);
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

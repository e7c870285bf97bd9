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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A buffered response.
 *
 * @param head status and headers
 * @param body possibly empty
 */
public record HttpResponse(ResponseHead head, byte[] body) {

    /** The HTTP status code. */
    public int status() {
        return head.status();
    }

    /** The body decoded as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Collects a response. Not thread-safe. The exchange limits the size. */
    static final class Buffer implements ResponseSink {

        private static final int INITIAL = 8 * 1024;

        /** Allocated in advance for an announced length. Beyond it, only for received data. */
        private static final int MAX_PREALLOCATED = 1024 * 1024;

        private @Nullable ResponseHead head;
        private byte[] bytes = new byte[0];
        private int length;

        @Override
        public void head(ResponseHead head) {
            this.head = head;
        }

        @Override
        public void data(ByteBuffer part) {
            int needed = Math.addExact(length, part.remaining());
            if (needed > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(needed, grownSize()));
            }
            int count = part.remaining();
            part.get(bytes, length, count);
            length += count;
        }

        private int grownSize() {
            if (bytes.length > 0) {
                return (int) Math.min(Integer.MAX_VALUE - 8, bytes.length * 2L);
            }
            long declared = head.header("Content-Length").map(Buffer::number).orElse(0L);
            return declared > 0 && declared <= MAX_PREALLOCATED ? (int) declared : INITIAL;
        }

        private static long number(String text) {
            try {
                return Long.parseLong(text.strip());
            } catch (NumberFormatException e) {
                return 0;
            }
        }

        HttpResponse response() {
            return new HttpResponse(
                    head, length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
        }
    }
}

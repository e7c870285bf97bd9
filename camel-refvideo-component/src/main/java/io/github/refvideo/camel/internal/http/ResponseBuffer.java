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
import java.util.Arrays;

/** Collects a reply. One thread at a time; the cap is the exchange's. */
final class ResponseBuffer implements ResponseSink {

    private static final int SMALL = 8 * 1024;

    /** A server's word is good for this much memory, more must be shown. */
    private static final int TRUSTED = 1024 * 1024;

    private ResponseHead head;
    private byte[] bytes = new byte[0];
    private int length;

    @Override
    public void head(ResponseHead head) {
        this.head = head;
    }

    @Override
    public void data(ByteBuffer piece) {
        int needed = Math.addExact(length, piece.remaining());
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, capacity()));
        }
        int count = piece.remaining();
        piece.get(bytes, length, count);
        length += count;
    }

    private int capacity() {
        if (bytes.length > 0) {
            return (int) Math.min(Integer.MAX_VALUE - 8, bytes.length * 2L);
        }
        long declared = head.header("Content-Length").map(ResponseBuffer::number).orElse(0L);
        return declared > 0 && declared <= TRUSTED ? (int) declared : SMALL;
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

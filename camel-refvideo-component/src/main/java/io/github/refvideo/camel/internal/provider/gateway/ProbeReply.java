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

import io.github.refvideo.camel.internal.http.HttpResponse;
import io.github.refvideo.camel.internal.http.ResponseHead;
import io.github.refvideo.camel.internal.http.ResponseSink;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** A reply of which only the head matters, and the beginning when it tells an error. */
final class ProbeReply implements ResponseSink {

    /** A list of all models may be long. Read to its end it leaves the connection for others. */
    static final long MOST_BYTES = 16L << 20;

    private static final int KEPT_BYTES = 64 << 10;

    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
    private volatile ResponseHead head;

    @Override
    public void head(ResponseHead replyHead) {
        head = replyHead;
    }

    @Override
    public void data(ByteBuffer piece) {
        int length = Math.min(piece.remaining(), KEPT_BYTES - beginning.size());
        byte[] bytes = new byte[length];
        piece.get(bytes);
        beginning.write(bytes, 0, length);
    }

    /** Null when no reply came. */
    ResponseHead head() {
        return head;
    }

    HttpResponse beginning() {
        return new HttpResponse(head, beginning.toByteArray());
    }
}

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

import io.github.refvideo.camel.internal.http.ResponseHead;
import io.github.refvideo.camel.internal.http.ResponseSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** A reply whose body is JSON, perhaps with a video inside. */
final class JsonReply implements ResponseSink {

    private final JsonIntake intake;
    private ResponseHead head;

    JsonReply(JsonIntake intake) {
        this.intake = intake;
    }

    @Override
    public void head(ResponseHead replyHead) {
        head = replyHead;
    }

    @Override
    public void data(ByteBuffer piece) throws IOException {
        while (piece.hasRemaining()) {
            intake.take(piece.get());
        }
    }

    @Override
    public CompletableFuture<?> ready() {
        return intake.ready();
    }

    @Override
    public int capacity() {
        return intake.room();
    }

    ResponseHead head() {
        return head;
    }

    JsonIntake intake() {
        return intake;
    }
}

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
package io.github.refvideo.simulator.server;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads a body up to a limit. Excess data is read and discarded, so that the client can finish
 * sending and receive the 413 response.
 */
final class BodyReader {
    private final HttpServerRequest request;
    private final long limit;
    private final Buffer read = Buffer.buffer();
    private boolean tooLarge;

    BodyReader(HttpServerRequest request, long limit) {
        this.request = request;
        this.limit = limit;
    }

    /**
     * Calls back with the body, or with an empty value if it was too large. No callback if the
     * client disconnects.
     */
    void read(Consumer<Optional<Buffer>> whenRead) {
        request.handler(this::take);
        request.endHandler(
                ignored -> whenRead.accept(tooLarge ? Optional.empty() : Optional.of(read)));
        request.resume();
    }

    private void take(Buffer chunk) {
        tooLarge |= (long) read.length() + chunk.length() > limit;
        if (!tooLarge) {
            read.appendBuffer(chunk);
        }
    }
}

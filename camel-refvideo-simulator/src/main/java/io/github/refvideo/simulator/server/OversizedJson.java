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
import io.vertx.core.http.HttpServerResponse;

/** A JSON text that is too large to buffer; written block by block, as fast as the client reads. */
final class OversizedJson {
    private static final String OPENING = "{\"padding\":\"";
    private static final String CLOSING = "\"}";

    private final HttpServerResponse response;
    private final Buffer block;
    private long left;

    OversizedJson(HttpServerResponse response, long bytes, int blockSize) {
        this.response = response;
        this.left = Math.max(0, bytes - OPENING.length() - CLOSING.length());
        this.block = Buffer.buffer("x".repeat(blockSize));
    }

    void start() {
        response.putHeader("content-type", "application/json").setChunked(true);
        response.drainHandler(ignored -> pump());
        response.write(OPENING);
        pump();
    }

    private void pump() {
        while (left > 0 && !response.closed() && !response.writeQueueFull()) {
            int size = (int) Math.min(left, block.length());
            response.write(block.slice(0, size));
            left -= size;
        }
        if (left == 0 && !response.closed() && !response.ended()) {
            response.end(CLOSING);
        }
    }
}

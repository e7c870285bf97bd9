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

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/** Sends a body at a few bytes per second. Event loop only. */
final class Trickle {
    private static final int TICKS_PER_SECOND = 100;

    private final Vertx vertx;
    private final HttpServerResponse response;
    private final Buffer body;
    private final int bytesPerTick;
    private final long tickMillis;
    private int sent;

    Trickle(Vertx vertx, HttpServerResponse response, Buffer body, int bytesPerSecond) {
        this.vertx = vertx;
        this.response = response;
        this.body = body;
        this.bytesPerTick = bytesPerSecond <= 1000 ? 1 : bytesPerSecond / TICKS_PER_SECOND;
        this.tickMillis =
                bytesPerSecond <= 1000
                        ? Math.max(1, 1000 / bytesPerSecond)
                        : 1000 / TICKS_PER_SECOND;
    }

    void start() {
        response.writeHead();
        vertx.setPeriodic(tickMillis, this::tick);
    }

    private void tick(long timer) {
        if (response.closed() || sent >= body.length()) {
            vertx.cancelTimer(timer);
            if (!response.closed()) {
                response.end();
            }
            return;
        }
        int end = Math.min(body.length(), sent + bytesPerTick);
        response.write(body.slice(sent, end));
        sent = end;
    }
}

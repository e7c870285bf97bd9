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

import io.github.refvideo.simulator.content.Content;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Consumer;

/**
 * Writes content to a response block by block, as fast as the client reads or at a limited rate.
 * Event loop only.
 */
final class ContentPump {
    private static final int BLOCK = 64 * 1024;
    private static final int TICK_MILLIS = 10;
    private static final double SECOND = 1e9;

    private final Vertx vertx;
    private final HttpServerResponse response;
    private final Content content;
    private final long end;
    private final long bytesPerSecond;
    private final Consumer<Future<Void>> whenWritten;
    private final long started = System.nanoTime();
    private Future<Void> lastWrite = Future.succeededFuture();
    private long position;
    private long timer = -1;
    private boolean reading;
    private boolean over;

    /**
     * {@code whenWritten} receives the last write, unless the client disconnects or reading fails.
     */
    ContentPump(
            Vertx vertx,
            HttpServerResponse response,
            Content content,
            long end,
            long bytesPerSecond,
            Consumer<Future<Void>> whenWritten) {
        this.vertx = vertx;
        this.response = response;
        this.content = content;
        this.end = end;
        this.bytesPerSecond = bytesPerSecond;
        this.whenWritten = whenWritten;
    }

    void start(Call call) {
        content.retain();
        call.whenOver(this::stop);
        if (!response.headWritten()) {
            lastWrite = response.writeHead();
        }
        if (bytesPerSecond > 0) {
            // Up to 1000 bytes per second, bytes are sent one by one.
            long tick = bytesPerSecond <= 1000 ? Math.max(1, 1000 / bytesPerSecond) : TICK_MILLIS;
            timer = vertx.setPeriodic(tick, ignored -> pump());
        }
        response.drainHandler(ignored -> pump());
        pump();
    }

    private void pump() {
        while (!over && !reading && !response.closed()) {
            if (position == end) {
                stop();
                whenWritten.accept(lastWrite);
                return;
            }
            int size = (int) Math.min(Math.min(BLOCK, end - position), allowed());
            if (size <= 0 || response.writeQueueFull()) {
                return;
            }
            Future<Buffer> block = content.read(position, size);
            if (block.isComplete()) {
                write(block);
            } else {
                reading = true;
                block.onComplete(
                        done -> {
                            reading = false;
                            write(block);
                            pump();
                        });
            }
        }
    }

    private void write(Future<Buffer> block) {
        if (over || response.closed()) {
            return;
        }
        if (block.failed()) {
            stop();
            response.reset();
            return;
        }
        position += block.result().length();
        lastWrite = response.write(block.result());
    }

    private long allowed() {
        if (bytesPerSecond == 0) {
            return Long.MAX_VALUE;
        }
        return (long) (bytesPerSecond * ((System.nanoTime() - started) / SECOND)) - position;
    }

    private void stop() {
        if (over) {
            return;
        }
        over = true;
        if (timer >= 0) {
            vertx.cancelTimer(timer);
        }
        content.release();
    }
}

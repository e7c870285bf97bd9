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
package io.github.refvideo.simulator.media;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * Limits the number of concurrent asynchronous tasks; further tasks wait in FIFO order.
 * Thread-safe.
 */
final class ConcurrencyLimiter {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int free;

    ConcurrencyLimiter(int size) {
        free = size;
    }

    <T> Future<T> enter(Supplier<Future<T>> task) {
        Promise<T> result = Promise.promise();
        Runnable run =
                () ->
                        task.get()
                                .onComplete(
                                        done -> {
                                            leave();
                                            if (done.succeeded()) {
                                                result.complete(done.result());
                                            } else {
                                                result.fail(done.cause());
                                            }
                                        });
        synchronized (this) {
            if (free == 0) {
                waiting.add(run);
                return result.future();
            }
            free--;
        }
        run.run();
        return result.future();
    }

    private void leave() {
        Runnable next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                free++;
            }
        }
        if (next != null) {
            next.run();
        }
    }
}

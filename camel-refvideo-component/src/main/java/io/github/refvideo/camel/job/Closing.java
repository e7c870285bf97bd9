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
package io.github.refvideo.camel.job;

import io.github.refvideo.camel.time.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Jobs that are over and whose record is being written: whoever asks next should find it. A
 * repository that is slow or hangs holds nobody for long. Thread-safe; holds no thread.
 */
final class Closing {

    private final Timer timer;
    private final Set<Last> open = ConcurrentHashMap.newKeySet();

    Closing(Timer timer) {
        this.timer = timer;
    }

    /**
     * Completes a job as soon as its record is written, or after a while without.
     *
     * @param completion called exactly once
     */
    void complete(CompletableFuture<?> written, Duration patience, Runnable completion) {
        if (written.isDone()) {
            completion.run();
            return;
        }
        Last last = new Last(written, completion);
        open.add(last);
        Timer.Cancellable limit = timer.after(patience, last::complete);
        written.whenComplete(
                (value, failure) -> {
                    limit.cancel();
                    last.complete();
                });
    }

    /** Completes all that is left, at the latest after a while. Blocks until then. */
    void finish(Duration patience) {
        List<Last> left = List.copyOf(open);
        try {
            CompletableFuture.allOf(
                            left.stream().map(Last::written).toArray(CompletableFuture[]::new))
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // Their records stay as they are.
        }
        List.copyOf(open).forEach(Last::complete);
    }

    private final class Last {

        private final CompletableFuture<?> written;
        private final Runnable completion;
        private final AtomicBoolean completed = new AtomicBoolean();

        Last(CompletableFuture<?> written, Runnable completion) {
            this.written = written;
            this.completion = completion;
        }

        CompletableFuture<?> written() {
            return written;
        }

        void complete() {
            if (completed.compareAndSet(false, true)) {
                open.remove(this);
                completion.run();
            }
        }
    }
}

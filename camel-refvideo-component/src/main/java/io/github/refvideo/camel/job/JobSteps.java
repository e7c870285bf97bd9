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
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * The steps of one job: at any moment at most one call or one wait is under way, and nothing
 * happens once the job is done. Guarded by its own monitor.
 */
abstract class JobSteps {

    private final Timer timer;

    // Guarded by this.
    private JobPhase phase = JobPhase.IN_LINE;
    private Timer.Cancellable wakeUp = () -> {};
    private long wakesAtNanos;
    private CompletableFuture<?> call;

    JobSteps(Timer timer) {
        this.timer = timer;
    }

    /** Starts a call; its answer is read on the thread that brings it, unless the job is over. */
    final <T> void call(
            JobPhase next,
            Supplier<CompletableFuture<T>> starter,
            BiConsumer<T, Throwable> reader) {
        synchronized (this) {
            if (phase == JobPhase.DONE) {
                return;
            }
            phase = next;
            call = null;
        }
        CompletableFuture<T> started = startSafely(starter);
        synchronized (this) {
            if (phase == JobPhase.DONE) {
                started.cancel(true);
                return;
            }
            call = started;
        }
        started.whenComplete((value, failure) -> guarded(() -> reader.accept(value, failure)));
    }

    private static <T> CompletableFuture<T> startSafely(Supplier<CompletableFuture<T>> starter) {
        try {
            return Objects.requireNonNull(starter.get(), "the provider gave no future");
        } catch (Throwable e) {
            // Languages without checked exceptions throw these as well.
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Takes a step when the pace allows it. */
    final void paced(Pace pace, Runnable step) {
        synchronized (this) {
            if (phase == JobPhase.DONE) {
                return;
            }
            phase = JobPhase.WAITING;
            wakesAtNanos = timer.nanoTime();
            call = null;
        }
        pace.pass(
                () -> {
                    if (over()) {
                        return false;
                    }
                    guarded(step);
                    return true;
                });
    }

    /** Goes on later, without a thread. */
    final void await(Duration delay, Runnable next) {
        synchronized (this) {
            if (phase == JobPhase.DONE) {
                return;
            }
            phase = JobPhase.WAITING;
            call = null;
            wakesAtNanos = timer.nanoTime() + delay.toNanos();
            wakeUp = timer.after(delay, () -> guarded(next));
        }
    }

    /** Runs a step of the job; what it throws is a defect. */
    final void guarded(Runnable step) {
        if (over()) {
            return;
        }
        try {
            step.run();
        } catch (Throwable e) {
            defect(e);
        }
    }

    /** A step threw something. */
    abstract void defect(Throwable cause);

    final synchronized JobPhase phase() {
        return phase;
    }

    /** Time until the job goes on by itself; null when it waits for something else. */
    final synchronized Duration untilNextStep() {
        long nanos = wakesAtNanos - timer.nanoTime();
        return phase == JobPhase.WAITING && nanos > 0 ? Duration.ofNanos(nanos) : null;
    }

    /** Whether the job has completed. */
    final synchronized boolean over() {
        return phase == JobPhase.DONE;
    }

    /** No step is taken from here on; gives the call that was under way, null for none. */
    final synchronized CompletableFuture<?> finish() {
        phase = JobPhase.DONE;
        wakeUp.cancel();
        CompletableFuture<?> pending = call;
        call = null;
        return pending;
    }
}

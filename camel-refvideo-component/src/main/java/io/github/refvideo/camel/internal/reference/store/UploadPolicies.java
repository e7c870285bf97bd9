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
package io.github.refvideo.camel.internal.reference.store;

import io.github.refvideo.camel.internal.time.Timer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Upload policies per model, each asked for once while it lives, also by many jobs at once.
 * Failures are not kept. Thread-safe.
 */
final class UploadPolicies {

    /** Models come out of messages: their number is bounded. */
    private static final int MOST_MODELS = 100;

    /** An upload that starts now is looked at when its last byte has come. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final Timer timer;
    private final Function<String, CompletableFuture<UploadPolicy>> ask;
    private final Map<String, Held> held =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Held> eldest) {
                    return size() > MOST_MODELS;
                }
            };

    /**
     * @param ask gets a new policy for a model
     */
    UploadPolicies(Timer timer, Function<String, CompletableFuture<UploadPolicy>> ask) {
        this.timer = timer;
        this.ask = ask;
    }

    /** One that lives long enough, or is on its way. The future is shared: nobody cancels it. */
    CompletableFuture<UploadPolicy> of(String model) {
        CompletableFuture<UploadPolicy> fresh;
        Held mine;
        synchronized (this) {
            Held known = held.get(model);
            if (known != null && !known.failed() && !known.old(timer.nanoTime())) {
                return known.policy;
            }
            fresh = new CompletableFuture<>();
            mine = new Held(fresh, timer.nanoTime());
            held.put(model, mine);
        }
        ask.apply(model)
                .whenComplete(
                        (policy, failure) -> {
                            if (failure == null) {
                                fresh.complete(policy);
                            } else {
                                fresh.completeExceptionally(CompositeFuture.cause(failure));
                            }
                        });
        return fresh;
    }

    /** Drops a policy that the service does not take any more, unless there is a newer one. */
    synchronized void drop(String model, UploadPolicy policy) {
        Held known = held.get(model);
        if (known != null
                && known.policy.isDone()
                && !known.failed()
                && known.policy.join() == policy) {
            held.remove(model);
        }
    }

    /**
     * @param policy pending, failed or there
     * @param asked when, on the timer's monotonic clock: the life is counted from then, which is
     *     earlier than the service counts from
     */
    private record Held(CompletableFuture<UploadPolicy> policy, long asked) {

        boolean failed() {
            return policy.isCompletedExceptionally();
        }

        boolean old(long now) {
            if (!policy.isDone()) {
                return false;
            }
            Duration life = policy.join().life();
            Duration margin =
                    life.compareTo(MARGIN.multipliedBy(2)) > 0 ? MARGIN : life.dividedBy(2);
            return now - asked >= life.minus(margin).toNanos();
        }
    }
}

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

import io.github.refvideo.camel.repository.JobRecord;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The record of one purchase, as one job knows it. What is done to it is done one after another: a
 * renewal that is on its way and the acknowledgement would otherwise shut each other out. Nobody
 * who gives up waiting stops a step, for a purchase is written down whoever waits for it.
 */
final class RecordSteps {

    // Guarded by this.
    private CompletableFuture<?> last = CompletableFuture.completedFuture(null);

    private volatile JobRecord record;

    /** As it was last written or read; null when there is none. */
    JobRecord now() {
        return record;
    }

    /** Changes the record; one that fails leaves it as it was. */
    CompletableFuture<JobRecord> change(Function<JobRecord, CompletableFuture<JobRecord>> step) {
        return change(step, changed -> changed);
    }

    /**
     * Takes a step.
     *
     * @param step gets the record as the step before left it, perhaps null
     * @param left what the record is after it
     */
    synchronized <T> CompletableFuture<T> change(
            Function<JobRecord, CompletableFuture<T>> step, Function<T, JobRecord> left) {
        CompletableFuture<T> done =
                last.handle((value, failure) -> record)
                        .thenCompose(step)
                        .thenApply(
                                value -> {
                                    record = left.apply(value);
                                    return value;
                                });
        last = done;
        return done.copy();
    }
}

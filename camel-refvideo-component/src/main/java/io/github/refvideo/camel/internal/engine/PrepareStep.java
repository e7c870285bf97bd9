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
package io.github.refvideo.camel.internal.engine;

import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.event.JobPhase;
import io.github.refvideo.camel.internal.engine.Step.End;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Prepares the submit, which uploads local references. */
final class PrepareStep implements Step {

    private static final Duration SAME_MOMENT = Duration.ofMillis(50);

    private final Supplier<Step> leaseLost;

    /**
     * @param leaseLost creates the next step if the lease is lost before the submit
     */
    PrepareStep(Supplier<Step> leaseLost) {
        this.leaseLost = leaseLost;
    }

    @Override
    public CompletableFuture<Step> run(StepContext job) {
        return job.call(
                        JobPhase.PREPARING,
                        () ->
                                job.spec()
                                        .purchase()
                                        .preparation()
                                        .prepare(
                                                job.purchase().stored().fingerprint(),
                                                job.deadline()))
                .handle(
                        (submit, failure) -> {
                            if (failure == null) {
                                job.submit(submit);
                                return new SubmitStep(leaseLost);
                            }
                            if (job.deadline().remaining().compareTo(SAME_MOMENT) < 0) {
                                // A transfer that ends at the deadline fails shortly before the
                                // deadline's own timer.
                                return End.failed(
                                        JobErrors.notUploadedInTime(job.deadline().limit()));
                            }
                            return End.failed(JobErrors.known(failure, ErrorKind.REFERENCE_STORE));
                        });
    }
}

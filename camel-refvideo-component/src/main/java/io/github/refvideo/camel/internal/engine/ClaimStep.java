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

import io.github.refvideo.camel.event.JobPhase;
import io.github.refvideo.camel.internal.engine.JobSpec.CompletionPoint;
import io.github.refvideo.camel.internal.engine.PurchaseStore.Opening;
import io.github.refvideo.camel.internal.engine.Step.End;
import io.github.refvideo.camel.internal.util.Futures;
import io.github.refvideo.camel.repository.PurchaseState.Failed;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.JobReport;
import io.github.refvideo.camel.spi.Resubmission;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Opens the purchase: acquires the lease that permits a submit, or continues with the job of the
 * purchase. Two exchanges with one key, perhaps on two nodes, buy one video.
 */
final class ClaimStep implements Step {

    /** Between two checks of a lease that another attempt holds. */
    private static final Duration LEASE_CHECK_INTERVAL = Duration.ofSeconds(1);

    private boolean busy;

    @Override
    public CompletableFuture<Step> run(StepContext job) {
        return job.call(JobPhase.CLAIMING, job.purchase()::open)
                .handle(
                        (opening, failure) ->
                                failure == null
                                        ? opened(job, opening)
                                        : End.failed(JobErrors.repository(Futures.unwrap(failure)))
                                                .next())
                .thenCompose(next -> next);
    }

    private CompletableFuture<Step> opened(StepContext job, Opening opening) {
        return switch (opening.kind()) {
            case HELD -> held(job, opening).next();
            case BUSY -> {
                busy = true;
                yield job.delay(LEASE_CHECK_INTERVAL).thenApply(waited -> this);
            }
            case KEY_MISMATCH -> End.failed(JobErrors.keyMismatch()).next();
            case KNOWN -> known(job, opening).next();
        };
    }

    private static Step held(StepContext job, Opening opening) {
        boolean paysAgain = job.provider().resubmission() == Resubmission.PAYS_AGAIN;
        return opening.state().isUncertain() && paysAgain
                ? new FindLostJobStep("an earlier attempt was sent", null)
                : new PrepareStep(ClaimStep::new);
    }

    private static Step known(StepContext job, Opening opening) {
        JobHandle handle = opening.state().handle();
        if (handle != null) {
            job.handle(handle);
            return job.spec().completionPoint() == CompletionPoint.SUBMITTED
                    ? End.submitted()
                    : PollStep.immediately();
        }
        JobReport earlier = job.spec().earlierReport();
        if (earlier != null && earlier.video() != null) {
            return new DownloadStep();
        }
        return End.failed(
                opening.state() instanceof Failed
                        ? JobErrors.failedWithoutHandle()
                        : JobErrors.purchasedWithoutHandle());
    }

    /** Whether another attempt held the lease at the last check. */
    boolean isBusy() {
        return busy;
    }
}

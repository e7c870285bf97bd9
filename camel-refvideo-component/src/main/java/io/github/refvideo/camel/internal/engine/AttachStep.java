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
import io.github.refvideo.camel.internal.util.Futures;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the purchase that a handle belongs to, so that it can be closed with the exchange. */
final class AttachStep implements Step {

    private static final Logger LOG = LoggerFactory.getLogger(AttachStep.class);

    @Override
    public CompletableFuture<Step> run(StepContext job) {
        return job.call(
                        JobPhase.CLAIMING,
                        () -> job.engine().store().find(job.handle(), job.spec().message()))
                .handle(
                        (purchase, failure) -> {
                            if (failure != null) {
                                // Waiting for the job does not need its record.
                                LOG.warn(
                                        "Could not look up job {} in the job repository: {}",
                                        job.handle().jobId(),
                                        Futures.unwrap(failure).toString());
                            } else if (purchase != null) {
                                job.attached(purchase);
                            }
                            return PollStep.immediately();
                        });
    }
}

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
package io.github.refvideo.camel;

import io.github.refvideo.camel.internal.engine.PurchaseStore.ResumableJob;
import io.github.refvideo.camel.internal.exchange.PollingOptions;
import io.github.refvideo.camel.internal.exchange.PurchaseKey;
import io.github.refvideo.camel.internal.runtime.RefVideoRuntime;
import io.github.refvideo.camel.spi.JobHandle;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.ScheduledPollConsumer;

/**
 * The {@code resume} operation: polls the job repository for paid jobs whose video was not
 * delivered and that no process works on. Creates a message per job for {@code refvideo:await},
 * with the handle as body and, if there is one, the user's idempotency key as header. Delivery is
 * at least once: a job is offered again if its exchange fails, first at the next poll, then with
 * delays that double up to one hour, or if its video is not delivered within {@code pollTimeout}.
 *
 * <p>Several nodes can use one repository; each job is offered to one of them.
 */
final class RefVideoResumeConsumer extends ScheduledPollConsumer {

    private static final int MAX_PER_POLL = 1_000;

    private final EndpointContext context;
    private final String name = "resume-" + UUID.randomUUID();

    RefVideoResumeConsumer(Endpoint endpoint, EndpointContext context, Processor processor) {
        super(endpoint, processor);
        this.context = context;
    }

    @Override
    protected int poll() throws Exception {
        List<ResumableJob> jobs = takeOver();
        for (ResumableJob job : jobs) {
            offer(job);
        }
        return jobs.size();
    }

    private List<ResumableJob> takeOver() throws Exception {
        try {
            RefVideoRuntime runtime = context.services().get().runtime();
            return runtime.purchases()
                    .takeOver(name, pollTimeout(), runtime.retention(), MAX_PER_POLL);
        } catch (LinkageError e) {
            // Camel stops polling if a consumer throws an Error.
            throw new IllegalStateException("The job repository (jobRepository) cannot be used", e);
        }
    }

    private Duration pollTimeout() {
        Long limit = context.configuration().getPollTimeout();
        return limit == null ? PollingOptions.DEFAULT_TIMEOUT : Duration.ofMillis(limit);
    }

    private void offer(ResumableJob job) {
        JobHandle handle = job.handle();
        Exchange exchange = createExchange(false);
        exchange.getMessage().setBody(handle.toJson());
        exchange.getMessage().setHeader(RefVideoConstants.JOB, handle.toJson());
        exchange.getMessage().setHeader(RefVideoConstants.JOB_ID, handle.jobId());
        String userKey = PurchaseKey.userKey(handle.idempotencyKey());
        if (userKey != null) {
            exchange.getMessage().setHeader(RefVideoConstants.IDEMPOTENCY_KEY, userKey);
        }
        getAsyncProcessor()
                .process(
                        exchange,
                        doneSync -> {
                            boolean failed =
                                    exchange.isFailed()
                                            || exchange.getExchangeExtension().isFailureHandled();
                            if (exchange.getException() != null) {
                                getExceptionHandler()
                                        .handleException(
                                                "Could not resume job " + handle.jobId(),
                                                exchange,
                                                exchange.getException());
                            }
                            releaseExchange(exchange, false);
                            if (failed) {
                                job.release(Duration.of(getDelay(), getTimeUnit().toChronoUnit()));
                            }
                        });
    }
}

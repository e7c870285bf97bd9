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

import io.github.refvideo.camel.job.JobBook;
import io.github.refvideo.camel.outcome.JobHandle;
import io.github.refvideo.camel.time.Timer;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@code resume} operation: looks into the job repository when the route starts, and from time
 * to time, for jobs that were paid for and that nobody waits for any more. Each becomes a message
 * with the handle as body, for {@code refvideo:await}. A job whose message fails comes again when
 * its wait is over.
 *
 * <p>Several nodes may run it on one repository: a job goes to one of them.
 */
final class RefVideoResumeConsumer extends DefaultConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(RefVideoResumeConsumer.class);

    private static final int MOST_AT_ONCE = 1_000;

    private final RefVideoEndpoint endpoint;
    private volatile Timer.Cancellable next = () -> {};

    RefVideoResumeConsumer(RefVideoEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        endpoint.getComponent().resumers().add(this);
        lookAgain();
    }

    /** The component has a new room: what was planned in the one before has gone with it. */
    void lookAgain() {
        lookAfter(room(), Duration.ZERO);
    }

    @Override
    protected void doStop() throws Exception {
        endpoint.getComponent().resumers().remove(this);
        next.cancel();
        super.doStop();
    }

    private EngineRoom room() {
        return endpoint.getComponent().engineRoom();
    }

    private void lookAfter(EngineRoom room, Duration delay) {
        // The timer's thread must not wait for a database.
        next = room.timer().after(delay, () -> lookOnAWorker(room));
    }

    private void lookOnAWorker(EngineRoom room) {
        try {
            room.workers().execute(() -> look(room));
        } catch (RejectedExecutionException e) {
            LOG.debug("The component is being stopped");
        }
    }

    private void look(EngineRoom room) {
        if (!looksIn(room)) {
            return;
        }
        try {
            JobBook book = room.book();
            for (JobHandle job : book.takeOver(waitOfEach(), MOST_AT_ONCE)) {
                handOut(job);
            }
        } catch (Exception | LinkageError e) {
            getExceptionHandler()
                    .handleException("The job repository cannot be read; trying again later", e);
        }
        if (looksIn(room)) {
            lookAfter(room, Duration.ofMillis(endpoint.getConfiguration().getResumeInterval()));
        }
    }

    private boolean looksIn(EngineRoom room) {
        return isRunAllowed() && room == room();
    }

    /** As long as somebody may wait for one job; after that it counts as given up. */
    private Duration waitOfEach() {
        Long limit = endpoint.getConfiguration().getPollTimeout();
        return limit == null ? WaitOptions.DEFAULT_TIMEOUT : Duration.ofMillis(limit);
    }

    private void handOut(JobHandle job) {
        Exchange exchange = createExchange(false);
        exchange.getMessage().setBody(job.toJson());
        exchange.getMessage().setHeader(RefVideoConstants.JOB, job.toJson());
        exchange.getMessage().setHeader(RefVideoConstants.JOB_ID, job.jobId());
        getAsyncProcessor()
                .process(
                        exchange,
                        doneSync -> {
                            if (exchange.getException() != null) {
                                getExceptionHandler()
                                        .handleException(
                                                "Job " + job.jobId() + " could not be resumed now",
                                                exchange,
                                                exchange.getException());
                            }
                            releaseExchange(exchange, false);
                        });
    }
}

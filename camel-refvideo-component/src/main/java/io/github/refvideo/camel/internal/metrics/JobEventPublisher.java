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
package io.github.refvideo.camel.internal.metrics;

import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.event.JobOutcome;
import io.github.refvideo.camel.event.JobSnapshot;
import io.github.refvideo.camel.event.RefVideoJobEvent;
import io.github.refvideo.camel.event.RefVideoJobFailedEvent;
import io.github.refvideo.camel.event.RefVideoJobProgressEvent;
import io.github.refvideo.camel.event.RefVideoJobStatusChangedEvent;
import io.github.refvideo.camel.event.RefVideoJobSubmittedEvent;
import io.github.refvideo.camel.event.RefVideoJobSucceededEvent;
import io.github.refvideo.camel.spi.JobStatus;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/**
 * Tells the context's event notifiers about jobs. As long as there are none, no event is made and
 * no thread runs.
 */
final class JobEventPublisher implements JobMonitor {

    /** For the last events when the component stops; then a notifier that blocks is left behind. */
    private static final Duration LAST_EVENTS = Duration.ofSeconds(1);

    private static final String THREAD = "RefVideoEvents";

    private final CamelContext context;
    private final Notifiers notifiers;
    private final ExecutorServiceManager pools;
    private final ExecutorService thread;
    private final CoalescingEventQueue line;

    /**
     * @param owner the component
     */
    JobEventPublisher(CamelContext context, Object owner) {
        this.context = context;
        this.notifiers = new Notifiers(context);
        this.pools = context.getExecutorServiceManager();
        // Not the workers: notifiers that block must not keep routes from going on.
        this.thread =
                pools.newThreadPool(
                        owner,
                        THREAD,
                        new ThreadPoolProfileBuilder(THREAD)
                                .poolSize(1)
                                .maxPoolSize(1)
                                .keepAliveTime(60L)
                                .allowCoreThreadTimeOut(true)
                                // Holds one task at most: the line is where events wait.
                                .maxQueueSize(1)
                                .rejectedPolicy(ThreadPoolRejectedPolicy.Abort)
                                .build());
        this.line = new CoalescingEventQueue(thread, notifiers::tell);
    }

    @Override
    public void submitted(JobSnapshot job) {
        publish(() -> new RefVideoJobSubmittedEvent(context, job));
    }

    @Override
    public void statusRead(JobSnapshot job) {
        publish(() -> new RefVideoJobProgressEvent(context, job));
    }

    @Override
    public void statusChanged(JobSnapshot job, JobStatus before) {
        publish(() -> new RefVideoJobStatusChangedEvent(context, job, before));
    }

    @Override
    public void succeeded(JobSnapshot job, JobOutcome outcome) {
        publish(() -> new RefVideoJobSucceededEvent(context, job, outcome));
    }

    @Override
    public void failed(JobSnapshot job, RefVideoException error) {
        publish(() -> new RefVideoJobFailedEvent(context, job, error));
    }

    private void publish(Supplier<RefVideoJobEvent> event) {
        if (notifiers.anybodyListens()) {
            RefVideoJobEvent made = event.get();
            notifiers.stamp(made);
            line.add(made);
        }
    }

    @Override
    public void close() {
        if (line.finish(LAST_EVENTS)) {
            pools.shutdown(thread);
        } else {
            pools.shutdownNow(thread);
        }
    }
}

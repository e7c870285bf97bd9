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
import io.github.refvideo.camel.internal.exchange.MessageTracking;
import io.github.refvideo.camel.spi.JobStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.EventNotifier;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ManagementStrategy;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes events about jobs to the event notifiers of the context. Without notifiers, it creates
 * no events and no thread.
 */
final class JobEventPublisher implements JobMonitor {

    private static final Logger LOG = LoggerFactory.getLogger(JobEventPublisher.class);

    /** The wait for the last events when the component stops. */
    private static final Duration LAST_EVENTS = Duration.ofSeconds(1);

    private static final String THREAD = "RefVideoEvents";

    private final CamelContext context;

    private final ExecutorServiceManager pools;
    private final ExecutorService thread;
    private final CoalescingEventQueue queue;

    /**
     * @param owner the component
     */
    JobEventPublisher(CamelContext context, Object owner) {
        this.context = context;

        this.pools = context.getExecutorServiceManager();
        // Not the workers: notifiers that block must not delay routes.
        this.thread =
                pools.newThreadPool(
                        owner,
                        THREAD,
                        new ThreadPoolProfileBuilder(THREAD)
                                .poolSize(1)
                                .maxPoolSize(1)
                                .keepAliveTime(60L)
                                .allowCoreThreadTimeOut(true)
                                // At most one task: events wait in the queue.
                                .maxQueueSize(1)
                                .rejectedPolicy(ThreadPoolRejectedPolicy.Abort)
                                .build());
        this.queue = new CoalescingEventQueue(thread, this::deliver);
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
        if (startedNotifiers().stream().anyMatch(JobEventPublisher::isOfUser)) {
            RefVideoJobEvent created = event.get();
            if (context.getManagementStrategy().getEventFactory().isTimestampEnabled()) {
                created.setTimestamp(System.currentTimeMillis());
            }
            queue.add(created);
        }
    }

    private List<EventNotifier> startedNotifiers() {
        ManagementStrategy management = context.getManagementStrategy();
        return management == null ? List.of() : management.getStartedEventNotifiers();
    }

    private static boolean isOfUser(EventNotifier notifier) {
        return !notifier.isDisabled() && !MessageTracking.isOurs(notifier);
    }

    /** Notifies all notifiers; an exception of one does not affect the others. */
    private void deliver(RefVideoJobEvent event) {
        for (EventNotifier notifier : startedNotifiers()) {
            try {
                if (!notifier.isDisabled() && notifier.isEnabled(event)) {
                    notifier.notify(event);
                }
            } catch (Exception | Error e) {
                LOG.warn(
                        "Event notifier {} failed at: {}. The job continues",
                        notifier.getClass().getName(),
                        event,
                        e);
            }
        }
    }

    @Override
    public void close() {
        if (queue.finish(LAST_EVENTS)) {
            pools.shutdown(thread);
        } else {
            pools.shutdownNow(thread);
        }
    }
}

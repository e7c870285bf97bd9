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
package io.github.refvideo.camel.event;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent;

/**
 * Something happened to a job. For an {@link org.apache.camel.spi.EventNotifier}, such as one that
 * shows progress.
 *
 * <p>The events of one job come in their order, on one thread of the component that is there for
 * them: a notifier that is slow or blocks holds up other events and no job. While it does, progress
 * that nobody has seen yet is replaced by newer progress of the same job. Since events are handed
 * over, one may still be on its way when the exchange of its job goes on.
 *
 * <p>Immutable but for the timestamp. Holds no key, URL or prompt.
 */
public abstract sealed class RefVideoJobEvent implements CamelEvent
        permits RefVideoJobSubmittedEvent,
                RefVideoJobStatusChangedEvent,
                RefVideoJobProgressEvent,
                RefVideoJobSucceededEvent,
                RefVideoJobFailedEvent {

    private final CamelContext source;
    private final JobSnapshot job;
    private volatile long timestamp;

    RefVideoJobEvent(CamelContext source, JobSnapshot job) {
        this.source = source;
        this.job = job;
    }

    /**
     * The job at the moment of the event. Its origin names the exchange and the route that wait for
     * it.
     */
    public JobSnapshot getJob() {
        return job;
    }

    /** Always {@link org.apache.camel.spi.CamelEvent.Type#Custom}. */
    @Override
    public Type getType() {
        return Type.Custom;
    }

    /** The context in which the job runs. */
    @Override
    public CamelContext getSource() {
        return source;
    }

    /** In milliseconds since 1970; 0 unless the context's event factory has timestamps enabled. */
    @Override
    public long getTimestamp() {
        return timestamp;
    }

    @Override
    public void setTimestamp(long timestamp) {
        this.timestamp = timestamp;
    }

    /** What happened, in the middle of a sentence. */
    abstract String words();

    /** One line, fit for logs. */
    @Override
    public String toString() {
        return "Job "
                + (job.jobId() == null ? "(no id)" : job.jobId())
                + " of "
                + job.provider()
                + " "
                + words()
                + " (exchange "
                + job.origin().exchangeId()
                + ", route "
                + job.origin().routeId()
                + ")";
    }
}

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
 * Base class of the events about jobs, which an {@link org.apache.camel.spi.EventNotifier}
 * receives.
 *
 * <p>The events of one job are delivered in order, on a separate thread of the component: a
 * notifier that blocks delays other events, but not jobs. If the notifier is slow, newer progress
 * of a job replaces older progress. Because of the separate thread, an event may be delivered after
 * the exchange of its job has continued.
 *
 * <p>Immutable except for the timestamp. Contains no key, URL or prompt.
 */
public abstract class RefVideoJobEvent implements CamelEvent {

    private final CamelContext source;
    private final JobSnapshot job;
    private volatile long timestamp;

    RefVideoJobEvent(CamelContext source, JobSnapshot job) {
        this.source = source;
        this.job = job;
    }

    /** The job at the time of the event. Its origin contains the exchange and the route. */
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

    /** The predicate of {@link #toString}. */
    abstract String description();

    /** One line for logs. */
    @Override
    public String toString() {
        return "Job "
                + (job.jobId() == null ? "(no id)" : job.jobId())
                + " of "
                + job.provider()
                + " "
                + description()
                + " (exchange "
                + job.origin().exchangeId()
                + ", route "
                + job.origin().routeId()
                + ")";
    }
}

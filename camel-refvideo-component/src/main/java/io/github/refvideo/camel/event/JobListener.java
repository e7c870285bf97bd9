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

import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.spi.JobStatus;
import org.jspecify.annotations.Nullable;

/**
 * Receives the steps of all jobs, for progress displays and metrics. The component finds beans of
 * this type in the registry.
 *
 * <p>Methods are called concurrently on engine threads, without a lock of the component: return
 * quickly and do not block. Exceptions are logged and do not affect the job.
 */
public interface JobListener {

    /**
     * An exchange arrived. Nothing is sent yet, and the job may be queued. Called on the thread of
     * the exchange.
     */
    default void ordered(JobSnapshot job) {}

    /** The service acknowledged the submit: from now on the job costs money. */
    default void submitted(JobSnapshot job) {}

    /** A status request was answered, with or without a change. */
    default void statusRead(JobSnapshot job) {}

    /**
     * The status has changed.
     *
     * @param before null for the first status
     */
    default void statusChanged(JobSnapshot job, @Nullable JobStatus before) {}

    /** The video was delivered. */
    default void succeeded(JobSnapshot job, JobOutcome outcome) {}

    /** The exchange ended with an error; the job may still run. */
    default void failed(JobSnapshot job, RefVideoException error) {}
}

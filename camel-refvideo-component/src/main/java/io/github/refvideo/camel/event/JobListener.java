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

/**
 * Is told about each step of each job; beans of this type in the registry are found by the
 * component. For progress displays and metrics.
 *
 * <p>Called on engine threads, for many jobs at once: return quickly and do not block. No lock of
 * the component is held meanwhile. What a listener throws is logged and does not affect the job.
 */
public interface JobListener {

    /**
     * An exchange arrived. Nothing is sent yet, and the job may have to wait in the queue; called
     * on the thread of the exchange.
     */
    default void ordered(JobSnapshot job) {}

    /** The service acknowledged the submit: from here on the job costs money. */
    default void submitted(JobSnapshot job) {}

    /** A status request was answered, whether or not it told anything new. */
    default void statusRead(JobSnapshot job) {}

    /**
     * The status is another than before.
     *
     * @param before null for the first status
     */
    default void statusChanged(JobSnapshot job, JobStatus before) {}

    /** The video was delivered. */
    default void succeeded(JobSnapshot job, JobOutcome outcome) {}

    /** The exchange ended with an error; the job may still run. */
    default void failed(JobSnapshot job, RefVideoException error) {}
}

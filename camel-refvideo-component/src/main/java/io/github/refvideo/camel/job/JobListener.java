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
package io.github.refvideo.camel.job;

import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.outcome.JobStatus;

/**
 * Told about each step of each job; a bean of this type in the registry is found by the component.
 * For progress displays and metrics.
 *
 * <p>Called on engine threads, for many jobs at once: be quick, do not block. What a listener
 * throws is logged and has no effect on the job.
 */
public interface JobListener {

    /**
     * Somebody ordered a job. Nothing is sent yet, and it may have to wait in line; told on the
     * thread of the order.
     */
    default void ordered(JobSnapshot job) {}

    /** The service acknowledged the submit: from here on the job costs money. */
    default void submitted(JobSnapshot job) {}

    /** A status read was answered, whether or not it told anything new. */
    default void statusRead(JobSnapshot job) {}

    /**
     * A status read told another status than the one before.
     *
     * @param before null when none was told before
     */
    default void statusChanged(JobSnapshot job, JobStatus before) {}

    /** The video was delivered. */
    default void succeeded(JobSnapshot job, JobOutcome outcome) {}

    /** The job ended with an error, or was given up. */
    default void failed(JobSnapshot job, RefVideoException error) {}
}

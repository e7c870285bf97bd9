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

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Intervals and timeouts of one job.
 *
 * @param initialDelay from the acknowledged submit to the first status request; null to estimate it
 *     from recent jobs of the same kind
 * @param interval between status requests
 * @param adaptive whether the interval is only the longest one: status requests become more
 *     frequent when the job has probably ended
 * @param timeout from the moment the job has its slot to its end, download included
 * @param queueTimeout the longest wait for a slot, before the timeout starts
 * @param listThreshold with more jobs in flight, the status comes from the service's list, if it
 *     has one
 * @param listPageSize rows to request per page of the list
 * @param cancelOnTimeout whether the service is asked to cancel a job whose deadline passed
 * @param webhookInterval between status requests while the service is to report the end of the job
 */
public record PollingPolicy(
        @Nullable Duration initialDelay,
        Duration interval,
        boolean adaptive,
        Duration timeout,
        Duration queueTimeout,
        int listThreshold,
        int listPageSize,
        boolean cancelOnTimeout,
        Duration webhookInterval) {}

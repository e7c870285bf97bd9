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

import io.github.refvideo.camel.event.JobOrigin;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.JobReport;
import io.github.refvideo.camel.spi.Quota;
import io.github.refvideo.camel.spi.VideoProvider;

/**
 * Everything the engine needs to run one job: a purchase, or a known job to wait for.
 *
 * @param origin the exchange that waits
 * @param provider of the job
 * @param purchase null when only a known job is waited for
 * @param known a job to wait for; null for a purchase
 * @param message identifies the message that asks
 * @param earlierReport a report that an earlier attempt of the same message received, for jobs that
 *     have no handle to ask again; null otherwise
 * @param completionPoint when the job is done for the exchange
 * @param polling how to wait
 * @param quota limits of the credential
 * @param delivery makes the message body
 * @param callback is told the outcome
 */
public record JobSpec(
        JobOrigin origin,
        VideoProvider provider,
        PurchaseRequest purchase,
        JobHandle known,
        String message,
        JobReport earlierReport,
        CompletionPoint completionPoint,
        PollingPolicy polling,
        Quota quota,
        Delivery delivery,
        JobCallback callback) {}

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

import io.github.refvideo.camel.outcome.JobStatus;
import java.time.Duration;

/**
 * A job at one moment, fit for logs and consoles: no prompt, no key, no URL.
 *
 * @param provider name of the provider
 * @param model in the provider's spelling
 * @param jobId null until the submit is acknowledged
 * @param status the last status the service told; null until then
 * @param elapsed since the order was given
 * @param polls status reads that were sent
 */
public record JobSnapshot(
        String provider,
        String model,
        String jobId,
        JobStatus status,
        Duration elapsed,
        int polls) {}

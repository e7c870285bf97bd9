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
package io.github.refvideo.camel.spi;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Cancels jobs. Optional: a {@link VideoProvider} implements it in addition if the service has such
 * a call.
 *
 * <p>Thread-safe and non-blocking, with the failures of {@link VideoProvider}. Safe to repeat.
 */
public interface JobCanceler {

    /**
     * Asks the service to cancel a job.
     *
     * @param job from {@link Submission#handle()}
     * @param timeout of this call
     */
    CompletableFuture<CancelOutcome> cancel(JobHandle job, Duration timeout);
}

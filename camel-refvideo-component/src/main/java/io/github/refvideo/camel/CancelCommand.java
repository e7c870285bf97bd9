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
package io.github.refvideo.camel;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** For operators, who call a job off by hand and want to read what became of it. */
final class CancelCommand {

    /** The engine's own limit is shorter. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private CancelCommand() {}

    /** Asks the service to cancel a job and waits for its answer, a few seconds at most. */
    static String ask(RefVideoComponent component, String jobId) {
        try {
            return switch (component
                    .cancelJob(jobId)
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                case CANCELED -> "Job " + jobId + " is cancelled";
                case TOO_LATE -> "Job " + jobId + " runs already, or is over: too late to cancel";
            };
        } catch (ExecutionException e) {
            return "Not cancelled: " + e.getCause().getMessage();
        } catch (TimeoutException e) {
            return "Result unknown: the service did not answer within 10 s";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "Result unknown: interrupted";
        }
    }
}

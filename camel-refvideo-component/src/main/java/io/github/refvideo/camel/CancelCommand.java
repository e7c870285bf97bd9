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

import io.github.refvideo.camel.spi.CancelOutcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The answer of the service to a cancel request, as text for JMX and the developer console. */
final class CancelCommand {

    /** The limit of the engine is shorter. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private CancelCommand() {}

    /** Waits up to 10 seconds for the answer. */
    static String waitFor(CompletableFuture<CancelOutcome> answer, String jobId) {
        try {
            return switch (answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                case CANCELED -> "Job " + jobId + " was canceled";
                case TOO_LATE ->
                        "Job " + jobId + " is already running or has ended: too late to cancel";
            };
        } catch (ExecutionException e) {
            return "Not canceled: " + e.getCause().getMessage();
        } catch (TimeoutException e) {
            return "Result unknown: the service did not answer within 10 s";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "Result unknown: interrupted";
        }
    }
}

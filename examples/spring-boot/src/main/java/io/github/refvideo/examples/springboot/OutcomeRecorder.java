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
package io.github.refvideo.examples.springboot;

import io.github.refvideo.camel.RefVideoConstants;
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import io.github.refvideo.camel.spi.JobFacts;
import io.github.refvideo.camel.spi.JobHandle;
import java.io.File;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Records how a job ended. */
@Component
class OutcomeRecorder {

    private static final Logger LOG = LoggerFactory.getLogger(OutcomeRecorder.class);

    private final RunTimes runTimes;
    private final JobEvents events;

    OutcomeRecorder(RunTimes runTimes, JobEvents events) {
        this.runTimes = runTimes;
        this.events = events;
    }

    void succeeded(Message message, @ExchangeProperty(RequestBuilder.FOLDER) JobFolder folder)
            throws IOException {
        JobFolder.Result result =
                new JobFolder.Result(
                        Instant.now(),
                        message.getHeader(Exchange.CONTENT_TYPE, String.class),
                        message.getHeader(RefVideoConstants.JOB_ID, String.class),
                        message.getHeader(RefVideoConstants.RESPONSE_MODEL, String.class),
                        message.getHeader(RefVideoConstants.POLL_COUNT, Integer.class),
                        dollars(message.getHeader(RefVideoConstants.COST, String.class)),
                        message.getHeader(RefVideoConstants.ESTIMATED_COST, BigDecimal.class),
                        message.getHeader(RefVideoConstants.WARNINGS),
                        runSeconds(message.getHeader(RefVideoConstants.JOB, String.class)));
        folder.saveResult(message.getBody(File.class).toPath(), result);
        runTimes.add(result);
        events.changed(folder.id());
    }

    private static Double runSeconds(String handle) {
        Instant submitted = handle == null ? null : JobHandle.fromJson(handle).submittedAt();
        return submitted == null
                ? null
                : Duration.between(submitted, Instant.now()).toMillis() / 1000.0;
    }

    /** The reported cost as a number; null if it is not a number. */
    private static BigDecimal dollars(String cost) {
        return new JobFacts(null, null, cost, null, null, null, Map.of(), Map.of())
                .costInDollars()
                .orElse(null);
    }

    void failed(Exchange exchange) throws IOException {
        Exception error = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        JobFolder folder = exchange.getProperty(RequestBuilder.FOLDER, JobFolder.class);
        String id = folder == null ? "without an order" : folder.id();
        if (exchange.getProperty(Orders.UNANSWERED, false, boolean.class)
                && error instanceof RefVideoInvalidRequestException) {
            // The client gets the error. It has no job id.
            LOG.info("Rejected an order: {}", error.getMessage());
        } else if (error instanceof RefVideoException) {
            LOG.warn("Job {} failed: {}", id, error.getMessage());
        } else {
            LOG.error("Job {} failed", id, error);
        }
        if (folder != null) {
            folder.write(failure(error));
            events.changed(folder.id());
        }
    }

    private static JobFolder.Failure failure(Exception error) {
        if (error instanceof RefVideoException known) {
            return new JobFolder.Failure(
                    Instant.now(),
                    known.getKind().name(),
                    known.getMessage(),
                    known.getJob().map(JobHandle::jobId).orElse(null));
        }
        // May contain internals such as paths, which are only logged.
        return new JobFolder.Failure(
                Instant.now(), "INTERNAL", "This service had a problem; see its log.", null);
    }
}

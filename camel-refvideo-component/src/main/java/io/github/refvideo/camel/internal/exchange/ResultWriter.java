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
package io.github.refvideo.camel.internal.exchange;

import io.github.refvideo.camel.RefVideoConstants;
import io.github.refvideo.camel.event.DeliveredVideo;
import io.github.refvideo.camel.event.JobOutcome;
import io.github.refvideo.camel.internal.model.CostEstimate;
import io.github.refvideo.camel.internal.request.LogText;
import io.github.refvideo.camel.spi.CancelOutcome;
import io.github.refvideo.camel.spi.JobFacts;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.JobReport;
import io.github.refvideo.camel.spi.VideoSource;
import io.github.refvideo.camel.spi.Warning;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what became of a job into the exchange: headers always, the body on success. */
public final class ResultWriter {

    /** The name that operators configure; it is in the manual. */
    public static final Logger JOB_LOG = LoggerFactory.getLogger("io.github.refvideo.camel.Job");

    private static final int LONGEST_LINE = 2000;

    private static final List<String> OF_ONE_JOB =
            List.of(
                    RefVideoConstants.JOB,
                    RefVideoConstants.JOB_ID,
                    RefVideoConstants.STATUS,
                    RefVideoConstants.VIDEO_URL,
                    RefVideoConstants.VIDEO_URL_EXPIRES,
                    RefVideoConstants.UPLOADED,
                    RefVideoConstants.UPLOAD_LOCATION,
                    RefVideoConstants.ACTUAL_PROMPT,
                    RefVideoConstants.WARNINGS,
                    RefVideoConstants.COST,
                    RefVideoConstants.GENERATION_ID,
                    RefVideoConstants.REQUEST_ID,
                    RefVideoConstants.USAGE,
                    RefVideoConstants.PROVIDER_METADATA);

    private ResultWriter() {}

    /**
     * What is known of a step before its job ends.
     *
     * @param provider name of the provider
     * @param model in the provider's spelling
     * @param estimate null when the price is not known
     * @param warnings of the message and its translation
     */
    public record Step(
            String provider, String model, CostEstimate estimate, List<Warning> warnings) {

        /** A step that only waits for a job. */
        public static Step of(JobHandle job) {
            return new Step(job.provider(), job.model(), null, List.of());
        }
    }

    /** Writes how a job ended. */
    public static void write(Exchange exchange, JobOutcome outcome, Step step) {
        Message message = exchange.getMessage();
        begin(exchange, step);
        message.setHeader(RefVideoConstants.POLL_COUNT, outcome.polls());
        message.setHeader(RefVideoConstants.ELAPSED_MILLIS, outcome.elapsed().toMillis());
        CostEstimate estimate = step.estimate();
        set(message, RefVideoConstants.ESTIMATED_COST, estimate == null ? null : estimate.most());
        writeHandle(message, outcome.handle());
        writeReport(message, outcome.handle(), outcome.report());
        writeWarnings(message, outcome.report(), step);
        if (outcome.report() != null && !outcome.report().warnings().isEmpty()) {
            JOB_LOG.warn(
                    "The service {} reports about job {}: {}",
                    step.provider(),
                    outcome.handle() == null ? "(no id)" : outcome.handle().jobId(),
                    line(outcome.report().warnings()));
        }
        if (outcome.error() != null) {
            AiErrorProperties.fail(exchange, outcome.error());
        } else if (outcome.video() != null) {
            writeBody(exchange, message, outcome.video());
        } else {
            writeText(message, outcome.handle().toJson(), "application/json");
        }
    }

    /** For the log. */
    public static String line(List<Warning> warnings) {
        return LogText.line(
                warnings.stream().map(Warning::toString).collect(Collectors.joining("; ")),
                LONGEST_LINE);
    }

    /** Writes what one status read told. */
    public static void writeStatus(Exchange exchange, JobHandle job, JobReport report) {
        Message message = exchange.getMessage();
        begin(exchange, Step.of(job));
        writeHandle(message, job);
        writeReport(message, job, report);
        writeWarnings(message, report, Step.of(job));
        writeText(message, report.status().name(), "text/plain");
    }

    /** Writes what the service said to the wish to cancel. */
    public static void writeCancel(Exchange exchange, JobHandle job, CancelOutcome outcome) {
        begin(exchange, Step.of(job));
        writeHandle(exchange.getMessage(), job);
        writeText(exchange.getMessage(), outcome.name(), "text/plain");
    }

    /** The question about a job was not answered: the job itself is where it was. */
    public static void writeFailure(Exchange exchange, JobHandle job) {
        begin(exchange, Step.of(job));
        writeHandle(exchange.getMessage(), job);
    }

    private static void begin(Exchange exchange, Step step) {
        Message message = exchange.getMessage();
        message.setHeader(RefVideoConstants.PROVIDER, step.provider());
        message.setHeader(RefVideoConstants.RESPONSE_MODEL, step.model());
        forget(message);
    }

    /** Takes away what an earlier step told about its job: it must not pass for this one's. */
    public static void forget(Message message) {
        OF_ONE_JOB.forEach(message::removeHeader);
    }

    private static void writeHandle(Message message, JobHandle handle) {
        if (handle != null) {
            set(message, RefVideoConstants.JOB, handle.toJson());
            set(message, RefVideoConstants.JOB_ID, handle.jobId());
        }
    }

    private static void writeReport(Message message, JobHandle handle, JobReport report) {
        if (report == null) {
            return;
        }
        JobFacts facts = report.facts();
        if (handle == null) {
            // A job without an id of its own still has one in the service's accounts.
            set(message, RefVideoConstants.JOB_ID, facts.generationId());
        }
        set(message, RefVideoConstants.STATUS, report.status().name());
        set(
                message,
                RefVideoConstants.VIDEO_URL,
                report.link().map(VideoSource.Link::url).orElse(null));
        set(
                message,
                RefVideoConstants.VIDEO_URL_EXPIRES,
                report.link().map(VideoSource.Link::expires).orElse(null));
        if (report.video() instanceof VideoSource.Uploaded uploaded) {
            set(message, RefVideoConstants.UPLOADED, true);
            set(message, RefVideoConstants.UPLOAD_LOCATION, uploaded.location());
        }
        set(message, RefVideoConstants.ACTUAL_PROMPT, facts.actualPrompt());
        set(message, RefVideoConstants.COST, facts.cost());
        set(message, RefVideoConstants.GENERATION_ID, facts.generationId());
        set(message, RefVideoConstants.REQUEST_ID, facts.requestId());
        set(message, RefVideoConstants.USAGE, facts.usage().isEmpty() ? null : facts.usage());
        set(
                message,
                RefVideoConstants.PROVIDER_METADATA,
                facts.providerMetadata().isEmpty() ? null : facts.providerMetadata());
    }

    private static void writeWarnings(Message message, JobReport report, Step step) {
        List<String> warnings =
                Stream.of(step.warnings(), report == null ? List.<Warning>of() : report.warnings())
                        .flatMap(List::stream)
                        .map(Warning::toString)
                        .toList();
        set(message, RefVideoConstants.WARNINGS, warnings.isEmpty() ? null : warnings);
    }

    private static void writeBody(Exchange exchange, Message message, DeliveredVideo video) {
        if (video.body() instanceof SpooledVideoStreamCache spooled) {
            spooled.hold(exchange);
        }
        message.setBody(video.body());
        set(message, Exchange.CONTENT_TYPE, video.mediaType());
        set(message, Exchange.CONTENT_LENGTH, video.length() < 0 ? null : video.length());
    }

    private static void writeText(Message message, String text, String mediaType) {
        message.setBody(text);
        set(message, Exchange.CONTENT_TYPE, mediaType);
        set(message, Exchange.CONTENT_LENGTH, null);
    }

    /** An earlier step's value must not pass for this one's. */
    private static void set(Message message, String header, Object value) {
        if (value == null) {
            message.removeHeader(header);
        } else {
            message.setHeader(header, value);
        }
    }
}

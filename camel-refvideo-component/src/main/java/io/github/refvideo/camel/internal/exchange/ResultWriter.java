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
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoException;
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
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the result of a job to the exchange: headers always, the body on success. */
public final class ResultWriter {

    /** The name is documented in the manual. */
    public static final Logger JOB_LOG = LoggerFactory.getLogger("io.github.refvideo.camel.Job");

    private static final int MAX_LINE_LENGTH = 2000;

    private static final List<String> JOB_HEADERS =
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

    /**
     * Exchange property of Camel's AI components: {@code RATE_LIMIT}, {@code SERVER_ERROR}, {@code
     * VALIDATION}, {@code AUTH} or {@code UNKNOWN}. With it, one {@code onException} can handle the
     * errors of all AI components.
     */
    public static final String ERROR_CATEGORY = "CamelAiErrorCategory";

    /** The back-off that the service requested, in milliseconds, as {@code Long}. */
    public static final String RETRY_AFTER_MILLIS = "CamelAiRetryAfterMillis";

    private ResultWriter() {}

    /**
     * What is known before the job ends.
     *
     * @param provider name of the provider
     * @param model in the provider's spelling
     * @param estimate null if the price is not known
     * @param warnings of the message and its translation
     */
    public record Step(
            String provider,
            String model,
            @Nullable CostEstimate estimate,
            List<Warning> warnings) {

        /** A step that did not submit the job. */
        public static Step of(JobHandle job) {
            return new Step(job.provider(), job.model(), null, List.of());
        }
    }

    /** Writes the outcome of a job. */
    public static void write(Exchange exchange, JobOutcome outcome, Step step) {
        Message message = exchange.getMessage();
        begin(exchange, step);
        message.setHeader(RefVideoConstants.POLL_COUNT, outcome.polls());
        message.setHeader(RefVideoConstants.ELAPSED_MILLIS, outcome.elapsed().toMillis());
        CostEstimate estimate = step.estimate();
        set(message, RefVideoConstants.ESTIMATED_COST, estimate == null ? null : estimate.max());
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
            fail(exchange, outcome.error());
        } else if (outcome.video() != null) {
            writeBody(exchange, message, outcome.video());
        } else {
            writeText(message, outcome.handle().toJson(), "application/json");
        }
        tag(exchange);
        ExchangeSpan.tag(exchange, "cost.estimated", estimate == null ? null : estimate.max());
        ExchangeSpan.tag(exchange, "submits", outcome.submits());
        ExchangeSpan.tag(exchange, "polls", outcome.polls());
        if (outcome.error() == null) {
            ExchangeSpan.tag(exchange, "outcome", "succeeded");
        }
    }

    /** Describes the job in the span of the step, with the headers that were just written. */
    private static void tag(Exchange exchange) {
        Message message = exchange.getMessage();
        ExchangeSpan.tag(exchange, "provider", message.getHeader(RefVideoConstants.PROVIDER));
        ExchangeSpan.tag(exchange, "model", message.getHeader(RefVideoConstants.RESPONSE_MODEL));
        ExchangeSpan.tag(exchange, "job.id", message.getHeader(RefVideoConstants.JOB_ID));
        ExchangeSpan.tag(exchange, "status", message.getHeader(RefVideoConstants.STATUS));
        ExchangeSpan.tag(exchange, "cost", message.getHeader(RefVideoConstants.COST));
    }

    /** The warnings as one line for the log. */
    public static String line(List<Warning> warnings) {
        return LogText.line(
                warnings.stream().map(Warning::toString).collect(Collectors.joining("; ")),
                MAX_LINE_LENGTH);
    }

    /** Writes the result of one status request. */
    public static void writeStatus(Exchange exchange, JobHandle job, JobReport report) {
        Message message = exchange.getMessage();
        begin(exchange, Step.of(job));
        writeHandle(message, job);
        writeReport(message, job, report);
        writeWarnings(message, report, Step.of(job));
        writeText(message, report.status().name(), "text/plain");
        tag(exchange);
    }

    /** Writes the answer to a cancel request. */
    public static void writeCancel(Exchange exchange, JobHandle job, CancelOutcome outcome) {
        begin(exchange, Step.of(job));
        writeHandle(exchange.getMessage(), job);
        writeText(exchange.getMessage(), outcome.name(), "text/plain");
        tag(exchange);
    }

    /** Writes the headers of a job whose status or cancel request failed. */
    public static void writeFailure(Exchange exchange, JobHandle job) {
        begin(exchange, Step.of(job));
        writeHandle(exchange.getMessage(), job);
        tag(exchange);
    }

    private static void begin(Exchange exchange, Step step) {
        Message message = exchange.getMessage();
        message.setHeader(RefVideoConstants.PROVIDER, step.provider());
        message.setHeader(RefVideoConstants.RESPONSE_MODEL, step.model());
        removeJobHeaders(message);
    }

    /** Removes the headers of an earlier job, so that they are not mistaken for this one's. */
    public static void removeJobHeaders(Message message) {
        JOB_HEADERS.forEach(message::removeHeader);
    }

    private static void writeHandle(Message message, @Nullable JobHandle handle) {
        if (handle != null) {
            set(message, RefVideoConstants.JOB, handle.toJson());
            set(message, RefVideoConstants.JOB_ID, handle.jobId());
        }
    }

    private static void writeReport(
            Message message, @Nullable JobHandle handle, @Nullable JobReport report) {
        if (report == null) {
            return;
        }
        JobFacts facts = report.facts();
        if (handle == null) {
            // A job without a handle can still have a generation id.
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

    private static void writeWarnings(Message message, @Nullable JobReport report, Step step) {
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

    /** Removes the header of an earlier step if there is no value. */
    private static void set(Message message, String header, @Nullable Object value) {
        if (value == null) {
            message.removeHeader(header);
        } else {
            message.setHeader(header, value);
        }
    }

    /** Removes the error properties of an earlier attempt or step. */
    public static void clearErrorProperties(Exchange exchange) {
        exchange.removeProperty(ERROR_CATEGORY);
        exchange.removeProperty(RETRY_AFTER_MILLIS);
    }

    /** Sets the exception and the error properties of Camel's AI components. */
    public static void fail(Exchange exchange, Throwable error) {
        if (error instanceof RefVideoException known) {
            exchange.setProperty(ERROR_CATEGORY, category(known.getKind()));
            ExchangeSpan.tag(exchange, "outcome", known.getKind().name().toLowerCase(Locale.ROOT));
            known.getRetryAfter()
                    .ifPresent(wait -> exchange.setProperty(RETRY_AFTER_MILLIS, wait.toMillis()));
        }
        exchange.setException(error);
    }

    private static String category(ErrorKind kind) {
        return switch (kind) {
            case INVALID_REQUEST, CONTENT_REJECTED -> "VALIDATION";
            // An account without credit is usually handled like one without permission.
            case AUTHENTICATION, PAYMENT_REQUIRED -> "AUTH";
            case RATE_LIMITED -> "RATE_LIMIT";
            case SERVICE, SUBMIT_UNCERTAIN, JOB_FAILED, TIMEOUT, DOWNLOAD -> "SERVER_ERROR";
            case REFERENCE_STORE, REPOSITORY, JOB_CANCELED, JOB_EXPIRED, SHUTDOWN -> "UNKNOWN";
        };
    }
}

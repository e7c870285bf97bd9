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

import io.github.refvideo.camel.error.ErrorDetails;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.internal.time.Deadline;
import io.github.refvideo.camel.internal.util.Futures;
import io.github.refvideo.camel.spi.JobFailure;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.JobReport;
import io.github.refvideo.camel.spi.JobStatus;
import io.github.refvideo.camel.spi.Resubmission;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The errors of a job. Each message says what may have been paid. */
final class JobErrors {

    /** A call that takes longer has failed; one that takes less may only be slow. */
    private static final Duration SHORT_LIMIT = Duration.ofMillis(100);

    private JobErrors() {}

    static ErrorDetails uncertain(String what, Resubmission resubmission) {
        boolean safe = resubmission == Resubmission.SAME_KEY_IS_SAFE;
        return ErrorDetails.of(
                        ErrorKind.SUBMIT_UNCERTAIN,
                        "The submit may have been processed and billed, but no usable answer was"
                                + " received: "
                                + what
                                + (safe
                                        ? ". Redelivery is safe: it uses the same idempotency key"
                                        : ". It is not sent again, because that could pay twice;"
                                                + " look for the job at the service"))
                .retryable(safe);
    }

    static ErrorDetails timeout(
            @Nullable JobHandle handle, @Nullable JobReport report, Deadline deadline) {
        return ErrorDetails.of(
                        ErrorKind.TIMEOUT,
                        "No video within "
                                + Deadline.inSeconds(deadline.limit())
                                + " (pollTimeout, header CamelRefVideoPollTimeout). "
                                + describe(report)
                                + (handle == null
                                        ? ""
                                        : ". Its handle is kept: redelivery, or refvideo:await,"
                                                + " continues to wait for it without paying again"))
                .retryable(true)
                .job(handle);
    }

    private static String describe(@Nullable JobReport report) {
        if (report == null) {
            return "The status of the job is unknown; it may still run and be billed";
        }
        return report.status() == JobStatus.SUCCEEDED
                ? "The job has succeeded, but its video was not downloaded in time"
                : "The job is " + report.status() + " and may still run and be billed";
    }

    static ErrorDetails queueTimeout(Duration waited) {
        return ErrorDetails.of(
                        ErrorKind.RATE_LIMITED,
                        "Timed out after "
                                + Deadline.inSeconds(waited)
                                + " (queueTimeout) waiting for a free slot (maxInFlight). Nothing"
                                + " was sent")
                .retryable(true);
    }

    static ErrorDetails canceled() {
        return ErrorDetails.of(
                ErrorKind.JOB_CANCELED, "The job was canceled before anything was submitted");
    }

    static ErrorDetails shutdown(boolean submitted) {
        return ErrorDetails.of(
                        ErrorKind.SHUTDOWN,
                        submitted
                                ? "The route or the component was stopped while the job was in"
                                        + " progress; the job may still run and be billed. Its"
                                        + " handle is kept"
                                : "The route or the component was stopped before anything was"
                                        + " submitted")
                .retryable(true);
    }

    /** A terminal report without success. */
    static ErrorDetails ended(JobReport report) {
        return switch (report.status()) {
            case FAILED -> failed(report);
            case CANCELED ->
                    ErrorDetails.of(ErrorKind.JOB_CANCELED, "The job was canceled at the service");
            case EXPIRED ->
                    ErrorDetails.of(
                            ErrorKind.JOB_EXPIRED,
                            "The service no longer has the job or its video" + reason(report));
            default -> throw new IllegalArgumentException("Not an end: " + report.status());
        };
    }

    /** What the provider says about the missing job; empty, or starts with a separator. */
    private static String reason(JobReport report) {
        return report.warnings().stream()
                .filter(warning -> "job".equals(warning.feature()) && warning.details() != null)
                .map(warning -> ": " + warning.details())
                .findFirst()
                .orElse("");
    }

    static ErrorDetails withoutVideo() {
        return ErrorDetails.of(
                ErrorKind.JOB_FAILED, "The service reported success but returned no video");
    }

    /**
     * The error of a download or a preparation.
     *
     * @param kind the kind of an unexpected exception
     */
    static ErrorDetails known(Throwable failure, ErrorKind kind) {
        Throwable cause = Futures.unwrap(failure);
        return cause instanceof RefVideoException known ? known.getDetails() : defect(cause, kind);
    }

    /** The repository failed before the submit. */
    static ErrorDetails repository(Throwable cause) {
        return ErrorDetails.of(
                        ErrorKind.REPOSITORY,
                        "The job repository (jobRepository) cannot be used. Nothing was sent,"
                                + " because a job that is not recorded could be bought twice")
                .retryable(true)
                .cause(cause);
    }

    static ErrorDetails repositoryTimeout(Duration limit) {
        return repository(new TimeoutException("no answer within " + Deadline.inSeconds(limit)));
    }

    static ErrorDetails keyMismatch() {
        return ErrorDetails.of(
                ErrorKind.INVALID_REQUEST,
                "The idempotency key (header CamelRefVideoIdempotencyKey) was already used in this"
                        + " step for a different request; nothing was sent. Use one key per video;"
                        + " in a split, set the header on each part");
    }

    static ErrorDetails purchasedWithoutHandle() {
        return ErrorDetails.of(
                ErrorKind.JOB_EXPIRED,
                "Nothing was sent: the video of this purchase was bought before, and its job has no id"
                        + " to ask for it again");
    }

    static ErrorDetails failedWithoutHandle() {
        return ErrorDetails.of(
                ErrorKind.JOB_FAILED,
                "Nothing was sent: the job of this purchase ended without a video before");
    }

    static ErrorDetails notUploadedInTime(Duration limit) {
        return ErrorDetails.of(
                        ErrorKind.TIMEOUT,
                        "The local references were not uploaded within "
                                + Deadline.inSeconds(limit)
                                + " (pollTimeout, header CamelRefVideoPollTimeout). Nothing was"
                                + " submitted")
                .retryable(true);
    }

    static ErrorDetails notSubmittedInTime(Duration limit) {
        return ErrorDetails.of(
                        ErrorKind.TIMEOUT,
                        "The request was not submitted within "
                                + Deadline.inSeconds(limit)
                                + " (pollTimeout, header CamelRefVideoPollTimeout). Nothing was"
                                + " sent")
                .retryable(true);
    }

    /**
     * The error of a job whose submit was not processed. A connection that fails within a very
     * short deadline does not mean that the service has failed.
     */
    static ErrorDetails notProcessed(ErrorDetails failure, Deadline deadline) {
        boolean unanswered = failure.kind() == ErrorKind.SERVICE && failure.reply().status() == 0;
        return unanswered && isShort(deadline) ? notSubmittedInTime(deadline.limit()) : failure;
    }

    /** Whether a deadline is shorter than one call may take. */
    static boolean isShort(Deadline deadline) {
        return deadline.limit().compareTo(SHORT_LIMIT) < 0;
    }

    /** Another attempt held the lease until the deadline. */
    static ErrorDetails heldByAnother(Duration limit) {
        return ErrorDetails.of(
                        ErrorKind.TIMEOUT,
                        "Another exchange with the same idempotency key has been submitting for "
                                + Deadline.inSeconds(limit)
                                + " (pollTimeout). Nothing was sent by this one")
                .retryable(true);
    }

    static ErrorDetails rateLimitTimeout(Duration limit) {
        return ErrorDetails.of(
                        ErrorKind.RATE_LIMITED,
                        "The request was not submitted within "
                                + Deadline.inSeconds(limit)
                                + " (pollTimeout, header CamelRefVideoPollTimeout) because of the"
                                + " rate limit (submitsPerSecond) or a back-off requested by the"
                                + " service. Nothing was sent")
                .retryable(true);
    }

    static ErrorDetails defect(Throwable cause, ErrorKind kind) {
        return ErrorDetails.of(kind, "Unexpected exception in the component: " + cause)
                .cause(cause);
    }

    private static ErrorDetails failed(JobReport report) {
        Optional<JobFailure> failure = Optional.ofNullable(report.failure());
        boolean rejected = failure.map(JobFailure::contentRejected).orElse(false);
        String message =
                failure.map(JobFailure::message)
                        .filter(m -> !m.isBlank())
                        .map(m -> ": " + m)
                        .orElse("");
        return ErrorDetails.of(
                        rejected ? ErrorKind.CONTENT_REJECTED : ErrorKind.JOB_FAILED,
                        (rejected
                                        ? "The service rejected the content"
                                        : "The job ended without a video")
                                + message)
                .reply(
                        new ErrorDetails.ServiceReply(
                                200,
                                failure.map(JobFailure::code).orElse(null),
                                report.facts().requestId(),
                                null));
    }
}

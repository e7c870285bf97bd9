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

import io.github.refvideo.camel.error.ErrorDetails;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.outcome.JobFailure;
import io.github.refvideo.camel.outcome.JobHandle;
import io.github.refvideo.camel.outcome.JobReport;
import io.github.refvideo.camel.provider.Resubmission;
import io.github.refvideo.camel.time.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** The words for how a job can end badly. All of them say whether money is at stake. */
final class JobErrors {

    private JobErrors() {}

    static ErrorDetails uncertain(String what, Resubmission resubmission) {
        boolean safe = resubmission == Resubmission.SAME_KEY_IS_SAFE;
        return ErrorDetails.of(
                        ErrorKind.SUBMIT_UNCERTAIN,
                        "The submit may have been processed and billed, but no usable answer came: "
                                + what
                                + (safe
                                        ? ". Redelivery of this exchange is safe: it uses the same"
                                                + " idempotency key"
                                        : ". It is not sent again, since that could pay twice;"
                                                + " look for the job at the service"))
                .retryable(safe);
    }

    static ErrorDetails timeout(JobHandle handle, JobReport report, Deadline deadline) {
        return ErrorDetails.of(
                        ErrorKind.TIMEOUT,
                        "No video within "
                                + seconds(deadline.limit())
                                + " (pollTimeout, header CamelRefVideoPollTimeout); the job is "
                                + (report == null ? "of unknown status" : report.status())
                                + " and may still run and bill"
                                + (handle == null
                                        ? ""
                                        : ". Its handle is kept; redelivery goes on waiting for it"))
                .retryable(true)
                .job(handle);
    }

    static ErrorDetails noPlace(Duration waited) {
        return ErrorDetails.of(
                        ErrorKind.RATE_LIMITED,
                        "No place among the jobs in flight (maxInFlight) within "
                                + seconds(waited)
                                + " (queueTimeout); nothing was sent")
                .retryable(true);
    }

    static ErrorDetails shutdown(boolean submitted) {
        return ErrorDetails.of(
                        ErrorKind.SHUTDOWN,
                        submitted
                                ? "The component was stopped while the job was under way; the job"
                                        + " may still run and bill. Its handle is kept"
                                : "The component was stopped before anything was submitted")
                .retryable(true);
    }

    /** A report that is terminal and not a success. */
    static ErrorDetails ended(JobReport report) {
        return switch (report.status()) {
            case FAILED -> failed(report);
            case CANCELED ->
                    ErrorDetails.of(ErrorKind.JOB_CANCELED, "The job was canceled at the service");
            case EXPIRED ->
                    ErrorDetails.of(
                            ErrorKind.JOB_EXPIRED,
                            "The service has forgotten the job or its video");
            default -> throw new IllegalArgumentException("Not an end: " + report.status());
        };
    }

    static ErrorDetails withoutVideo() {
        return ErrorDetails.of(
                ErrorKind.JOB_FAILED,
                "The service says that the job succeeded, but names no video");
    }

    /**
     * What somebody else's step says about its failure, or a defect.
     *
     * @param kind of a defect
     */
    static ErrorDetails known(Throwable failure, ErrorKind kind) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof RefVideoException known ? known.getDetails() : defect(cause, kind);
    }

    /** Fails closed: what cannot be remembered is not bought. */
    static ErrorDetails repository(Throwable cause) {
        return ErrorDetails.of(
                        ErrorKind.REPOSITORY,
                        "The job repository (jobRepository) cannot be used; nothing was sent, since a"
                                + " job that nobody remembers could be bought twice")
                .retryable(true)
                .cause(cause);
    }

    static ErrorDetails keyOfAnotherRequest() {
        return ErrorDetails.of(
                ErrorKind.INVALID_REQUEST,
                "Nothing was sent: the idempotency key (header CamelRefVideoIdempotencyKey) was used"
                        + " for another request; use one key per video");
    }

    static ErrorDetails deliveredWithoutHandle() {
        return ErrorDetails.of(
                ErrorKind.JOB_EXPIRED,
                "Nothing was sent: the video of this idempotency key (header"
                        + " CamelRefVideoIdempotencyKey) was bought and delivered before, and its"
                        + " job had no id to ask for it again");
    }

    static ErrorDetails failedWithoutHandle() {
        return ErrorDetails.of(
                ErrorKind.JOB_FAILED,
                "Nothing was sent: the job of this idempotency key (header"
                        + " CamelRefVideoIdempotencyKey) ended without a video before");
    }

    static ErrorDetails notLetThrough(Duration limit) {
        return ErrorDetails.of(
                        ErrorKind.TIMEOUT,
                        "The submit had to wait for its turn (submitsPerSecond, or a pause that the"
                                + " service asked for) for "
                                + seconds(limit)
                                + " (pollTimeout, header CamelRefVideoPollTimeout); nothing was"
                                + " submitted")
                .retryable(true);
    }

    static ErrorDetails notStoredInTime(Duration limit) {
        return ErrorDetails.of(
                        ErrorKind.TIMEOUT,
                        "The local references were not stored within "
                                + seconds(limit)
                                + " (pollTimeout, header CamelRefVideoPollTimeout); nothing was"
                                + " submitted")
                .retryable(true);
    }

    /** Somebody with the same key has been submitting for as long as this exchange may take. */
    static ErrorDetails claimedByAnother(Duration limit) {
        return ErrorDetails.of(
                        ErrorKind.TIMEOUT,
                        "Another exchange with the same idempotency key has been submitting for "
                                + seconds(limit)
                                + " (pollTimeout); nothing was sent here")
                .retryable(true);
    }

    static ErrorDetails defect(Throwable cause, ErrorKind kind) {
        return ErrorDetails.of(kind, "Unexpected failure in the component: " + cause).cause(cause);
    }

    private static ErrorDetails failed(JobReport report) {
        Optional<JobFailure> failure = Optional.ofNullable(report.failure());
        boolean rejected = failure.map(JobFailure::contentRejected).orElse(false);
        String words =
                failure.map(JobFailure::message)
                        .filter(m -> !m.isBlank())
                        .map(m -> ": " + m)
                        .orElse("");
        return ErrorDetails.of(
                        rejected ? ErrorKind.CONTENT_REJECTED : ErrorKind.JOB_FAILED,
                        (rejected
                                        ? "The service refused the content"
                                        : "The job ended without a video")
                                + words)
                .reply(
                        new ErrorDetails.ServiceReply(
                                200,
                                failure.map(JobFailure::code).orElse(null),
                                report.facts().requestId(),
                                null));
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0
                ? duration.toSeconds() + " s"
                : duration.toMillis() + " ms";
    }
}

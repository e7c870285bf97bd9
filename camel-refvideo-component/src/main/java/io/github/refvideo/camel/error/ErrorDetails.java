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
package io.github.refvideo.camel.error;

import io.github.refvideo.camel.spi.JobHandle;
import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The details of one error. Immutable: each method that changes a detail returns a new object. */
public final class ErrorDetails implements Serializable {

    private static final long serialVersionUID = 1L;

    private final ErrorKind kind;
    private final String message;
    private final boolean retryable;
    private final @Nullable JobHandle job;
    private final @Nullable String provider;
    private final ServiceReply reply;
    private final @Nullable Throwable cause;
    private final boolean maybePaid;
    private final @Nullable String videoUrl;

    /**
     * The response of the service.
     *
     * @param status HTTP status; 0 without a response
     * @param code the error code or type of the service
     * @param requestId the request id of the service
     * @param retryAfter the delay that the service requested
     */
    public record ServiceReply(
            int status,
            @Nullable String code,
            @Nullable String requestId,
            @Nullable Duration retryAfter)
            implements Serializable {

        /** Without a response. */
        public static final ServiceReply NONE = new ServiceReply(0, null, null, null);
    }

    private ErrorDetails(
            ErrorKind kind,
            String message,
            boolean retryable,
            @Nullable JobHandle job,
            @Nullable String provider,
            ServiceReply reply,
            @Nullable Throwable cause,
            boolean maybePaid,
            @Nullable String videoUrl) {
        this.kind = Objects.requireNonNull(kind, "kind");
        this.message = Objects.requireNonNull(message, "message");
        this.retryable = retryable;
        this.job = job;
        this.provider = provider;
        this.reply = reply;
        this.cause = cause;
        this.maybePaid = maybePaid;
        this.videoUrl = videoUrl;
    }

    /** An error with kind and message only. */
    public static ErrorDetails of(ErrorKind kind, String message) {
        return new ErrorDetails(
                kind, message, false, null, null, ServiceReply.NONE, null, false, null);
    }

    /** The same error with another kind and message. */
    public ErrorDetails as(ErrorKind otherKind, String otherMessage) {
        return new ErrorDetails(
                otherKind,
                otherMessage,
                retryable,
                job,
                provider,
                reply,
                cause,
                maybePaid,
                videoUrl);
    }

    /** Whether a retry of the same exchange may succeed. */
    public ErrorDetails retryable(boolean value) {
        return new ErrorDetails(
                kind, message, value, job, provider, reply, cause, maybePaid, videoUrl);
    }

    /** The acknowledged job. */
    public ErrorDetails job(@Nullable JobHandle handle) {
        return new ErrorDetails(
                kind, message, retryable, handle, provider, reply, cause, maybePaid, videoUrl);
    }

    /** The name of the provider. */
    public ErrorDetails provider(String name) {
        return new ErrorDetails(
                kind, message, retryable, job, name, reply, cause, maybePaid, videoUrl);
    }

    /** The response of the service. */
    public ErrorDetails reply(ServiceReply response) {
        return new ErrorDetails(
                kind, message, retryable, job, provider, response, cause, maybePaid, videoUrl);
    }

    /** The exception that caused the error. */
    public ErrorDetails cause(@Nullable Throwable exception) {
        return new ErrorDetails(
                kind, message, retryable, job, provider, reply, exception, maybePaid, videoUrl);
    }

    /** Whether a job may have been paid; see {@link #maybePaid()}. */
    public ErrorDetails maybePaid(boolean value) {
        return new ErrorDetails(
                kind, message, retryable, job, provider, reply, cause, value, videoUrl);
    }

    /** The link to the video, as the service returned it. */
    public ErrorDetails videoUrl(@Nullable String url) {
        return new ErrorDetails(
                kind, message, retryable, job, provider, reply, cause, maybePaid, url);
    }

    public ErrorKind kind() {
        return kind;
    }

    /** Contains no key, signed URL or prompt. */
    public String message() {
        return message;
    }

    public boolean retryable() {
        return retryable;
    }

    public @Nullable JobHandle job() {
        return job;
    }

    public @Nullable String provider() {
        return provider;
    }

    public ServiceReply reply() {
        return reply;
    }

    public @Nullable Throwable cause() {
        return cause;
    }

    /** See {@link RefVideoException#isMaybePaid()}. */
    public boolean maybePaid() {
        return maybePaid || job != null || kind == ErrorKind.SUBMIT_UNCERTAIN;
    }

    /** The link to the video, as the service returned it. It may be signed. */
    public @Nullable String videoUrl() {
        return videoUrl;
    }
}

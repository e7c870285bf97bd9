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

/**
 * The details of one error. Built where the error is noticed and completed on its way up; each
 * method that changes something returns a new object.
 */
public final class ErrorDetails implements Serializable {

    private static final long serialVersionUID = 1L;

    private final ErrorKind kind;
    private final String message;
    private final boolean retryable;
    private final JobHandle job;
    private final String provider;
    private final ServiceReply reply;
    private final Throwable cause;
    private final boolean maybePaid;
    private final String videoUrl;

    /**
     * The content of the service's reply.
     *
     * @param status HTTP status; 0 when no reply came
     * @param code the service's code or type; null when it gave none
     * @param requestId the service's id of the request; null when it gave none
     * @param retryAfter how long the service asks to wait; null when it does not
     */
    public record ServiceReply(int status, String code, String requestId, Duration retryAfter)
            implements Serializable {

        /** No reply came. */
        public static final ServiceReply NONE = new ServiceReply(0, null, null, null);
    }

    private ErrorDetails(
            ErrorKind kind,
            String message,
            boolean retryable,
            JobHandle job,
            String provider,
            ServiceReply reply,
            Throwable cause,
            boolean maybePaid,
            String videoUrl) {
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

    /** An error of which only kind and message are known. */
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

    /** Whether the same exchange may succeed later. */
    public ErrorDetails retryable(boolean value) {
        return new ErrorDetails(
                kind, message, value, job, provider, reply, cause, maybePaid, videoUrl);
    }

    /** The job of the error; null for none. */
    public ErrorDetails job(JobHandle handle) {
        return new ErrorDetails(
                kind, message, retryable, handle, provider, reply, cause, maybePaid, videoUrl);
    }

    /** The provider that was asked. */
    public ErrorDetails provider(String name) {
        return new ErrorDetails(
                kind, message, retryable, job, name, reply, cause, maybePaid, videoUrl);
    }

    /** The service's reply. */
    public ErrorDetails reply(ServiceReply said) {
        return new ErrorDetails(
                kind, message, retryable, job, provider, said, cause, maybePaid, videoUrl);
    }

    /** The exception that caused it; null for none. */
    public ErrorDetails cause(Throwable below) {
        return new ErrorDetails(
                kind, message, retryable, job, provider, reply, below, maybePaid, videoUrl);
    }

    /** What may have been paid for, by the state of the purchase; see {@link #maybePaid()}. */
    public ErrorDetails maybePaid(boolean value) {
        return new ErrorDetails(
                kind, message, retryable, job, provider, reply, cause, value, videoUrl);
    }

    /** The link to the video, as the service wrote it; null for none. */
    public ErrorDetails videoUrl(String url) {
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

    public JobHandle job() {
        return job;
    }

    public String provider() {
        return provider;
    }

    /** Never null. */
    public ServiceReply reply() {
        return reply;
    }

    public Throwable cause() {
        return cause;
    }

    /** See {@link RefVideoException#isMaybePaid()}. */
    public boolean maybePaid() {
        return maybePaid || job != null || kind == ErrorKind.SUBMIT_UNCERTAIN;
    }

    /** The link to the video, as the service wrote it; null for none. It may be signed. */
    public String videoUrl() {
        return videoUrl;
    }
}

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
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.CamelException;
import org.jspecify.annotations.Nullable;

/**
 * Base class of the errors that the component reports to a route. If the service answered with an
 * HTTP error, the cause is Camel's {@code HttpOperationFailedException}, so that existing {@code
 * onException} clauses keep working.
 *
 * <p>For all subclasses: if {@link #getJob()} has a handle, the service acknowledged a job and may
 * bill it. Continue with that job instead of sending a new request. {@link #isMaybePaid()} tells
 * whether any job may have been paid for this purchase.
 *
 * <p>No message contains a key, a signed URL or a prompt.
 */
public class RefVideoException extends CamelException {

    private static final long serialVersionUID = 1L;

    private final ErrorDetails details;

    public RefVideoException(ErrorDetails details) {
        super(details.message(), details.cause());
        this.details = details;
    }

    /** All details of the error. */
    public ErrorDetails getDetails() {
        return details;
    }

    public ErrorKind getKind() {
        return details.kind();
    }

    /**
     * The handle of the job, if the service acknowledged it. {@code refvideo:await} receives the
     * video with it, on any node.
     */
    public Optional<JobHandle> getJob() {
        return Optional.ofNullable(details.job());
    }

    /** The name of the provider; null when the error occurred before it was chosen. */
    public @Nullable String getProvider() {
        return details.provider();
    }

    /** The HTTP status of the service; 0 without a response. */
    public int getHttpStatus() {
        return details.reply().status();
    }

    /** The error code or type of the service. */
    public @Nullable String getProviderCode() {
        return details.reply().code();
    }

    /** The request id of the service, for its support. */
    public @Nullable String getRequestId() {
        return details.reply().requestId();
    }

    /** The delay that the service requested. */
    public Optional<Duration> getRetryAfter() {
        return Optional.ofNullable(details.reply().retryAfter());
    }

    /**
     * Whether a retry of the same exchange may succeed. Redelivery by Camel is always safe: it
     * continues with the job that was paid for.
     */
    public boolean isRetryable() {
        return details.retryable();
    }

    /**
     * Whether a job may have been paid for this purchase, by this attempt or an earlier one.
     * Follows from the state of the purchase, not from the kind of the error. False means that
     * nothing was submitted, or that every submit was certainly not processed.
     */
    public boolean isMaybePaid() {
        return details.maybePaid();
    }

    /**
     * The link to the video as the service returned it, if any. It may be signed, so it is neither
     * in the message nor in the log.
     */
    public Optional<String> getVideoUrl() {
        return Optional.ofNullable(details.videoUrl());
    }
}

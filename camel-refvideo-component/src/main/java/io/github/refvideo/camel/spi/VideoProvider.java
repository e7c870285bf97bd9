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
package io.github.refvideo.camel.spi;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A service that runs reference-to-video jobs. The {@code provider} option can name a bean of this
 * type. A provider can also implement {@link JobCanceler}, {@link JobLister} and {@link
 * HealthProbe}.
 *
 * <p>Implementations are thread-safe and do not block. They send every call exactly once: the
 * component decides about retries, because it knows what has been paid. Errors complete the future
 * with a {@link io.github.refvideo.camel.error.ProviderException}; any other exception counts as a
 * defect and, for a submit, as "maybe processed". Cancelling a future aborts the call. Futures may
 * complete on any thread; the component continues on its own.
 */
public interface VideoProvider {

    /** The name in handles, headers and logs, such as {@code gateway}. Must not change. */
    String name();

    /** The URL of the service, which is part of the handle. Must not contain credentials. */
    String baseUrl();

    /**
     * Identifies the credential without revealing it. All jobs with the same account share the
     * limits of {@link #quota}. By default, name and base URL.
     */
    default String account() {
        return name() + " at " + baseUrl();
    }

    /** The limits of the service for one credential; by default none. */
    default Quota quota() {
        return Quota.NONE;
    }

    /** Whether a submit can be repeated without paying twice. */
    Resubmission resubmission();

    /**
     * Translates a request. Sends nothing and returns equal results for equal arguments, because it
     * is called several times for one message. Before local media is uploaded, its references have
     * a {@code local:} URL; such a translation is compared and, unless the provider {@link
     * #sendsMedia sends media}, never sent.
     *
     * @throws IllegalArgumentException if the service cannot run the request; the message names
     *     option and header
     */
    PreparedSubmit prepare(VideoRequest request, PollHints hints);

    /**
     * Whether the result of {@link #prepare} depends on the polling hints. If it does not, each
     * request is translated once less. By default true.
     */
    default boolean usesPollHints() {
        return true;
    }

    /**
     * Whether {@link #submit} sends the content of references itself, for example as parts of a
     * form. Then references are neither stored nor written into the body as {@code data:} URLs; the
     * component downloads references that are URLs, and {@link PreparedSubmit#media} contains the
     * content of all references. By default false.
     */
    default boolean sendsMedia() {
        return false;
    }

    /**
     * Sends the paid call, once, and only if {@link SubmitCall#permitted} returns true.
     *
     * @return fails with a {@link io.github.refvideo.camel.error.ProviderException} that says
     *     whether the service may have processed the call
     */
    CompletableFuture<Submission> submit(SubmitCall call);

    /**
     * Reads the status of a job, with one call.
     *
     * @param job from {@link #submit}, possibly of another node
     * @param timeout of this call
     */
    CompletableFuture<JobReport> status(JobHandle job, Duration timeout);

    /**
     * A view of this provider for one exchange that is traced. Its submit, status and cancel calls
     * carry the trace context; everything else is the same. Called often, so it must be cheap. By
     * default this provider, whose calls carry no trace context.
     */
    default VideoProvider traced(TraceContext trace) {
        return this;
    }
}

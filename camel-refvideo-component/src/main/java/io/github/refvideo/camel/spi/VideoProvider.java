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
 * A service that runs reference-to-video jobs. A bean of this type can be named in the {@code
 * provider} option.
 *
 * <p>Thread-safe and non-blocking. Every call is sent exactly once: retrying is the engine's
 * business, because only the engine knows what money is at stake. Failures arrive in the future as
 * {@link io.github.refvideo.camel.error.ProviderException}; any other exception counts as a defect
 * and, for a submit, as "maybe processed". Cancelling a future aborts the call.
 */
public interface VideoProvider {

    /** The word in the {@code provider} option, in handles and in the header, such as gateway. */
    String name();

    /** Where the service is; part of the handle. */
    String baseUrl();

    /**
     * Names the credential without telling it: what shares a quota at the service. All jobs with
     * the same account share one governor.
     */
    default String account() {
        return name() + " at " + baseUrl();
    }

    /** What the service documents for one credential. */
    default Quota quota() {
        return Quota.NONE;
    }

    /** What a failed submit of this provider may be followed by. */
    Resubmission resubmission();

    /**
     * Translates a request. Sends nothing, and gives the same for the same arguments: it is called
     * several times for one message. References of local media have no URL that a service could
     * fetch before they are stored; such a translation is compared, and never sent.
     *
     * @throws IllegalArgumentException when the request cannot be said in this provider's words;
     *     the message names option and header
     */
    PreparedSubmit prepare(VideoRequest request, PollHints hints);

    /** The paid call. Sent once, and only if {@link SubmitCall#permitted} allows it. */
    CompletableFuture<Submission> submit(SubmitCall call);

    /** Reads the status of a job once. */
    CompletableFuture<JobReport> status(JobHandle job, Duration timeout);
}

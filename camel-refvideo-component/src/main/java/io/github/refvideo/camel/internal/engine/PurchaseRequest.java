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

import io.github.refvideo.camel.internal.time.Deadline;
import io.github.refvideo.camel.internal.util.Digests;
import io.github.refvideo.camel.spi.PreparedSubmit;
import java.math.BigDecimal;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A video to be bought, once, regardless of the number of attempts.
 *
 * @param key identifies the purchase; the same for every attempt
 * @param message identifies the message: attempts of one message share the lease on a job
 * @param fingerprint of the request, to detect that a key was used for another request
 * @param model in the provider's spelling
 * @param prompt to recognize a job whose acknowledgement was lost
 * @param output the {@code output} option, for the handle; null when not set
 * @param size requested size of the video; null when it is left to the service
 * @param seconds requested length of the video; null when it is left to the service
 * @param estimatedCost the maximum list price in US dollars; null when it is not known
 * @param adoptLostJobs whether to search the service's list for a job whose acknowledgement was
 *     lost
 * @param callbackUrl where the service reports the end of the job; null to poll
 * @param preparation runs before the submit
 */
public record PurchaseRequest(
        String key,
        String message,
        String fingerprint,
        String model,
        @Nullable String prompt,
        @Nullable String output,
        @Nullable String size,
        @Nullable Integer seconds,
        @Nullable BigDecimal estimatedCost,
        boolean adoptLostJobs,
        @Nullable String callbackUrl,
        Preparation preparation) {

    /** All services accept an idempotency key of this length, in characters. */
    private static final int MAX_SENT = 200;

    /**
     * The key in a form that services accept: printable ASCII of limited length. The record and the
     * handle keep the original key.
     */
    String sentKey() {
        boolean accepted =
                key.length() <= MAX_SENT && key.chars().allMatch(c -> c >= ' ' && c <= '~');
        return accepted ? key : "key:" + Digests.hash(key);
    }

    /** Without the prompt, which must not be logged. */
    @Override
    public String toString() {
        return "PurchaseRequest[model=" + model + ", fingerprint=" + fingerprint + "]";
    }

    /**
     * Prepares a submit, for example by uploading local references. Costs nothing and may be
     * repeated; every attempt of one purchase returns the same bytes. Its future fails with a
     * {@link io.github.refvideo.camel.error.RefVideoException}; cancelling it aborts the work.
     */
    @FunctionalInterface
    public interface Preparation {

        /**
         * @param fingerprint of the request as it is recorded for the purchase; a preparation of
         *     another request fails
         * @param deadline over all transfers
         */
        CompletableFuture<PreparedSubmit> prepare(String fingerprint, Deadline deadline);
    }
}

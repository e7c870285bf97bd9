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

import java.math.BigDecimal;

/**
 * What is bought, once, however often it is asked for.
 *
 * @param key identifies the purchase; the same for every attempt to get this video
 * @param message identifies the message that asks for it: attempts of one message share the lease
 *     on a job
 * @param fingerprint of the request; tells whether the key is used for the same one
 * @param model in the provider's spelling
 * @param prompt to recognize a job whose acknowledgement was lost; null for none
 * @param output what to deliver, for the handle; null when not set
 * @param seconds requested length of the video; null when it is left to the service
 * @param estimatedCost the maximum list price in US dollars; null when it is not known
 * @param adoptLostJobs whether a job that was found in the service's list may be taken for one
 *     whose acknowledgement was lost
 * @param preparation what comes before the submit
 */
public record PurchaseRequest(
        String key,
        String message,
        String fingerprint,
        String model,
        String prompt,
        String output,
        Integer seconds,
        BigDecimal estimatedCost,
        boolean adoptLostJobs,
        SubmitPreparation preparation) {

    /** Services accept at least this much as an idempotency key. */
    private static final int MAX_SENT = 200;

    /**
     * The key as a service accepts it: printable ASCII that is not too long. The key itself, which
     * also names the step, stays in the record and in the handle.
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
}

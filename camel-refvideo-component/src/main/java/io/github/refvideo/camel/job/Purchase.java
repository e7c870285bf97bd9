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

import java.math.BigDecimal;

/**
 * What is bought, once, however often it is asked for.
 *
 * @param model in the provider's spelling
 * @param prompt tells our job from another one whose acknowledgement nobody has; null for none
 * @param idempotencyKey the same for every attempt to get this video
 * @param keyIsShared whether somebody chose the key and may come with it again, perhaps to another
 *     node; a key that was made up for this exchange is forgotten with it
 * @param fingerprint of the request; tells whether the key is used for the same one
 * @param output what is to be delivered, a word for the handle; null for none
 * @param seconds length of the video that is asked for; null when it is left to the service
 * @param estimatedCost the most that it may cost by list price, in US dollars; null when that is
 *     not known
 * @param preparation what comes before the submit
 */
public record Purchase(
        String model,
        String prompt,
        String idempotencyKey,
        boolean keyIsShared,
        String fingerprint,
        String output,
        Integer seconds,
        BigDecimal estimatedCost,
        Preparation preparation) {

    /** Leaves out the prompt: it does not belong into a log. */
    @Override
    public String toString() {
        return "Purchase[model=" + model + ", fingerprint=" + fingerprint + "]";
    }
}

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

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a service tells about a job besides its status. Every part may be null or empty.
 *
 * @param requestId the service's id of the exchange, for its support
 * @param generationId the service's id in its own accounts
 * @param cost what the job cost, as the service writes it
 * @param givenPrompt the prompt that the service says it was given
 * @param actualPrompt the prompt after the service rewrote it
 * @param videoSeconds length of the video that was made; null when the service does not say
 * @param usage counters such as billed seconds
 * @param providerMetadata all that the service sent along, as it came
 */
public record JobFacts(
        String requestId,
        String generationId,
        String cost,
        String givenPrompt,
        String actualPrompt,
        Double videoSeconds,
        Map<String, Object> usage,
        Map<String, Object> providerMetadata) {

    /** No exponents: to add two such numbers could take all memory there is. */
    private static final Pattern PRICE = Pattern.compile("\\d{1,9}(?:\\.\\d{1,18})?");

    /** Nothing is known. */
    public static final JobFacts NONE =
            new JobFacts(null, null, null, null, null, null, Map.of(), Map.of());

    /** The cost as a number; empty when the service did not say it, or not as a number. */
    public Optional<BigDecimal> costInDollars() {
        return cost != null && PRICE.matcher(cost).matches()
                ? Optional.of(new BigDecimal(cost))
                : Optional.empty();
    }

    /**
     * These facts, with gaps filled from earlier ones: a final answer may leave out what start
     * said.
     */
    public JobFacts orElse(JobFacts earlier) {
        return new JobFacts(
                requestId != null ? requestId : earlier.requestId,
                generationId != null ? generationId : earlier.generationId,
                cost != null ? cost : earlier.cost,
                givenPrompt != null ? givenPrompt : earlier.givenPrompt,
                actualPrompt != null ? actualPrompt : earlier.actualPrompt,
                videoSeconds != null ? videoSeconds : earlier.videoSeconds,
                usage.isEmpty() ? earlier.usage : usage,
                providerMetadata.isEmpty() ? earlier.providerMetadata : providerMetadata);
    }
}

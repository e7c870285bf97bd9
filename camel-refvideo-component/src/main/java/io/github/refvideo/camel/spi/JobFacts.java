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
import org.jspecify.annotations.Nullable;

/**
 * Details of a job besides its status. All are optional.
 *
 * @param requestId the id of the request, for the support of the service
 * @param generationId the id in the accounts of the service
 * @param cost the cost of the job in US dollars, as the service writes it
 * @param givenPrompt the prompt that the service received
 * @param actualPrompt the prompt after the service rewrote it
 * @param videoSeconds the length of the video in seconds
 * @param usage counters such as billed seconds; empty if unknown
 * @param providerMetadata other data of the service, unchanged; empty if there is none. If the map
 *     of the provider's name has {@code submitTime} and {@code endTime} of type {@link
 *     java.time.Instant}, the component learns from them how long jobs run. With {@code size}, such
 *     as {@code 1280x720}, it recognizes a job whose acknowledgement was lost
 */
public record JobFacts(
        @Nullable String requestId,
        @Nullable String generationId,
        @Nullable String cost,
        @Nullable String givenPrompt,
        @Nullable String actualPrompt,
        @Nullable Double videoSeconds,
        Map<String, Object> usage,
        Map<String, Object> providerMetadata) {

    /** No exponents: adding two such numbers could exhaust memory. */
    private static final Pattern PRICE = Pattern.compile("\\d{1,9}(?:\\.\\d{1,18})?");

    /** No details. */
    public static final JobFacts NONE =
            new JobFacts(null, null, null, null, null, null, Map.of(), Map.of());

    /** The cost in US dollars; empty if it is unknown or not a number. */
    public Optional<BigDecimal> costInDollars() {
        return cost != null && PRICE.matcher(cost).matches()
                ? Optional.of(new BigDecimal(cost))
                : Optional.empty();
    }

    /**
     * Completes these details with earlier ones, because a final reply may omit what the submit
     * returned.
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

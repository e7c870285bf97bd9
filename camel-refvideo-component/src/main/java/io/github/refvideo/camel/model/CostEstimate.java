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
package io.github.refvideo.camel.model;

import io.github.refvideo.camel.request.ReferenceKind;
import io.github.refvideo.camel.request.VideoRequest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a request will cost by list price, as far as the table knows. Failed jobs cost nothing.
 *
 * @param least in US dollars, four decimal places
 * @param most in US dollars, four decimal places; the same as least when nothing is open
 * @param notes why least and most differ
 */
public record CostEstimate(BigDecimal least, BigDecimal most, List<String> notes) {

    private static final int DECIMAL_PLACES = 4;

    public CostEstimate {
        notes = List.copyOf(notes);
    }

    /** Estimates by {@link ModelTable}; empty for an unknown model or an unknown price. */
    public static Optional<CostEstimate> of(VideoRequest request) {
        return ModelTable.find(request.model()).flatMap(model -> of(request, model));
    }

    /**
     * Where the request leaves something open, the service's usual value counts.
     *
     * @return empty when the price is unknown, or the request asks for a size of unknown price
     */
    public static Optional<CostEstimate> of(VideoRequest request, ModelCapabilities model) {
        List<String> notes = new ArrayList<>();
        List<BigDecimal> prices = prices(request, model, notes);
        if (prices.isEmpty()) {
            return Optional.empty();
        }
        Range seconds = seconds(request, model.durations(), notes);
        BigDecimal input = inputSeconds(request, model, seconds, notes);
        BigDecimal least = Collections.min(prices).multiply(BigDecimal.valueOf(seconds.min()));
        BigDecimal most =
                Collections.max(prices).multiply(BigDecimal.valueOf(seconds.max()).add(input));
        return Optional.of(new CostEstimate(round(least), round(most), notes));
    }

    /** Whether least and most are the same. */
    public boolean isExact() {
        return least.compareTo(most) == 0;
    }

    /** For example {@code USD 0.5000} or {@code USD 0.5000 to 1.0000 (…)}. */
    @Override
    public String toString() {
        return "USD "
                + least.toPlainString()
                + (isExact() ? "" : " to " + most.toPlainString())
                + (notes.isEmpty() ? "" : " (" + String.join("; ", notes) + ")");
    }

    /** The prices per second that may apply. */
    private static List<BigDecimal> prices(
            VideoRequest request, ModelCapabilities model, List<String> notes) {
        Prices prices = model.prices();
        List<BigDecimal> applying = new ArrayList<>();
        boolean cheaperSilent = !prices.silent().isEmpty();
        if (!cheaperSilent || !Boolean.FALSE.equals(request.audio())) {
            applying.addAll(ofTier(request, model.sizes(), prices.withSound()));
        }
        if (cheaperSilent && !Boolean.TRUE.equals(request.audio())) {
            applying.addAll(ofTier(request, model.sizes(), prices.silent()));
        }
        if (cheaperSilent && request.audio() == null) {
            notes.add("with sound twice the price; set audio");
        }
        return applying;
    }

    private static Collection<BigDecimal> ofTier(
            VideoRequest request, Sizes sizes, Map<Tier, BigDecimal> prices) {
        if (request.resolution() == null && sizes.usual() == null) {
            return prices.values();
        }
        return sizes.frameOf(request.resolution(), null)
                .map(Frame::tier)
                .map(prices::get)
                .map(List::of)
                .orElse(List.of());
    }

    private static Range seconds(VideoRequest request, Durations durations, List<String> notes) {
        Integer set =
                request.durationSeconds() == null ? durations.usual() : request.durationSeconds();
        if (set == null || set < 0) {
            notes.add("the length is open");
            return new Range(durations.min(), durations.max());
        }
        return new Range(set, set);
    }

    private static BigDecimal inputSeconds(
            VideoRequest request, ModelCapabilities model, Range seconds, List<String> notes) {
        int clips = ReferenceCheck.count(request.references()).get(ReferenceKind.VIDEO);
        BigDecimal input = model.prices().input().most(clips, request.references().size());
        Integer together = model.durations().maxWithInput();
        if (together != null) {
            BigDecimal left = BigDecimal.valueOf(Math.max(0, together - seconds.max()));
            input = input.min(left);
        }
        if (input.signum() > 0) {
            notes.add(
                    "up to "
                            + input.stripTrailingZeros().toPlainString()
                            + " s of the clips are billed too");
        }
        return input;
    }

    private static BigDecimal round(BigDecimal dollars) {
        return dollars.setScale(DECIMAL_PLACES, RoundingMode.HALF_UP);
    }
}

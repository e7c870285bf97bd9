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
package io.github.refvideo.camel.internal.model;

import io.github.refvideo.camel.spi.BillableRequest;
import io.github.refvideo.camel.spi.ReferenceKind;
import io.github.refvideo.camel.spi.Resolution;
import io.github.refvideo.camel.spi.VideoRequest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cost of a request by the list prices of the model table. Failed jobs are not billed.
 *
 * @param min in US dollars, four decimal places
 * @param max in US dollars, four decimal places; equal to min if the cost is certain
 * @param notes why min and max differ
 */
public record CostEstimate(BigDecimal min, BigDecimal max, List<String> notes) {

    private static final int DECIMAL_PLACES = 4;

    public CostEstimate {
        notes = List.copyOf(notes);
    }

    /**
     * Estimates a request with the built-in table.
     *
     * @return empty if the price of the model is not known
     */
    public static Optional<CostEstimate> of(VideoRequest request) {
        return of(BillableRequest.of(request), ModelTable.builtIn());
    }

    /**
     * Estimates a request. An option that is not set has the default of the service, if it is
     * known. If the price is not certain, all prices of the model are considered.
     *
     * @return empty if the model, or a fallback model, has no price in the table
     */
    public static Optional<CostEstimate> of(BillableRequest request, ModelTable models) {
        CostEstimate all = of(request, models, request.model());
        for (String name : request.fallbackModels()) {
            CostEstimate one = of(request, models, name);
            all = all == null || one == null ? null : all.merge(one);
        }
        return Optional.ofNullable(all);
    }

    private static @Nullable CostEstimate of(
            BillableRequest request, ModelTable models, String name) {
        ModelCapabilities model = models.find(name).orElse(null);
        return model == null || !model.prices().isKnown() ? null : of(request, model);
    }

    private static CostEstimate of(BillableRequest request, ModelCapabilities model) {
        List<String> notes = new ArrayList<>(request.uncertainties());
        boolean withVideo = request.count(ReferenceKind.VIDEO) > 0;
        List<BigDecimal> prices = prices(request, model, withVideo, notes);
        Range seconds = seconds(request, model.durations(), withVideo, notes);
        BigDecimal input = inputSeconds(request, model, seconds, notes);
        BigDecimal highestPrice = Collections.max(prices);
        BigDecimal inputPrice = model.prices().inputVideo().perSecond();
        BigDecimal images =
                model.prices()
                        .perImage()
                        .multiply(BigDecimal.valueOf(request.count(ReferenceKind.IMAGE)));
        BigDecimal min =
                Collections.min(prices).multiply(BigDecimal.valueOf(seconds.min())).add(images);
        BigDecimal max =
                highestPrice
                        .multiply(BigDecimal.valueOf(seconds.max()))
                        .add(input.multiply(inputPrice == null ? highestPrice : inputPrice))
                        .add(images);
        BigDecimal count = BigDecimal.valueOf(request.count());
        return new CostEstimate(round(min.multiply(count)), round(max.multiply(count)), notes);
    }

    private CostEstimate merge(CostEstimate other) {
        List<String> both = new ArrayList<>(notes);
        both.add("another model may be used");
        both.addAll(other.notes);
        return new CostEstimate(
                min.min(other.min), max.max(other.max), both.stream().distinct().toList());
    }

    /**
     * The default size of a model, if a smaller size is cheaper.
     *
     * @return for example {@code wan2.6-r2v generates 1080P (0.15 USD per second) if resolution is
     *     not set; 720P (0.10 USD per second) is the cheapest}
     */
    public static Optional<String> describeDefaultSize(ModelCapabilities model) {
        Sizes.Frame defaultFrame = model.sizes().defaultFrame();
        if (defaultFrame == null) {
            return Optional.empty();
        }
        Optional<Prices.Rate> own =
                model.prices().perSecond().stream()
                        .filter(rate -> rate.tier() == defaultFrame.tier())
                        .max(Comparator.comparing(Prices.Rate::usd));
        return own.flatMap(
                rate ->
                        model.prices().perSecond().stream()
                                .filter(other -> other.tier() != null)
                                .filter(other -> Objects.equals(other.audio(), rate.audio()))
                                .filter(other -> other.usd().compareTo(rate.usd()) < 0)
                                .min(Comparator.comparing(Prices.Rate::usd))
                                .map(
                                        cheaper ->
                                                model
                                                        + " generates "
                                                        + describe(rate)
                                                        + " if resolution is not set; "
                                                        + describe(cheaper)
                                                        + " is the cheapest"));
    }

    private static String describe(Prices.Rate rate) {
        return rate.tier() + " (" + rate.usd().toPlainString() + " USD per second)";
    }

    /** Whether min and max are equal. */
    public boolean isExact() {
        return min.compareTo(max) == 0;
    }

    /** For example {@code USD 0.5000} or {@code USD 0.5000 to 1.0000 (...)}. */
    @Override
    public String toString() {
        return "USD "
                + min.toPlainString()
                + (isExact() ? "" : " to " + max.toPlainString())
                + (notes.isEmpty() ? "" : " (" + String.join("; ", notes) + ")");
    }

    /** The prices per second that may apply. */
    private static List<BigDecimal> prices(
            BillableRequest request,
            ModelCapabilities model,
            boolean withVideo,
            List<String> notes) {
        Tier tier = tier(request, model.sizes());
        List<BigDecimal> applying = new ArrayList<>();
        List<BigDecimal> all = new ArrayList<>();
        boolean byAudio = false;
        for (Prices.Rate rate : model.prices().perSecond()) {
            all.add(rate.usd());
            if (rate.mayApply(tier, request.audio(), withVideo)) {
                applying.add(rate.usd());
            }
            byAudio |= rate.audio() != null;
        }
        if (!request.uncertainties().isEmpty() || applying.isEmpty()) {
            applying = all;
        }
        if (tier == null && request.size() != null && applying.size() > 1) {
            notes.add("the price of " + displaySize(request.size()) + " is not known");
        }
        if (request.size() == null) {
            describeDefaultSize(model).ifPresent(notes::add);
        }
        if (byAudio && request.audio() == null) {
            notes.add("the price depends on audio, which is not set");
        }
        return applying;
    }

    /** Null if not known. */
    private static @Nullable Tier tier(BillableRequest request, Sizes sizes) {
        String size = request.size();
        if (size == null) {
            return sizes.defaultFrame() == null ? null : sizes.defaultFrame().tier();
        }
        for (Tier tier : Tier.values()) {
            if (tier.word().equalsIgnoreCase(size)) {
                return sizes.tiers().contains(tier) ? tier : null;
            }
        }
        return Resolution.parse(size).flatMap(sizes::frameOf).map(Sizes.Frame::tier).orElse(null);
    }

    private static String displaySize(String size) {
        return Resolution.parse(size).map(Resolution::toString).orElse("this size");
    }

    private static Range seconds(
            BillableRequest request, Durations durations, boolean withVideo, List<String> notes) {
        Integer set = request.seconds() == null ? durations.defaultSeconds() : request.seconds();
        int maxSeconds = withVideo ? durations.maxWithVideo() : durations.max();
        if (set == null || set < 1) {
            notes.add("the duration is not fixed");
            return new Range(durations.min(), maxSeconds);
        }
        return request.uncertainties().isEmpty()
                ? new Range(set, set)
                : new Range(Math.min(durations.min(), set), Math.max(durations.max(), set));
    }

    private static BigDecimal inputSeconds(
            BillableRequest request, ModelCapabilities model, Range seconds, List<String> notes) {
        BigDecimal input =
                model.prices()
                        .inputVideo()
                        .maxBilledSeconds(
                                request.count(ReferenceKind.VIDEO), request.allReferences());
        Integer together = model.durations().maxWithInput();
        if (together != null) {
            BigDecimal left = BigDecimal.valueOf(Math.max(0, together - seconds.max()));
            input = input.min(left);
        }
        if (input.signum() > 0) {
            notes.add(
                    "up to "
                            + input.stripTrailingZeros().toPlainString()
                            + " s of the reference videos are billed as well");
        }
        return input;
    }

    private static BigDecimal round(BigDecimal dollars) {
        return dollars.setScale(DECIMAL_PLACES, RoundingMode.HALF_UP);
    }
}

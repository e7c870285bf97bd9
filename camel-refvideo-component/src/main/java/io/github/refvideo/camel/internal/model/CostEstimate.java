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

import io.github.refvideo.camel.internal.request.Durations;
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
import java.util.stream.Stream;

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

    /**
     * Estimates a request by the built-in table.
     *
     * @return empty for an unknown model or an unknown price
     */
    public static Optional<CostEstimate> of(VideoRequest request) {
        return of(BillableRequest.of(request), ModelTable.builtIn());
    }

    /**
     * Where the request leaves something open, the service's default counts, if it is known. What
     * cannot be said more exactly may have any of the model's prices.
     *
     * @return empty when the model, or one that may be used instead, has no price in the table
     */
    public static Optional<CostEstimate> of(BillableRequest request, ModelTable models) {
        CostEstimate all = null;
        for (String name :
                Stream.concat(Stream.of(request.model()), request.fallbackModels().stream())
                        .toList()) {
            Optional<CostEstimate> one =
                    models.find(name)
                            .filter(model -> model.prices().isKnown())
                            .map(model -> of(request, model));
            if (one.isEmpty()) {
                return Optional.empty();
            }
            all = all == null ? one.get() : all.or(one.get());
        }
        return Optional.ofNullable(all);
    }

    private static CostEstimate of(BillableRequest request, ModelCapabilities model) {
        List<String> notes = new ArrayList<>(request.doubts());
        boolean withVideo = request.count(ReferenceKind.VIDEO) > 0;
        List<BigDecimal> prices = prices(request, model, withVideo, notes);
        Range seconds = seconds(request, model.durations(), withVideo, notes);
        BigDecimal input = inputSeconds(request, model, seconds, notes);
        BigDecimal dearest = Collections.max(prices);
        BigDecimal inputPrice = model.prices().inputVideo().perSecond();
        BigDecimal images =
                model.prices()
                        .perImage()
                        .multiply(BigDecimal.valueOf(request.count(ReferenceKind.IMAGE)));
        BigDecimal least =
                Collections.min(prices).multiply(BigDecimal.valueOf(seconds.min())).add(images);
        BigDecimal most =
                dearest.multiply(BigDecimal.valueOf(seconds.max()))
                        .add(input.multiply(inputPrice == null ? dearest : inputPrice))
                        .add(images);
        BigDecimal count = BigDecimal.valueOf(request.count());
        return new CostEstimate(round(least.multiply(count)), round(most.multiply(count)), notes);
    }

    private CostEstimate or(CostEstimate other) {
        List<String> both = new ArrayList<>(notes);
        both.add("another model may be used");
        both.addAll(other.notes);
        return new CostEstimate(
                least.min(other.least), most.max(other.most), both.stream().distinct().toList());
    }

    /**
     * What a request without a resolution gets, when a cheaper size exists.
     *
     * @return for example {@code wan2.6-r2v makes 1080P (0.15 USD per second) if resolution is not
     *     set; 720P costs 0.10 USD per second}
     */
    public static Optional<String> ofDefaultSize(ModelCapabilities model) {
        Frame usual = model.sizes().usual();
        if (usual == null) {
            return Optional.empty();
        }
        Optional<Prices.Rate> own =
                model.prices().perSecond().stream()
                        .filter(rate -> rate.tier() == usual.tier())
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
                                                        + " makes "
                                                        + inWords(rate)
                                                        + " if resolution is not set; "
                                                        + inWords(cheaper)
                                                        + " is the cheapest"));
    }

    private static String inWords(Prices.Rate rate) {
        return rate.tier() + " (" + rate.usd().toPlainString() + " USD per second)";
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
            BillableRequest request,
            ModelCapabilities model,
            boolean withVideo,
            List<String> notes) {
        Tier tier = tier(request, model.sizes());
        List<BigDecimal> applying =
                model.prices().perSecond().stream()
                        .filter(rate -> rate.mayApply(tier, request.audio(), withVideo))
                        .map(Prices.Rate::usd)
                        .toList();
        if (!request.doubts().isEmpty() || applying.isEmpty()) {
            applying = model.prices().perSecond().stream().map(Prices.Rate::usd).toList();
        }
        if (tier == null && request.size() != null && applying.size() > 1) {
            notes.add("the price of " + shown(request.size()) + " is not known");
        }
        if (request.size() == null) {
            ofDefaultSize(model).ifPresent(notes::add);
        }
        boolean byAudio = model.prices().perSecond().stream().anyMatch(r -> r.audio() != null);
        if (byAudio && request.audio() == null) {
            notes.add("the price depends on audio, which is not set");
        }
        return applying;
    }

    /** Null when it is not known. */
    private static Tier tier(BillableRequest request, Sizes sizes) {
        String size = request.size();
        if (size == null) {
            return sizes.usual() == null ? null : sizes.usual().tier();
        }
        for (Tier tier : Tier.values()) {
            if (tier.word().equalsIgnoreCase(size)) {
                return sizes.tiers().contains(tier) ? tier : null;
            }
        }
        return Resolution.parse(size).flatMap(sizes::frameOf).map(Frame::tier).orElse(null);
    }

    private static String shown(String size) {
        return Resolution.parse(size).map(Resolution::toString).orElse("this size");
    }

    private static Range seconds(
            BillableRequest request, Durations durations, boolean withVideo, List<String> notes) {
        Integer set = request.seconds() == null ? durations.usual() : request.seconds();
        int longest = withVideo ? durations.maxWithVideo() : durations.max();
        if (set == null || set < 1) {
            notes.add("the length is open");
            return new Range(durations.min(), longest);
        }
        return request.doubts().isEmpty()
                ? new Range(set, set)
                : new Range(Math.min(durations.min(), set), Math.max(durations.max(), set));
    }

    private static BigDecimal inputSeconds(
            BillableRequest request, ModelCapabilities model, Range seconds, List<String> notes) {
        BigDecimal input =
                model.prices()
                        .inputVideo()
                        .most(request.count(ReferenceKind.VIDEO), request.allReferences());
        Integer together = model.durations().maxWithInput();
        if (together != null) {
            BigDecimal left = BigDecimal.valueOf(Math.max(0, together - seconds.max()));
            input = input.min(left);
        }
        if (input.signum() > 0) {
            notes.add(
                    "up to "
                            + input.stripTrailingZeros().toPlainString()
                            + " s of the reference videos are billed too");
        }
        return input;
    }

    private static BigDecimal round(BigDecimal dollars) {
        return dollars.setScale(DECIMAL_PLACES, RoundingMode.HALF_UP);
    }
}

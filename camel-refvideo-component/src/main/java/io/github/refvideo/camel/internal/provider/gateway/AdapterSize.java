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
package io.github.refvideo.camel.internal.provider.gateway;

import io.github.refvideo.camel.internal.model.ModelCapabilities;
import io.github.refvideo.camel.internal.model.Sizes.Frame;
import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.internal.request.ValidationError;
import io.github.refvideo.camel.spi.Resolution;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Resolution and aspect ratio from which an {@link Adapter} derives the requested size. Most
 * adapters read only a tier from the resolution, so that a portrait size would become the default
 * shape of the model.
 *
 * @param resolution {@code WIDTHxHEIGHT}
 * @param aspectRatio such as {@code 4:3}
 */
record AdapterSize(@Nullable String resolution, @Nullable String aspectRatio) {

    private static final List<String> RATIOS =
            List.of("16:9", "9:16", "1:1", "4:3", "3:4", "21:9", "9:21", "3:2", "2:3");

    /** Sizes are multiples of pixel blocks and deviate from their ratio. */
    private static final double TOLERANCE = 0.05;

    /**
     * @param resolution as set by the user
     * @param aspectRatio as set by the user; has precedence over the shape of the resolution
     * @param ratioElsewhere whether a provider option says the ratio
     * @throws IllegalArgumentException for a size that the adapter would replace by a more
     *     expensive one
     */
    static AdapterSize of(
            Adapter adapter,
            Optional<ModelCapabilities> model,
            @Nullable Resolution resolution,
            @Nullable String aspectRatio,
            boolean ratioElsewhere) {
        if (resolution == null || !adapter.hasSizes()) {
            return new AdapterSize(resolution == null ? null : resolution.toString(), aspectRatio);
        }
        Optional<Frame> frame = model.flatMap(known -> known.sizes().frameOf(resolution));
        Optional<Resolution> known =
                adapter.tier(resolution)
                        .map(tier -> resolution)
                        .or(() -> frame.flatMap(f -> adapter.landscape(f.tier().word())))
                        .or(() -> swapped(adapter, resolution));
        if (known.isEmpty() && adapter.dropsOtherSizes()) {
            throw new IllegalArgumentException(
                    ValidationError.invalid(
                                    RequestOption.RESOLUTION,
                                    resolution,
                                    "the gateway does not know this size and would use the"
                                            + " default size of the model; write one of "
                                            + adapter.sizesInWords())
                            .toString());
        }
        Resolution sent = known.orElse(resolution);
        if (aspectRatio != null || ratioElsewhere || known.isEmpty()) {
            return new AdapterSize(sent.toString(), aspectRatio);
        }
        String ratio = frame.map(Frame::ratio).orElseGet(() -> ratio(resolution));
        boolean derived = ratio.equals(reduced(sent)) && adapter.derives(ratio);
        return new AdapterSize(sent.toString(), derived ? null : ratio);
    }

    private static Optional<Resolution> swapped(Adapter adapter, Resolution size) {
        return Optional.of(new Resolution(size.height(), size.width()))
                .filter(landscape -> adapter.tier(landscape).isPresent());
    }

    /** The common aspect ratio of a size. */
    static String ratio(Resolution size) {
        return RATIOS.stream()
                .min(Comparator.comparingDouble(ratio -> distance(size, ratio)))
                .filter(ratio -> distance(size, ratio) < TOLERANCE)
                .orElseGet(() -> reduced(size));
    }

    private static double distance(Resolution size, String ratio) {
        String[] sides = ratio.split(":");
        double wanted = Double.parseDouble(sides[0]) / Double.parseDouble(sides[1]);
        return Math.abs(Math.log((double) size.width() / size.height() / wanted));
    }

    private static String reduced(Resolution size) {
        int divisor =
                BigInteger.valueOf(size.width()).gcd(BigInteger.valueOf(size.height())).intValue();
        return size.width() / divisor + ":" + size.height() / divisor;
    }
}

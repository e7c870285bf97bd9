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

import io.github.refvideo.camel.spi.Resolution;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The sizes that a model supports.
 *
 * @param rule how a size is treated that is not listed
 * @param listed the sizes of the model, with their tier and ratio
 * @param siblings sizes of related models, which select the same tier and ratio of this model
 * @param ratios the allowed values of {@code aspectRatio}; empty if the model has none or, with
 *     {@link Rule#OPEN}, if they are not known
 * @param defaultFrame the default of the service; null if not known
 */
public record Sizes(
        Rule rule,
        Map<Resolution, Frame> listed,
        Map<Resolution, Frame> siblings,
        List<String> ratios,
        @Nullable Frame defaultFrame) {

    /** How a size is treated that is not listed. */
    public enum Rule {
        /** The list is complete: the size is rejected. */
        LISTED,
        /** The list may be incomplete: the size is sent with a warning. */
        OPEN,
        /** The model does not support sizes. */
        NONE
    }

    /**
     * A size in the format of the newer models.
     *
     * @param ratio such as {@code 16:9} or {@code adaptive}; null if the size does not determine it
     */
    public record Frame(Tier tier, @Nullable String ratio) {}

    /** The shape of sizes that select only the tier if a ratio is set as well. */
    static final String LANDSCAPE = "16:9";

    public Sizes {
        listed = Collections.unmodifiableMap(new LinkedHashMap<>(listed));
        siblings = Collections.unmodifiableMap(new LinkedHashMap<>(siblings));
        ratios = List.copyOf(ratios);
    }

    /** Tier and ratio of a size; empty if the size is not known for this model. */
    public Optional<Frame> frameOf(Resolution resolution) {
        return Optional.ofNullable(listed.getOrDefault(resolution, siblings.get(resolution)));
    }

    /**
     * Tier and ratio of a request. A requested ratio takes precedence over the ratio of the size.
     *
     * @param resolution null for the default size
     * @param aspectRatio null for the ratio of the size
     */
    public Optional<Frame> frameOf(@Nullable Resolution resolution, @Nullable String aspectRatio) {
        Optional<Frame> frame =
                resolution == null ? Optional.ofNullable(defaultFrame) : frameOf(resolution);
        return aspectRatio == null ? frame : frame.map(f -> new Frame(f.tier(), aspectRatio));
    }

    /** The size for a tier and a ratio. */
    public Optional<Resolution> sizeOf(Tier tier, @Nullable String ratio) {
        Frame wanted = new Frame(tier, ratio);
        return listed.entrySet().stream()
                .filter(size -> size.getValue().equals(wanted))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The supported tiers, smallest first; empty if not known. */
    public Set<Tier> tiers() {
        return listed.values().stream()
                .map(Frame::tier)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The sizes with one ratio, for a message. */
    String list(String ratio) {
        return join(
                listed.entrySet().stream()
                        .filter(size -> ratio.equals(size.getValue().ratio()))
                        .map(Map.Entry::getKey)
                        .toList());
    }

    /** All sizes, for a message. */
    String list() {
        return join(listed.keySet());
    }

    private static String join(Collection<Resolution> sizes) {
        return sizes.stream().map(Resolution::toString).collect(Collectors.joining(", "));
    }
}

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

/**
 * Which sizes a model makes.
 *
 * @param rule what the table knows
 * @param own the sizes that the model makes, each with its tier and ratio
 * @param alsoRead sizes of sibling models, which are read as the model's own of that tier and ratio
 * @param ratios what {@code aspectRatio} may say; empty when the model takes none or, with {@link
 *     Rule#OPEN}, when it is not known
 * @param usual what the service takes when nothing is said; null when it is not known
 */
public record Sizes(
        Rule rule,
        Map<Resolution, Frame> own,
        Map<Resolution, Frame> alsoRead,
        List<String> ratios,
        Frame usual) {

    /** What becomes of a size that the table does not list. */
    public enum Rule {
        /** The list is complete: it is refused. */
        LISTED,
        /** The list may have gaps: it goes through with a doubt. */
        OPEN,
        /** The model takes no size at all. */
        NONE
    }

    /** The shape that stands for its tier alone when a ratio is given beside it. */
    static final String LANDSCAPE = "16:9";

    public Sizes {
        own = Collections.unmodifiableMap(new LinkedHashMap<>(own));
        alsoRead = Collections.unmodifiableMap(new LinkedHashMap<>(alsoRead));
        ratios = List.copyOf(ratios);
    }

    /** Tier and ratio of a size; empty when the table does not know it for this model. */
    public Optional<Frame> frameOf(Resolution resolution) {
        return Optional.ofNullable(own.getOrDefault(resolution, alsoRead.get(resolution)));
    }

    /**
     * Tier and ratio of a request: the ratio that was asked for goes before the size's own.
     *
     * @param resolution null stands for the usual size
     * @param aspectRatio null stands for the size's own shape
     */
    public Optional<Frame> frameOf(Resolution resolution, String aspectRatio) {
        Optional<Frame> frame =
                resolution == null ? Optional.ofNullable(usual) : frameOf(resolution);
        return aspectRatio == null ? frame : frame.map(f -> new Frame(f.tier(), aspectRatio));
    }

    /** The size that the model makes for a tier and a ratio. */
    public Optional<Resolution> sizeOf(Tier tier, String ratio) {
        Frame wanted = new Frame(tier, ratio);
        return own.entrySet().stream()
                .filter(size -> size.getValue().equals(wanted))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The tiers that the model makes, smallest first; empty when it is not known. */
    public Set<Tier> tiers() {
        return own.values().stream()
                .map(Frame::tier)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The sizes of one shape, for a message. */
    String inWords(String ratio) {
        return words(
                own.entrySet().stream()
                        .filter(size -> ratio.equals(size.getValue().ratio()))
                        .map(Map.Entry::getKey)
                        .toList());
    }

    /** All sizes that a user may write, for a message. */
    String inWords() {
        return words(own.keySet());
    }

    private static String words(Collection<Resolution> sizes) {
        return sizes.stream().map(Resolution::toString).collect(Collectors.joining(", "));
    }
}

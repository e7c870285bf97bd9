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
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What is known about one model: one line of {@link ModelTable}.
 *
 * @param names what it is called
 * @param dialect which of DashScope's request forms it takes
 * @param regions where DashScope offers it; empty when not on DashScope
 * @param references which references it takes
 * @param placeholders how a prompt names a reference, the documented form first; empty when a
 *     prompt cannot name one
 * @param sizes which sizes it makes
 * @param durations which lengths it makes
 * @param texts how long its texts may be
 * @param switches what else can be turned on it
 * @param prices what it costs
 * @param warning what a user of the model should know, such as that its limits are not documented;
 *     null for nothing
 */
public record ModelCapabilities(
        ModelNames names,
        Dialect dialect,
        Set<Region> regions,
        ReferenceLimits references,
        List<PlaceholderStyle> placeholders,
        Sizes sizes,
        Durations durations,
        TextLimits texts,
        BooleanOptions switches,
        Prices prices,
        String warning) {

    public ModelCapabilities {
        Set<Region> sorted = EnumSet.noneOf(Region.class);
        sorted.addAll(regions);
        regions = Collections.unmodifiableSet(sorted);
        placeholders = List.copyOf(placeholders);
    }

    /** The name, for messages. */
    @Override
    public String toString() {
        return names.shown();
    }
}

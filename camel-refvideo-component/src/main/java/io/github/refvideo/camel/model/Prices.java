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

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * A model's list price in US dollars per second.
 *
 * @param withSound by tier; empty when nobody says
 * @param silent by tier, for models that are cheaper without sound; else empty
 * @param input which seconds of the reference clips are billed as well, at the same price
 */
public record Prices(
        Map<Tier, BigDecimal> withSound, Map<Tier, BigDecimal> silent, InputSeconds input) {

    public Prices {
        withSound = copy(withSound);
        silent = copy(silent);
    }

    private static Map<Tier, BigDecimal> copy(Map<Tier, BigDecimal> prices) {
        Map<Tier, BigDecimal> copy = new EnumMap<>(Tier.class);
        copy.putAll(prices);
        return Collections.unmodifiableMap(copy);
    }
}

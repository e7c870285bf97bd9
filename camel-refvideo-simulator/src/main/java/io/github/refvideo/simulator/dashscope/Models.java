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
package io.github.refvideo.simulator.dashscope;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The reference-to-video models, with their limits and regions. */
final class Models {
    private static final Set<Region> EVERYWHERE = Set.of(Region.values());
    private static final Set<Region> ASIA = Set.of(Region.BEIJING, Region.SINGAPORE);
    private static final Set<Region> NOT_HONGKONG =
            Set.of(Region.BEIJING, Region.SINGAPORE, Region.VIRGINIA, Region.FRANKFURT);
    private static final Set<Region> NOT_FRANKFURT =
            Set.of(Region.BEIJING, Region.SINGAPORE, Region.VIRGINIA, Region.HONGKONG);
    private static final Set<String> FIVE_RATIOS = Set.of("16:9", "9:16", "1:1", "4:3", "3:4");
    private static final Set<String> TWO_TIERS = Set.of("720P", "1080P");

    private final Map<String, Model> byName = new TreeMap<>();

    Models() {
        for (String name : List.of("wan2.7-r2v", "wan2.7-r2v-2026-06-12")) {
            add(wan27(name));
        }
        add(wan26("wan2.6-r2v", NOT_HONGKONG));
        add(wan26("wan2.6-r2v-flash", ASIA));
        add(wan3("wan3.0-video"));
        add(wan3("wan3.0-video-prime"));
        add(happyHorse("happyhorse-1.0-r2v"));
        add(happyHorse("happyhorse-1.1-r2v"));
    }

    /** The model with this name, if the region offers it. */
    Optional<Model> find(String name, Region region) {
        return Optional.ofNullable(name == null ? null : byName.get(name))
                .filter(model -> model.isOfferedIn(region));
    }

    private void add(Model model) {
        byName.put(model.name(), model);
    }

    private static Model wan26(String name, Set<Region> regions) {
        return new Model(name, Dialect.WAN_2_6, regions, 2, 10, 5, 3, 5, Set.of(), Set.of());
    }

    private static Model wan27(String name) {
        return new Model(name, Dialect.WAN_2_7, ASIA, 2, 15, 5, 5, 5, TWO_TIERS, FIVE_RATIOS);
    }

    private static Model wan3(String name) {
        return new Model(
                name,
                Dialect.WAN_3,
                NOT_FRANKFURT,
                2,
                30,
                10,
                5,
                20,
                Set.of("480P", "720P", "1080P"),
                Set.of("adaptive", "16:9", "9:16", "1:1", "4:3", "3:4"));
    }

    private static Model happyHorse(String name) {
        return new Model(name, Dialect.HAPPYHORSE, EVERYWHERE, 3, 15, 9, 0, 9, TWO_TIERS, Set.of());
    }
}

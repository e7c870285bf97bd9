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
package io.github.refvideo.simulator.gateway;

import static io.github.refvideo.simulator.job.MediaKind.AUDIO;
import static io.github.refvideo.simulator.job.MediaKind.IMAGE;
import static io.github.refvideo.simulator.job.MediaKind.VIDEO;

import io.github.refvideo.simulator.job.MediaKind;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The models that take references, or whose users tend to try; prices are list prices per second.
 */
final class GatewayModels {
    private static final Map<Integer, BigDecimal> TOKENS = Map.of(720, new BigDecimal("0.10"));

    private final Map<String, GatewayModel> byId = new LinkedHashMap<>();

    GatewayModels() {
        Map<MediaKind, Integer> wan26 = Map.of(IMAGE, 5, VIDEO, 3);
        wan(
                "alibaba/wan-v2.6-r2v",
                "wan2.6-r2v",
                Dialect.WAN_2_6,
                wan26,
                false,
                10,
                "0.10",
                "0.15");
        wan(
                "alibaba/wan-v2.6-r2v-flash",
                "wan2.6-r2v-flash",
                Dialect.WAN_2_6,
                wan26,
                false,
                10,
                "0.05",
                "0.075");
        wan(
                "alibaba/wan-v2.7-r2v",
                "wan2.7-r2v",
                Dialect.WAN_2_7,
                Map.of(IMAGE, 5, VIDEO, 5),
                true,
                15,
                "0.10",
                "0.15");
        Map<MediaKind, Integer> wan3 = Map.of(IMAGE, 10, VIDEO, 5, AUDIO, 5);
        Map<Integer, BigDecimal> wan3Price = prices("0.05", "0.10", "0.20");
        common("alibaba/wan-v3.0-video", 20, wan3, 2, 30, 30, wan3Price);
        common("alibaba/wan-v3.0-video-prime", 20, wan3, 2, 30, 30, wan3Price);
        Map<MediaKind, Integer> seedance = Map.of(IMAGE, 9, VIDEO, 3, AUDIO, 3);
        common("bytedance/seedance-2.0", 15, seedance, 4, 15, 24, TOKENS);
        common("bytedance/seedance-2.0-fast", 15, seedance, 4, 15, 24, TOKENS);
        common("bytedance/seedance-2.0-mini", 15, seedance, 4, 15, 24, TOKENS);
        common(
                "bytedance/seedance-2.5",
                41,
                Map.of(IMAGE, 30, VIDEO, 10, AUDIO, 1),
                4,
                30,
                24,
                TOKENS);
        Map<Integer, BigDecimal> grok = prices("0.05", "0.07", "0.07");
        common("spacexai/grok-imagine-video", 7, Map.of(IMAGE, 7), 1, 15, 24, grok);
        common("xai/grok-imagine-video", 7, Map.of(IMAGE, 7), 1, 15, 24, grok);
        common(
                "spacexai/grok-imagine-video-1.5",
                7,
                Map.of(IMAGE, 7),
                1,
                15,
                24,
                prices("0.08", "0.14", "0.25"));
        Map<Integer, BigDecimal> kling = prices("0.042", "0.084", "0.224");
        common("klingai/kling-v2.6-i2v", 4, Map.of(IMAGE, 4), 5, 10, 24, kling);
        common("klingai/kling-v3.0-i2v", 4, Map.of(IMAGE, 4), 3, 15, 24, kling);
        common("klingai/kling-v2.6-motion-control", 0, Map.of(), 3, 30, 24, kling);
        common("klingai/kling-v3.0-motion-control", 0, Map.of(), 3, 30, 24, kling);
        veo("google/veo-3.1-generate-001", "0.40");
        veo("google/veo-3.1-fast-generate-001", "0.15");
        common(
                "minimax/minimax-h3",
                15,
                Map.of(IMAGE, 9, VIDEO, 3, AUDIO, 3),
                4,
                15,
                24,
                prices("0.08", "0.08", "0.13"));
        common("minimax/minimax-h3-max", 0, Map.of(), 5, 15, 24, prices("0.05", "0.08", "0.08"));
        common("bfl/flux-3-video", 1, Map.of(VIDEO, 1), 5, 20, 24, prices("0.06", "0.06", "0.12"));
    }

    Optional<GatewayModel> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    Collection<GatewayModel> all() {
        return byId.values();
    }

    private void wan(
            String id,
            String upstream,
            Dialect dialect,
            Map<MediaKind, Integer> kinds,
            boolean inline,
            int maxSeconds,
            String price720,
            String price1080) {
        add(
                new GatewayModel(
                        id,
                        upstream,
                        dialect,
                        1,
                        5,
                        kinds,
                        true,
                        inline,
                        2,
                        maxSeconds,
                        30,
                        1080,
                        prices(price720, price720, price1080)));
    }

    private void common(
            String id,
            int maxReferences,
            Map<MediaKind, Integer> kinds,
            int minSeconds,
            int maxSeconds,
            int framesPerSecond,
            Map<Integer, BigDecimal> price) {
        String upstream = id.substring(id.indexOf('/') + 1);
        add(
                new GatewayModel(
                        id,
                        upstream,
                        Dialect.COMMON,
                        0,
                        maxReferences,
                        kinds,
                        true,
                        true,
                        minSeconds,
                        maxSeconds,
                        framesPerSecond,
                        720,
                        price));
    }

    /** Veo reads references as bytes only. */
    private void veo(String id, String price) {
        String upstream = id.substring(id.indexOf('/') + 1);
        add(
                new GatewayModel(
                        id,
                        upstream,
                        Dialect.COMMON,
                        0,
                        3,
                        Map.of(IMAGE, 3),
                        false,
                        true,
                        4,
                        8,
                        24,
                        720,
                        prices(price, price, price)));
    }

    private void add(GatewayModel model) {
        byId.put(model.id(), model);
    }

    private static Map<Integer, BigDecimal> prices(String at480, String at720, String at1080) {
        return Map.of(
                480,
                new BigDecimal(at480),
                720,
                new BigDecimal(at720),
                1080,
                new BigDecimal(at1080));
    }
}

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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The models with reference support, and others that users try to use with references. Prices are
 * list prices per second.
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
        wan3("alibaba/wan-v3.0-video", wan3, prices("0.05", "0.10", "0.20"));
        // A model with unknown price.
        wan3("alibaba/wan-v3.0-video-prime", wan3, Map.of());
        Map<MediaKind, Integer> seedance = Map.of(IMAGE, 9, VIDEO, 3, AUDIO, 3);
        for (String name : List.of("2.0", "2.0-fast", "2.0-mini")) {
            other("bytedance/seedance-" + name, Dialect.SEEDANCE, 12, seedance, 4, 15, 720, TOKENS);
        }
        Map<MediaKind, Integer> many = Map.of(IMAGE, 30, VIDEO, 10, AUDIO, 10);
        other("bytedance/seedance-2.5", Dialect.SEEDANCE, 50, many, 4, 30, 720, TOKENS);
        Map<MediaKind, Integer> grok = Map.of(IMAGE, 7, AUDIO, 3);
        Map<Integer, BigDecimal> grokPrice = prices("0.05", "0.07", "0.07");
        Map<Integer, BigDecimal> grok15 = prices("0.08", "0.14", "0.25");
        for (String creator : List.of("spacexai/", "xai/")) {
            String id = creator + "grok-imagine-video";
            other(id, Dialect.XAI, 10, grok, 1, 15, 480, grokPrice, "0.01");
            other(id + "-1.5", Dialect.XAI, 10, grok, 1, 15, 480, grok15, "0.01");
            other(id + "-1.5-lite", Dialect.XAI, 10, grok, 1, 15, 480, Map.of(), "0.01");
        }
        Map<Integer, BigDecimal> kling = prices("0.042", "0.084", "0.224");
        Map<MediaKind, Integer> fourImages = Map.of(IMAGE, 4);
        other("klingai/kling-v2.6-i2v", Dialect.KLING, 4, fourImages, 5, 10, 720, kling);
        other("klingai/kling-v3.0-i2v", Dialect.KLING, 4, fourImages, 3, 15, 720, kling);
        other("klingai/kling-v2.6-motion-control", Dialect.KLING, 0, Map.of(), 3, 30, 720, kling);
        other("klingai/kling-v3.0-motion-control", Dialect.KLING, 0, Map.of(), 3, 30, 720, kling);
        veo("google/veo-3.1-generate-001", prices("0.40", "0.40", "0.40"));
        veo("google/veo-3.1-fast-generate-001", prices("0.15", "0.15", "0.15"));
        veo("google/veo-3.1-lite-generate-001", Map.of());
        Map<MediaKind, Integer> h3 = Map.of(IMAGE, 9, VIDEO, 3, AUDIO, 3);
        Map<Integer, BigDecimal> h3Price =
                Map.of(768, new BigDecimal("0.08"), MiniMaxRules.K2, new BigDecimal("0.13"));
        Map<Integer, BigDecimal> h3MaxPrice =
                Map.of(480, new BigDecimal("0.05"), 768, new BigDecimal("0.08"));
        other(
                "minimax/minimax-h3",
                Dialect.MINIMAX,
                12,
                h3,
                4,
                15,
                MiniMaxRules.K2,
                h3Price,
                "0.04");
        other("minimax/minimax-h3-max", Dialect.MINIMAX, 0, Map.of(), 5, 15, 768, h3MaxPrice, "0");
        Map<Integer, BigDecimal> flux = prices("0.06", "0.06", "0.12");
        other("bfl/flux-3-video", Dialect.COMMON, 1, Map.of(VIDEO, 1), 5, 20, 720, flux);
        Map<MediaKind, Integer> heyGen = Map.of(IMAGE, 12, VIDEO, 12, AUDIO, 12);
        other("heygen/heygen-video-1", Dialect.COMMON, 12, heyGen, 5, 15, 768, Map.of());
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
        Map<Integer, BigDecimal> price = prices(price720, price720, price1080);
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
                        price,
                        BigDecimal.ZERO));
    }

    private void wan3(String id, Map<MediaKind, Integer> kinds, Map<Integer, BigDecimal> price) {
        String upstream = upstream(id).replace("wan-v", "wan");
        add(
                new GatewayModel(
                        id,
                        upstream,
                        Dialect.WAN_3,
                        0,
                        20,
                        kinds,
                        true,
                        true,
                        2,
                        30,
                        30,
                        1080,
                        price,
                        BigDecimal.ZERO));
    }

    private void other(
            String id,
            Dialect dialect,
            int maxReferences,
            Map<MediaKind, Integer> kinds,
            int minSeconds,
            int maxSeconds,
            int defaultTier,
            Map<Integer, BigDecimal> price) {
        other(id, dialect, maxReferences, kinds, minSeconds, maxSeconds, defaultTier, price, "0");
    }

    private void other(
            String id,
            Dialect dialect,
            int maxReferences,
            Map<MediaKind, Integer> kinds,
            int minSeconds,
            int maxSeconds,
            int defaultTier,
            Map<Integer, BigDecimal> price,
            String pricePerImage) {
        add(
                new GatewayModel(
                        id,
                        upstream(id),
                        dialect,
                        0,
                        maxReferences,
                        kinds,
                        true,
                        true,
                        minSeconds,
                        maxSeconds,
                        24,
                        defaultTier,
                        price,
                        new BigDecimal(pricePerImage)));
    }

    /** Veo accepts references only as bytes. */
    private void veo(String id, Map<Integer, BigDecimal> price) {
        add(
                new GatewayModel(
                        id,
                        upstream(id),
                        Dialect.VEO,
                        0,
                        3,
                        Map.of(IMAGE, 3),
                        false,
                        true,
                        4,
                        8,
                        24,
                        720,
                        price,
                        BigDecimal.ZERO));
    }

    private static String upstream(String id) {
        return id.substring(id.indexOf('/') + 1);
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

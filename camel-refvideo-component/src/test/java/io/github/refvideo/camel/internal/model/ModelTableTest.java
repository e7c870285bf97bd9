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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.internal.model.ModelCapabilities.AudioSetting;
import io.github.refvideo.camel.internal.model.ModelCapabilities.Dialect;
import io.github.refvideo.camel.internal.model.ModelCapabilities.InlineMedia;
import io.github.refvideo.camel.internal.model.Sizes.Frame;
import io.github.refvideo.camel.internal.request.RequestReading;
import io.github.refvideo.camel.spi.ReferenceKind;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Consistency of the built-in table. */
class ModelTableTest {

    static Stream<ModelCapabilities> models() {
        return ModelTable.builtIn().all().stream();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
                    wan2.6-r2v, wan2.6-r2v, alibaba/wan-v2.6-r2v, LEGACY
                    alibaba/wan-v2.6-r2v, wan2.6-r2v, alibaba/wan-v2.6-r2v, LEGACY
                    wan2.6-r2v-flash, wan2.6-r2v-flash, alibaba/wan-v2.6-r2v-flash, LEGACY
                    alibaba/wan-v2.6-r2v-flash, wan2.6-r2v-flash, alibaba/wan-v2.6-r2v-flash, LEGACY
                    wan2.7-r2v, wan2.7-r2v, alibaba/wan-v2.7-r2v, MEDIA
                    alibaba/wan-v2.7-r2v, wan2.7-r2v, alibaba/wan-v2.7-r2v, MEDIA
                    wan2.7-r2v-2026-06-12, wan2.7-r2v-2026-06-12, -, MEDIA
                    wan3.0-video, wan3.0-video, alibaba/wan-v3.0-video, MEDIA
                    alibaba/wan-v3.0-video, wan3.0-video, alibaba/wan-v3.0-video, MEDIA
                    wan3.0-video-prime, wan3.0-video-prime, alibaba/wan-v3.0-video-prime, MEDIA
                    alibaba/wan-v3.0-video-prime, wan3.0-video-prime, alibaba/wan-v3.0-video-prime, MEDIA
                    happyhorse-1.0-r2v, happyhorse-1.0-r2v, -, MEDIA
                    happyhorse-1.1-r2v, happyhorse-1.1-r2v, -, MEDIA
                    bytedance/seedance-2.0, -, bytedance/seedance-2.0, NONE
                    bytedance/seedance-2.0-fast, -, bytedance/seedance-2.0-fast, NONE
                    bytedance/seedance-2.0-mini, -, bytedance/seedance-2.0-mini, NONE
                    bytedance/seedance-2.5, -, bytedance/seedance-2.5, NONE
                    spacexai/grok-imagine-video, -, spacexai/grok-imagine-video, NONE
                    xai/grok-imagine-video, -, spacexai/grok-imagine-video, NONE
                    klingai/kling-v2.6-i2v, -, klingai/kling-v2.6-i2v, NONE
                    klingai/kling-v3.0-i2v, -, klingai/kling-v3.0-i2v, NONE
                    google/veo-3.1-generate-001, -, google/veo-3.1-generate-001, NONE
                    google/veo-3.1-fast-generate-001, -, google/veo-3.1-fast-generate-001, NONE
                    minimax/minimax-h3, -, minimax/minimax-h3, NONE
                    minimax/minimax-h3-max, -, minimax/minimax-h3-max, NONE
                    spacexai/grok-imagine-video-1.5, -, spacexai/grok-imagine-video-1.5, NONE
                    xai/grok-imagine-video-1.5-lite, -, spacexai/grok-imagine-video-1.5-lite, NONE
                    google/veo-3.1-lite-generate-001, -, google/veo-3.1-lite-generate-001, NONE
                    heygen/heygen-video-1, -, heygen/heygen-video-1, NONE
                    """)
    void everyModelIsFoundUnderEachOfItsNames(
            String name, String dashScope, String gateway, Dialect dialect) {
        ModelCapabilities model = ModelTable.builtIn().find(name).orElseThrow();

        assertThat(model.names().at(Service.DASHSCOPE).orElse(null)).isEqualTo(dashScope);
        assertThat(model.names().at(Service.GATEWAY).orElse(null)).isEqualTo(gateway);
        assertThat(model.dialect()).isEqualTo(dialect);
    }

    @Test
    void unknownNamesAreNotFound() {
        assertThat(ModelTable.builtIn().find(null)).isEmpty();
        assertThat(ModelTable.builtIn().find("")).isEmpty();
        assertThat(ModelTable.builtIn().find("wan2.6-r2v-max")).isEmpty();
        assertThat(ModelTable.builtIn().find(" wan2.6-r2v ")).isPresent();
    }

    @Test
    void noNameIsUsedTwice() {
        Set<String> names = new HashSet<>();
        models().flatMap(model -> model.names().all().stream())
                .forEach(name -> assertThat(names.add(name)).as(name).isTrue());
        assertThat(names).hasSize(32);
    }

    @ParameterizedTest
    @MethodSource("models")
    void dialectAndRegionsBelongToDashScope(ModelCapabilities model) {
        boolean there = model.names().at(Service.DASHSCOPE).isPresent();

        assertThat(model.dialect() != Dialect.NONE).isEqualTo(there);
        assertThat(model.regions().isEmpty()).isEqualTo(!there);
    }

    @ParameterizedTest
    @MethodSource("models")
    void usualValuesAreAllowed(ModelCapabilities model) {
        Durations durations = model.durations();
        assertThat(durations.min()).isBetween(1, durations.max());
        assertThat(durations.maxWithVideo()).isBetween(durations.min(), durations.max());
        if (durations.defaultSeconds() != null) {
            assertThat(durations.allows(durations.defaultSeconds(), true)).isTrue();
        }
        Frame usual = model.sizes().defaultFrame();
        if (usual != null) {
            assertThat(model.sizes().tiers()).contains(usual.tier());
            if (usual.ratio() != null && !model.sizes().ratios().isEmpty()) {
                assertThat(model.sizes().ratios()).contains(usual.ratio());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void pricesCoverEveryTierOrNone(ModelCapabilities model) {
        List<Prices.Rate> rates = model.prices().perSecond();
        Set<Tier> priced = new HashSet<>();
        rates.forEach(rate -> priced.add(rate.tier()));
        assertThat(priced).isIn(Set.of(), Collections.singleton(null), model.sizes().tiers());
        if (rates.stream().anyMatch(rate -> rate.audio() != null)) {
            assertThat(model.settings().audio()).isEqualTo(AudioSetting.SWITCH);
        }
        assertThat(rates).allSatisfy(rate -> assertThat(rate.usd()).isPositive());
    }

    @ParameterizedTest
    @MethodSource("models")
    void sizesHaveTheShapeOfTheirRatio(ModelCapabilities model) {
        model.sizes()
                .listed()
                .forEach(
                        (size, frame) -> {
                            if (frame.ratio() != null) {
                                String[] sides = frame.ratio().split(":");
                                double shape =
                                        Double.parseDouble(sides[0]) / Double.parseDouble(sides[1]);
                                double own = (double) size.width() / size.height();
                                assertThat(own / shape).as("%s", size).isBetween(0.97, 1.03);
                            }
                        });
        model.sizes()
                .listed()
                .values()
                .forEach(
                        frame -> {
                            if (frame.ratio() != null && !model.sizes().ratios().isEmpty()) {
                                assertThat(model.sizes().ratios()).contains(frame.ratio());
                            }
                        });
    }

    @ParameterizedTest
    @MethodSource("models")
    void referenceCountsFitTogether(ModelCapabilities model) {
        ModelCapabilities.References limits = model.references();
        assertThat(limits.total().min()).isEqualTo(Math.min(1, limits.total().max()));
        long sum = 0;
        for (ReferenceKind kind : ReferenceKind.values()) {
            assertThat(limits.count(kind).min()).isLessThanOrEqualTo(limits.count(kind).max());
            sum += limits.count(kind).max();
        }
        if (limits.total().isBounded()) {
            assertThat((long) limits.total().max()).isLessThanOrEqualTo(sum);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void plainRequestHasNoWarnings(ModelCapabilities model) {
        String image = model.references().inline() == InlineMedia.REQUIRED ? "d" : "i";
        boolean passes = model.references().total().max() > 0 && model.warning() == null;
        for (String name : passes ? model.names().all() : List.<String>of()) {
            RequestReading reading = TestRequests.reading(name, image, null);
            assertThat(reading.read()).as("%s", reading.errors()).isPresent();
            assertThat(reading.warnings()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyRowCanBeWrittenAsJson(ModelCapabilities model) {
        assertThat(
                        String.join(
                                " | ",
                                model.toString(),
                                model.references().images().toString(),
                                model.references().videos().toString(),
                                model.references().audios().toString(),
                                model.references().total().toString(),
                                model.durations().toString(),
                                model.sizes().tiers().toString()))
                .doesNotContain("2147483647", "null");
    }
}

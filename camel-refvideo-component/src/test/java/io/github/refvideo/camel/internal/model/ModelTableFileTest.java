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
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.refvideo.camel.internal.model.ModelCapabilities.Dialect;
import io.github.refvideo.camel.internal.model.Sizes.Frame;
import io.github.refvideo.camel.spi.ReferenceKind;
import io.github.refvideo.camel.spi.Resolution;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file changes the table field by field; errors name the location. */
class ModelTableFileTest {

    @Test
    void fileChangesTheFieldsThatItNames() {
        ModelTable table =
                extended(
                        """
                        {"models": [{"gateway": "minimax/minimax-h3",
                          "references": {"images": {"max": 12}, "total": {"max": 15}},
                          "price": {"perImage": 0.05}}]}
                        """);

        ModelCapabilities changed = table.find("minimax/minimax-h3").orElseThrow();
        assertThat(changed.references().images()).isEqualTo(new Range(0, 12));
        assertThat(changed.references().videos()).isEqualTo(new Range(0, 3));
        assertThat(changed.references().total()).isEqualTo(new Range(1, 15));
        assertThat(changed.prices().perImage()).isEqualByComparingTo("0.05");
        assertThat(changed.prices().perSecond()).hasSize(2);
        assertThat(table.all()).hasSameSizeAs(ModelTable.builtIn().all());
        assertThat(ModelTable.builtIn().find("minimax/minimax-h3").orElseThrow())
                .isNotEqualTo(changed);
    }

    @Test
    void anyNameOfAModelSelectsIt() {
        for (String name :
                new String[] {
                    "\"dashscope\": \"wan2.6-r2v\"", "\"gateway\": \"alibaba/wan-v2.6-r2v\""
                }) {
            ModelTable table =
                    extended("{\"models\": [{" + name + ", \"duration\": {\"max\": 12}}]}");
            assertThat(table.find("wan2.6-r2v").orElseThrow().durations().max()).isEqualTo(12);
            assertThat(table.find("alibaba/wan-v2.6-r2v").orElseThrow().durations().max())
                    .isEqualTo(12);
        }
    }

    @Test
    void nullRemovesALimit() {
        ModelTable table =
                extended(
                        """
                        {"models": [{"gateway": "klingai/kling-v2.6-i2v", "price": null,
                          "references": {"images": {"max": null}, "total": null}}]}
                        """);

        ModelCapabilities changed = table.find("klingai/kling-v2.6-i2v").orElseThrow();
        assertThat(changed.references().images().isBounded()).isFalse();
        assertThat(changed.references().total().isBounded()).isFalse();
        assertThat(changed.prices().isKnown()).isFalse();
    }

    @Test
    void newModelCanBeLikeAnother() {
        ModelTable table =
                extended(
                        """
                        {"sizeTables": {"wan-2.8": {"1080P": {"2000x1125": "16:9"}}},
                         "models": [
                          {"dashscope": "wan2.8-r2v", "gateway": "alibaba/wan-v2.8-r2v",
                           "like": "wan2.7-r2v", "size": {"tables": ["wan-2.8"]}},
                          {"gateway": "acme/wan", "like": "wan2.8-r2v"}]}
                        """);

        ModelCapabilities added = table.find("alibaba/wan-v2.8-r2v").orElseThrow();
        assertThat(added.dialect()).isEqualTo(Dialect.MEDIA);
        assertThat(added.sizes().listed())
                .containsOnlyKeys(new Resolution(2000, 1125))
                .containsValue(new Frame(Tier.P1080, "16:9"));
        assertThat(added.references().media()).containsKey(ReferenceKind.VIDEO);
        assertThat(table.find("acme/wan").orElseThrow().dialect()).isEqualTo(Dialect.NONE);
        assertThat(table.find("acme/wan").orElseThrow().regions()).isEmpty();
        assertThat(table.find("acme/wan").orElseThrow().sizes()).isEqualTo(added.sizes());
    }

    @Test
    void modelOfTheTableCanStartAnewLikeAnother() {
        ModelCapabilities changed =
                extended(
                                """
                                {"models": [{"gateway": "alibaba/wan-v3.0-video-prime",
                                  "like": "wan2.7-r2v"}]}
                                """)
                        .find("wan3.0-video-prime")
                        .orElseThrow();

        assertThat(changed.names().gateway()).isEqualTo("alibaba/wan-v3.0-video-prime");
        assertThat(changed.durations().max()).isEqualTo(15);
        assertThat(changed.prices().isKnown()).isTrue();
    }

    @Test
    void copyOfTheBuiltInFileChangesNothing() throws Exception {
        try (InputStream json = ModelTable.class.getResourceAsStream(ModelTable.RESOURCE)) {
            assertThat(ModelTable.builtIn().extendedBy(json, "copy").all())
                    .isEqualTo(ModelTable.builtIn().all());
        }
    }

    @Test
    void replaceLeavesOnlyTheModelsOfTheFile() {
        ModelTable table =
                extended(
                        """
                        {"replace": true, "models": [
                          {"gateway": "acme/one", "duration": {"min": 1, "max": 5}},
                          {"dashscope": "wan2.6-r2v", "like": "wan2.6-r2v"}]}
                        """);

        assertThat(table.all()).hasSize(2);
        assertThat(table.find("alibaba/wan-v2.6-r2v")).isEmpty();
        assertThat(table.find("wan2.6-r2v").orElseThrow().durations().max()).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({
        "pixverse-v5-r2v, true",
        "pixverse/pixverse-c1-r2v, true",
        "viduq2-reference, true",
        "vidu/viduq3-pro, true",
        "kling/kling-v3-video-generation, true",
        "KLING-v3, true",
        "wan9.9-r2v, false",
        "alibaba/wan-v2.6-r2v, false",
        "happyhorse-1.1-r2v, false"
    })
    void otherVendorsOfModelStudioHaveOtherDialects(String model, boolean other) {
        assertThat(ModelTable.builtIn().hasOtherDialect(model)).isEqualTo(other);
    }

    @Test
    void modelOfTheFileHasNoOtherDialect() {
        ModelTable table =
                extended(
                        """
                        {"models": [{"dashscope": "kling-r2v", "dialect": "media",
                          "duration": {"min": 1, "max": 5}}]}
                        """);

        assertThat(table.hasOtherDialect("kling-r2v")).isFalse();
        assertThat(table.hasOtherDialect("kling-other")).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"models": [                                  | is not valid JSON (line 1)
                    []                                            | is not a JSON object
                    {} {}                                         | is not valid JSON
                    {"models": [], "models": []}                  | Duplicate field 'models'
                    {"model": []}                                 | there is no field model
                    {"models": {}}                                | models: '{}' is not allowed; write a JSON array
                    {"models": [7]}                               | models: '7' is not allowed; write a JSON object
                    {"replace": "yes"}                            | replace: 'yes' is not allowed; write true or false
                    {"models": [{"duration": {"max": 5}}]}        | model without a name: gateway is missing
                    {"models": [{"gateway": 7}]}                  | model without a name: gateway: '7' is not allowed; write text
                    {"models": [{"aliases": ["a/b"]}]}            | model a/b: gateway is missing
                    {"models": [{"dashscope": "wan2.7-r2v-2026-06-12", "gateway": "wan2.6-r2v"}]} | two models have the name wan2.7-r2v-2026-06-12
                    {"models": [{"gateway": "a/b"}]}              | model a/b: duration.min is missing
                    {"models": [{"gateway": "a/b", "duration": {"min": 5, "max": 4}}]} | model a/b: duration.max: '4' is not allowed
                    {"models": [{"gateway": "a/b", "like": "c/d"}]} | model a/b: like: 'c/d' is not allowed; write the name of a known model
                    {"models": [{"dashscope": "a", "duration": {"min": 1, "max": 5}}]} | model a: dialect is missing
                    {"models": [{"dashscope": "wan2.6-r2v", "duration": {"max": "long"}}]} | model wan2.6-r2v: duration.max: 'long' is not allowed; write a whole number
                    {"models": [{"dashscope": "wan2.6-r2v", "duration": {"max": -1}}]} | duration.max: '-1' is not allowed
                    {"models": [{"dashscope": "wan2.6-r2v", "duration": {"max": 9.5}}]} | duration.max: '9.5' is not allowed
                    {"models": [{"dashscope": "wan2.6-r2v", "duration": {"maximum": 9}}]} | model wan2.6-r2v: there is no field duration.maximum
                    {"models": [{"dashscope": "wan2.6-r2v", "duration": {"default": 30}}]} | duration.default: '30' is not allowed; write one of 2 to 10
                    {"models": [{"dashscope": "wan2.6-r2v", "duration": 9}]} | duration: '9' is not allowed; write a JSON object
                    {"models": [{"dashscope": "wan2.6-r2v", "prize": {}}]} | model wan2.6-r2v: there is no field prize
                    {"models": [{"dashscope": "wan2.6-r2v", "price": {"perSecond": [{"tier": "720P"}]}}]} | price.perSecond[0].usd is missing
                    {"models": [{"dashscope": "wan2.6-r2v", "price": {"perSecond": [{"tier": "720p", "usd": 1}]}}]} | price.perSecond[0].tier: '720p' is not allowed; write 480P, 720P
                    {"models": [{"dashscope": "wan2.6-r2v", "price": {"perSecond": [{"usd": -0.1}]}}]} | price.perSecond[0].usd: '-0.1' is not allowed
                    {"models": [{"dashscope": "wan2.6-r2v", "price": {"perSecond": [{"usd": 1e999999999}]}}]} | write a number from 0 to 1000000
                    {"models": [{"dashscope": "wan2.6-r2v", "price": {"perImage": 1e-999999999}}]} | price.perImage
                    {"models": [{"dashscope": "wan2.6-r2v", "price": {"inputVideo": {"maxSeconds": 5}}}]} | price.inputVideo.maxSeconds: '5' is not allowed; write maxSeconds, or sharedBy
                    {"models": [{"dashscope": "wan2.6-r2v", "references": {"images": {"min": 6}}}]} | references.images.max: '5' is not allowed; write at least the min, 6
                    {"models": [{"dashscope": "wan2.6-r2v", "references": {"inline": "all"}}]} | references.inline: 'all' is not allowed; write none, images, required
                    {"models": [{"dashscope": "wan2.6-r2v", "media": {"image": {"types": "image/png"}}}]} | media.image.types: 'image/png' is not allowed; write a JSON array
                    {"models": [{"dashscope": "wan2.6-r2v", "regions": ["tokyo"]}]} | regions: 'tokyo' is not allowed; write cn-beijing
                    {"models": [{"dashscope": "wan2.6-r2v", "size": {"tables": ["wan"]}}]} | size.tables: 'wan' is not allowed; write names of sizeTables
                    {"sizeTables": {"wan-2.6": {"720P": ["1280*720"]}}} | sizeTables: wan-2.6.720P: '1280*720' is not allowed; write WIDTHxHEIGHT
                    {"sizeTables": {"wan-2.6": {"720": ["1280x720"]}}} | sizeTables: there is no field wan-2.6.720
                    {"models": [{"gateway": "a/b", "aliases": ["wan2.6-r2v", "wan2.7-r2v"]}]} | two models have the name wan2.6-r2v
                    """)
    void mistakesAreNamedByFileModelAndField(String file, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> extended(file))
                .withMessageStartingWith("my.json: ")
                .withMessageContaining(message);
    }

    private static ModelTable extended(String json) {
        try {
            return ModelTable.builtIn()
                    .extendedBy(
                            new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
                            "my.json");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

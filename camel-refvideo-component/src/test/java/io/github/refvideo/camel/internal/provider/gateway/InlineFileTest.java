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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.refvideo.camel.internal.model.ModelCheck;
import io.github.refvideo.camel.internal.model.ModelTable;
import io.github.refvideo.camel.internal.model.ServiceLimits;
import io.github.refvideo.camel.internal.request.PlainRequests;
import io.github.refvideo.camel.spi.PollHints;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.VideoRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** References that are given as bytes. */
class InlineFileTest {

    private static final String VEO = "google/veo-3.1-generate-001";

    private final GatewayRequestWriter writer = new GatewayRequestWriter(ModelTable.builtIn());

    @Test
    void bytesStandInTheRequestAsAFile() {
        assertThat(json(VEO, new Reference("data:image/png;base64,Y2F0", "image/png", null)))
                .contains(
                        "\"inputReferences\":[{\"type\":\"file\",\"mediaType\":\"image/png\","
                                + "\"data\":\"Y2F0\"}]");
    }

    @Test
    void bytesAndLinksKeepTheirOrder() {
        assertThat(
                        json(
                                "spacexai/grok-imagine-video",
                                Reference.of("https://h/a.png"),
                                Reference.of("data:image/jpeg;base64,Y2F0"),
                                Reference.of("https://h/b.png")))
                .containsSubsequence(
                        "{\"type\":\"url\",\"url\":\"https://h/a.png\"",
                        "{\"type\":\"file\",\"mediaType\":\"image/jpeg\",\"data\":\"Y2F0\"}",
                        "{\"type\":\"url\",\"url\":\"https://h/b.png\"");
    }

    @ParameterizedTest
    @CsvSource({
        "'data:image/png;base64,Y2F0', image/png, Y2F0",
        "'DATA:image/png;BASE64,Y2F0', image/png, Y2F0",
        "'data:image/png;base64,YQ', image/png, YQ==",
        "'data:image/png;base64,Y2\nF0', image/png, Y2F0",
        "'data:image/png;name=x;base64,YQ==', image/png, YQ==",
        "'data:image/svg+xml,%63a%74', image/svg+xml, Y2F0"
    })
    void everyFormOfDataUrlIsUnderstood(String url, String type, String data) {
        assertThat(InlineFile.of(Reference.of(url)))
                .containsEntry("type", "file")
                .containsEntry("mediaType", type)
                .containsEntry("data", data);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data:;base64,Y2F0",
                "data:image/png;base64,",
                "data:image/png;base64,c@t",
                "data:image/png;base64,Y",
                "data:image/png,%zz",
                "data:image/png,%6",
                "data:image/png"
            })
    void dataUrlThatHoldsNothingIsRefused(String url) {
        assertThatThrownBy(() -> json(VEO, Reference.of(url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "referenceUrls (header CamelRefVideoReferenceUrls): a data URL");
    }

    @Test
    void lastByteMayBePercentEncoded() {
        assertThat(InlineFile.of(Reference.of("data:image/png,%ff%00")))
                .containsEntry("data", Base64.getEncoder().encodeToString(new byte[] {-1, 0}));
    }

    @Test
    void errorForATooLongRequestNamesLimitAndOptions() {
        String fits = "data:image/png;base64," + "A".repeat(290 * 1024);
        String tooLong = "data:image/png;base64," + "A".repeat(292 * 1024);
        assertThat(json(VEO, Reference.of(fits)))
                .hasSizeLessThan(GatewayRequestWriter.MAX_BODY_BYTES);

        assertThatThrownBy(() -> json(VEO, Reference.of(tooLong)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the gateway accepts at most 299008")
                .hasMessageContaining("smaller references")
                .hasMessageContaining("referenceStore");
    }

    @Test
    void checkLetsBytesThroughToModelsThatTakeThem() {
        ModelCheck check = new ModelCheck(ModelTable.builtIn(), ServiceLimits.gateway());
        Reference inline = Reference.of("data:image/png;base64,Y2F0");

        assertThat(ServiceLimits.gateway().urlSchemes()).contains("data");
        assertThat(check.check(request(VEO, inline)).errors()).isEmpty();
        assertThat(check.check(request("alibaba/wan-v2.6-r2v", inline)).errors().toString())
                .contains("accepts URLs only");
    }

    private String json(String model, Reference... references) {
        return new String(
                writer.write(request(model, references), PollHints.NONE).body(),
                StandardCharsets.UTF_8);
    }

    private static VideoRequest request(String model, Reference... references) {
        return PlainRequests.of(model, 8, List.of(references));
    }
}

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
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.refvideo.camel.internal.model.ModelTable;
import io.github.refvideo.camel.spi.PollHints;
import io.github.refvideo.camel.spi.PreparedSubmit;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.Resolution;
import io.github.refvideo.camel.spi.ShotType;
import io.github.refvideo.camel.spi.VideoRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests equal what the AI SDK 7 sends for the same input, to the letter and in its order. */
class GatewayRequestWriterTest {

    private static final String CAFE =
            "character1 and character2 have a friendly conversation in a cozy cafe";
    private static final List<Reference> CAT_AND_DOG =
            List.of(
                    Reference.of("https://example.com/cat.png"),
                    Reference.of("https://example.com/dog.png"));

    private final GatewayRequestWriter writer = new GatewayRequestWriter(ModelTable.builtIn());

    @Test
    void wan26IsWrittenAsTheSdkWritesIt() {
        VideoRequest request =
                request(
                        "alibaba/wan-v2.6-r2v",
                        CAFE,
                        CAT_AND_DOG,
                        "1920x1080",
                        ShotType.SINGLE,
                        null);

        assertThat(json(writer.write(request, PollHints.NONE)))
                .isEqualTo(
                        "{\"prompt\":\"character1 and character2 have a friendly conversation in a"
                                + " cozy cafe\",\"n\":1,\"resolution\":\"1920x1080\",\"duration\":4,"
                                + "\"providerOptions\":{\"alibaba\":{\"referenceUrls\":"
                                + "[\"https://example.com/cat.png\",\"https://example.com/dog.png\"],"
                                + "\"shotType\":\"single\"}}}");
    }

    @Test
    void waitingTimesAreSentWhenTheUserSetThem() {
        VideoRequest request =
                request(
                        "alibaba/wan-v2.6-r2v",
                        CAFE,
                        CAT_AND_DOG,
                        "1920x1080",
                        ShotType.SINGLE,
                        null);

        assertThat(
                        json(
                                writer.write(
                                        request,
                                        new PollHints(
                                                Duration.ofSeconds(1), Duration.ofSeconds(30)))))
                .endsWith(
                        "\"shotType\":\"single\",\"pollIntervalMs\":1000,\"pollTimeoutMs\":30000}}}");
    }

    @Test
    void inputReferencesAreWrittenAsTheSdkWritesThem() {
        VideoRequest request =
                request(
                        "alibaba/wan-v2.7-r2v",
                        "character1 waves",
                        CAT_AND_DOG.subList(0, 1),
                        "1280x720",
                        null,
                        null);

        assertThat(json(writer.write(request, PollHints.NONE)))
                .isEqualTo(
                        "{\"prompt\":\"character1 waves\",\"n\":1,\"resolution\":\"1280x720\","
                                + "\"duration\":4,\"providerOptions\":{},\"inputReferences\":"
                                + "[{\"type\":\"url\",\"url\":\"https://example.com/cat.png\"}]}");
    }

    @ParameterizedTest
    @CsvSource({
        "https://h/a.m4v, , video/mp4",
        "https://h/a.mkv, , video/x-matroska",
        "https://h/a.AVI?x=1, , video/x-msvideo",
        "https://h/a.m4a#f, , audio/mp4",
        "https://h/a.aac/, , audio/aac",
        "https://h/a%2Eogg, , audio/ogg",
        "https://h/a.Flac, , audio/flac",
        "https://h/a.mp4, application/octet-stream, video/mp4",
        "https://h/a, video/x-m4v, video/mp4",
        "https://h/a, IMAGE/JPG, image/jpeg",
        "https://h/a, image/x-png;q=1, image/png",
        "https://h/a, audio/x-wav, audio/wav",
        "'data:image/jpg;base64,AAAA', , image/jpeg",
        "https://h/a.png, , image/png",
        "https://h/a.JPG, application/octet-stream, image/jpeg",
        "https://h/a, , image/png"
    })
    void mediaTypesAreNormalized(String url, String declared, String sent) {
        VideoRequest request =
                request(
                        sent.startsWith("audio")
                                ? "xai/grok-imagine-video"
                                : "bytedance/seedance-2.0",
                        "[Image 1] waves",
                        List.of(new Reference(url, declared, null)),
                        null,
                        null,
                        null);

        String json = json(writer.write(request, PollHints.NONE));

        assertThat(json).contains("\"mediaType\":\"" + sent + "\"");
    }

    @Test
    void otherModelsTakeTypedReferencesByThemselves() {
        VideoRequest request =
                request(
                        "bytedance/seedance-2.0",
                        "[Image 1] waves",
                        List.of(
                                new Reference("https://h/a", "image/webp", null),
                                Reference.of("https://h/b.MP4?sig=1")),
                        null,
                        null,
                        null);

        assertThat(json(writer.write(request, PollHints.NONE)))
                .contains(
                        "\"inputReferences\":[{\"type\":\"url\",\"url\":\"https://h/a\","
                                + "\"mediaType\":\"image/webp\"},{\"type\":\"url\",\"url\":"
                                + "\"https://h/b.MP4?sig=1\",\"mediaType\":\"video/mp4\"}]")
                .contains("\"providerOptions\":{}");
    }

    @Test
    void seedZeroIsSent() {
        VideoRequest request = request("alibaba/wan-v2.6-r2v", CAFE, CAT_AND_DOG, null, null, 0L);

        assertThat(json(writer.write(request, PollHints.NONE))).contains("\"seed\":0,");
    }

    @Test
    void requestContainsEveryOption() {
        VideoRequest request =
                new VideoRequest(
                        "alibaba/wan-v3.0-video",
                        "p",
                        "fog",
                        List.of(Reference.of("https://h/a.png")),
                        new Resolution(1280, 720),
                        "16:9",
                        5,
                        30,
                        null,
                        7L,
                        false,
                        true,
                        false,
                        Map.of());

        assertThat(json(writer.write(request, PollHints.NONE)))
                .isEqualTo(
                        "{\"prompt\":\"p\",\"n\":1,\"aspectRatio\":\"16:9\",\"resolution\":"
                                + "\"1280x720\",\"duration\":5,\"seed\":7,"
                                + "\"generateAudio\":false,\"providerOptions\":{\"alibaba\":"
                                + "{\"negativePrompt\":\"fog\","
                                + "\"promptExtend\":false,\"watermark\":true}},"
                                + "\"inputReferences\":[{\"type\":\"url\",\"url\":"
                                + "\"https://h/a.png\"}]}");
    }

    @Test
    void videoWithoutAnExtensionAndVoicesAreSentAsMediaForNewerWan() {
        VideoRequest request =
                request(
                        "wan2.7-r2v",
                        "Image 1 talks to Video 1",
                        List.of(
                                new Reference("https://h/a.png", null, "https://h/v.mp3"),
                                new Reference("https://h/clip?id=7", "video/mp4", null)),
                        null,
                        null,
                        null);

        PreparedSubmit submit = writer.write(request, PollHints.NONE);

        assertThat(json(submit))
                .contains(
                        "\"providerOptions\":{\"alibaba\":{\"media\":[{\"type\":\"reference_image\","
                                + "\"url\":\"https://h/a.png\",\"referenceVoice\":\"https://h/v.mp3\"},"
                                + "{\"type\":\"reference_video\",\"url\":\"https://h/clip?id=7\"}]}}")
                .doesNotContain("inputReferences");
        assertThat(submit.warnings()).isEmpty();
    }

    @Test
    void voiceWithoutAPlaceIsAWarning() {
        VideoRequest request =
                request(
                        "alibaba/wan-v2.6-r2v",
                        "character1",
                        List.of(new Reference("https://h/a.png", null, "https://h/v.mp3")),
                        null,
                        null,
                        null);

        assertThat(writer.write(request, PollHints.NONE).warnings())
                .singleElement()
                .asString()
                .contains("referenceVoice");
    }

    @ParameterizedTest
    @CsvSource({
        "1104x832, 1280x720, 4:3",
        "1248x1648, 1920x1080, 3:4",
        "1280x720, 1280x720,",
        "960x960, 960x960,"
    })
    void sizeIsTranslatedForTheAdapter(String asked, String resolution, String ratio) {
        String body =
                json(
                        writer.write(
                                request("wan2.7-r2v", "Image 1", CAT_AND_DOG, asked, null, null),
                                PollHints.NONE));

        assertThat(body).contains("\"resolution\":\"" + resolution + "\"");
        if (ratio == null) {
            assertThat(body).doesNotContain("aspectRatio");
        } else {
            assertThat(body).contains("\"aspectRatio\":\"" + ratio + "\"");
        }
    }

    @Test
    void providerOptionsAreAdded() {
        VideoRequest request =
                new VideoRequest(
                        "alibaba/wan-v2.6-r2v",
                        "p",
                        null,
                        List.of(Reference.of("https://h/a.png")),
                        null,
                        null,
                        null,
                        null,
                        ShotType.SINGLE,
                        null,
                        null,
                        null,
                        null,
                        Map.of(
                                "alibaba",
                                Map.of("shotType", "single", "audioUrl", "https://h/x.mp3")));

        assertThat(json(writer.write(request, PollHints.NONE)))
                .contains("\"shotType\":\"single\"")
                .contains("\"audioUrl\":\"https://h/x.mp3\"");
    }

    /** The references of Wan 2.6 stand where no other vendor reads them. */
    @ParameterizedTest
    @CsvSource({
        "minimax/minimax-h3, 1",
        "alibaba/wan-v2.7-r2v, 1",
        "alibaba/wan-v2.6-r2v-flash, 0"
    })
    void fallbackModelThatReadsOtherwiseIsAWarning(String fallback, int warnings) {
        VideoRequest request =
                new VideoRequest(
                        "alibaba/wan-v2.6-r2v",
                        "p",
                        null,
                        CAT_AND_DOG,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        Map.of("gateway", Map.of("models", List.of(fallback))));

        assertThat(writer.write(request, PollHints.NONE).warnings())
                .hasSize(warnings)
                .allSatisfy(
                        warning ->
                                assertThat(warning.details())
                                        .contains(fallback)
                                        .contains("may not use the references"));
    }

    @ParameterizedTest
    @CsvSource({
        "wan2.6-r2v, alibaba/wan-v2.6-r2v",
        "wan2.6-r2v-flash, alibaba/wan-v2.6-r2v-flash",
        "wan2.7-r2v, alibaba/wan-v2.7-r2v",
        "alibaba/wan-v2.6-r2v, alibaba/wan-v2.6-r2v",
        "klingai/kling-v3.0-i2v, klingai/kling-v3.0-i2v"
    })
    void bothSpellingsNameTheSameModel(String written, String sent) {
        assertThat(GatewayModel.of(written).id()).isEqualTo(sent);
    }

    @Test
    void modelWithoutACreatorIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GatewayModel.of("sora"))
                .withMessageContaining("model (header CamelRefVideoModel)")
                .withMessageContaining("'sora'")
                .withMessageContaining("creator/model");
    }

    @Test
    void requestAboveTheServicesLimitIsRefused() {
        VideoRequest request =
                request(
                        "alibaba/wan-v2.6-r2v",
                        "x".repeat(300 * 1024),
                        CAT_AND_DOG,
                        null,
                        null,
                        null);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.write(request, PollHints.NONE))
                .withMessageContaining("299008");
    }

    @Test
    void callbackUrlIsTheLastField() {
        byte[] body = "{\"prompt\":\"x\",\"inputReferences\":[]}".getBytes(StandardCharsets.UTF_8);

        byte[] extended = GatewayRequestWriter.withCallback(body, "https://host/x?a=\"&b=1");

        assertThat(new String(extended, StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"prompt\":\"x\",\"inputReferences\":[],"
                                + "\"callbackUrl\":\"https://host/x?a=\\\"&b=1\"}");
    }

    @Test
    void bodyWithoutRoomForACallbackUrlIsSentWithoutIt() {
        byte[] body = new byte[GatewayRequestWriter.MAX_BODY_BYTES - 20];

        assertThat(GatewayRequestWriter.withCallback(body, "https://host/x")).isSameAs(body);
    }

    @Test
    void equalRequestsHaveEqualFingerprintsAndOthersDoNot() {
        PreparedSubmit one =
                writer.write(
                        request("alibaba/wan-v2.6-r2v", CAFE, CAT_AND_DOG, null, null, 1L),
                        PollHints.NONE);
        PreparedSubmit same =
                writer.write(
                        request("alibaba/wan-v2.6-r2v", CAFE, CAT_AND_DOG, null, null, 1L),
                        PollHints.NONE);
        PreparedSubmit otherSeed =
                writer.write(
                        request("alibaba/wan-v2.6-r2v", CAFE, CAT_AND_DOG, null, null, 2L),
                        PollHints.NONE);
        PreparedSubmit otherModel = new PreparedSubmit("m", one.body(), List.of());

        assertThat(one.fingerprint()).isEqualTo(same.fingerprint()).hasSize(32);
        assertThat(one.fingerprint())
                .isNotEqualTo(otherSeed.fingerprint())
                .isNotEqualTo(otherModel.fingerprint());
    }

    private static VideoRequest request(
            String model,
            String prompt,
            List<Reference> references,
            String resolution,
            ShotType shotType,
            Long seed) {
        return new VideoRequest(
                model,
                prompt,
                null,
                references,
                resolution == null ? null : Resolution.parse(resolution).orElseThrow(),
                null,
                4,
                null,
                shotType,
                seed,
                null,
                null,
                null,
                Map.of());
    }

    private static String json(PreparedSubmit submit) {
        return new String(submit.body(), StandardCharsets.UTF_8);
    }
}

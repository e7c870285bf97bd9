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
package io.github.refvideo.camel.internal.provider.dashscope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.refvideo.camel.internal.model.ModelCapabilities.Dialect;
import io.github.refvideo.camel.internal.model.ModelTable;
import io.github.refvideo.camel.spi.PreparedSubmit;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.Resolution;
import io.github.refvideo.camel.spi.ShotType;
import io.github.refvideo.camel.spi.VideoRequest;
import io.github.refvideo.camel.spi.Warning;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests equal what the AI SDK 7 and the DashScope SDK send for the same input. */
class DashscopeRequestWriterTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CAFE =
            "character1 and character2 have a friendly conversation in a cozy cafe";
    private static final List<Reference> CAT_AND_DOG =
            List.of(
                    Reference.of("https://example.com/cat.png"),
                    Reference.of("https://example.com/dog.png"));

    @ParameterizedTest
    @ValueSource(strings = {"wan2.6-r2v", "alibaba/wan-v2.6-r2v"})
    void wan26IsWrittenAsTheAiSdkWritesItToTheLetter(String model) {
        assertThat(json(cafe(model)))
                .isEqualTo(
                        "{\"model\":\"wan2.6-r2v\",\"input\":{\"prompt\":\"character1 and"
                                + " character2 have a friendly conversation in a cozy cafe\","
                                + "\"reference_urls\":[\"https://example.com/cat.png\","
                                + "\"https://example.com/dog.png\"]},\"parameters\":{\"duration\":4,"
                                + "\"size\":\"1920*1080\",\"shot_type\":\"single\"}}");
    }

    @Test
    void wan26EqualsTheDashscopeSdkApartFromTheTwoFieldsThatItAlwaysAdds() throws Exception {
        JsonNode recorded =
                JSON.readTree(
                        "{\"model\": \"wan2.6-r2v\", \"input\": {\"prompt\": \"character1 and"
                                + " character2 have a friendly conversation in a cozy cafe\","
                                + " \"extend_prompt\": true, \"reference_urls\":"
                                + " [\"https://example.com/cat.png\", \"https://example.com/dog.png\"]},"
                                + " \"parameters\": {\"duration\": 4, \"shot_type\": \"single\","
                                + " \"with_audio\": false, \"size\": \"1920*1080\"}}");
        ((ObjectNode) recorded.path("input")).remove("extend_prompt");
        ((ObjectNode) recorded.path("parameters")).remove("with_audio");

        assertThat(JSON.readTree(json(cafe("wan2.6-r2v")))).isEqualTo(recorded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wan2.7-r2v", "alibaba/wan-v2.7-r2v"})
    void wan27IsWrittenAsTheAiSdkWritesItToTheLetter(String model) {
        Draft draft = new Draft(model);
        draft.references =
                List.of(
                        Reference.of("https://example.com/cat.png"),
                        Reference.of("https://example.com/dog.mp4"));
        draft.resolution = "1920x1080";
        draft.duration = 4;

        assertThat(json(draft))
                .isEqualTo(
                        "{\"model\":\"wan2.7-r2v\",\"input\":{\"prompt\":\"character1 and"
                                + " character2 have a friendly conversation in a cozy cafe\",\"media\":"
                                + "[{\"type\":\"reference_image\",\"url\":"
                                + "\"https://example.com/cat.png\"},{\"type\":\"reference_video\","
                                + "\"url\":\"https://example.com/dog.mp4\"}]},\"parameters\":"
                                + "{\"duration\":4,\"resolution\":\"1080P\",\"ratio\":\"16:9\"}}");
    }

    @Test
    void unsetOptionsAreNotSent() {
        Draft bare = new Draft("wan2.6-r2v");

        assertThat(json(bare))
                .isEqualTo(
                        "{\"model\":\"wan2.6-r2v\",\"input\":{\"prompt\":\""
                                + CAFE
                                + "\",\"reference_urls\":[\"https://example.com/cat.png\","
                                + "\"https://example.com/dog.png\"]},\"parameters\":{}}");
    }

    @Test
    void legacyRequestContainsEveryOption() {
        Draft draft = everything("wan2.6-r2v-flash");
        draft.aspectRatio = "16:9";

        assertThat(json(draft))
                .isEqualTo(
                        "{\"model\":\"wan2.6-r2v-flash\",\"input\":{\"prompt\":\""
                                + CAFE
                                + "\",\"negative_prompt\":\"fog\",\"reference_urls\":"
                                + "[\"https://example.com/cat.png\",\"https://example.com/dog.png\"]},"
                                + "\"parameters\":{\"duration\":5,\"seed\":0,\"size\":\"1280*720\","
                                + "\"prompt_extend\":false,\"shot_type\":\"multi\",\"watermark\":true,"
                                + "\"audio\":false}}");
        assertThat(warnings(draft)).containsExactly("fps");
    }

    @Test
    void mediaRequestContainsEveryOption() {
        Draft draft = everything("wan3.0-video");
        draft.references =
                List.of(
                        new Reference("https://h/a.png", null, "https://h/v.mp3"),
                        Reference.of("https://h/b.wav"));

        assertThat(json(draft))
                .isEqualTo(
                        "{\"model\":\"wan3.0-video\",\"input\":{\"prompt\":\""
                                + CAFE
                                + "\",\"negative_prompt\":\"fog\",\"media\":[{\"type\":"
                                + "\"reference_image\",\"url\":\"https://h/a.png\","
                                + "\"reference_voice\":\"https://h/v.mp3\"},{\"type\":"
                                + "\"reference_audio\",\"url\":\"https://h/b.wav\"}]},"
                                + "\"parameters\":{\"duration\":5,\"seed\":0,\"resolution\":\"720P\","
                                + "\"ratio\":\"16:9\",\"prompt_extend\":false,\"watermark\":true,"
                                + "\"audio\":false}}");
        assertThat(warnings(draft)).containsExactly("shotType", "fps");
    }

    @ParameterizedTest
    @CsvSource({
        "wan2.6-r2v, false, false, audio",
        "wan2.6-r2v, true, false,",
        "wan2.6-r2v-flash, true, true,",
        "wan2.7-r2v, false, false, audio",
        "wan2.7-r2v-2026-06-12, true, false,",
        "wan3.0-video-prime, false, true,",
        "happyhorse-1.1-r2v, false, true,",
        "wan2.6-r2v-next, false, false, audio",
        "wan9.0-r2v, false, true,"
    })
    void audioSwitchIsSentOnlyIfSupported(
            String model, boolean audio, boolean sent, String warning) {
        Draft draft = new Draft(model);
        draft.audio = audio;

        assertThat(json(draft).contains("\"audio\":" + audio)).isEqualTo(sent);
        assertThat(warnings(draft)).isEqualTo(warning == null ? List.of() : List.of(warning));
    }

    @ParameterizedTest
    @CsvSource({
        "1280x720, 720P, 16:9",
        "720x1280, 720P, 9:16",
        "960x960, 720P, 1:1",
        "1088x832, 720P, 4:3",
        "832x1088, 720P, 3:4",
        "1104x832, 720P, 4:3",
        "832x1104, 720P, 3:4",
        "1920x1080, 1080P, 16:9",
        "1080x1920, 1080P, 9:16",
        "1440x1440, 1080P, 1:1",
        "1632x1248, 1080P, 4:3",
        "1248x1632, 1080P, 3:4",
        "1648x1248, 1080P, 4:3",
        "1248x1648, 1080P, 3:4",
        "832x480, 480P, 16:9",
        "480x832, 480P, 9:16",
        "624x624, 480P, 1:1"
    })
    void sizesBecomeTierAndRatio(String size, String tier, String ratio) {
        // The last model is one that the table does not know.
        for (String model : List.of("wan2.7-r2v", "wan3.0-video", "wan9.0-r2v")) {
            if (model.equals("wan2.7-r2v") && tier.equals("480P")) {
                continue;
            }
            checkTierAndRatio(model, size, tier, ratio);
        }
    }

    private static void checkTierAndRatio(String model, String size, String tier, String ratio) {
        Draft draft = new Draft(model);
        draft.resolution = size;

        assertThat(json(draft))
                .endsWith(
                        "\"parameters\":{\"resolution\":\""
                                + tier
                                + "\",\"ratio\":\""
                                + ratio
                                + "\"}}");
    }

    @Test
    void aRatioWinsOverTheOneOfTheSize() {
        Draft draft = new Draft("wan2.7-r2v");
        draft.resolution = "1280x720";
        draft.aspectRatio = "9:16";

        assertThat(json(draft)).endsWith("{\"resolution\":\"720P\",\"ratio\":\"9:16\"}}");
    }

    @Test
    void aRatioAloneIsEnoughForTheNewForm() {
        Draft draft = new Draft("wan3.0-video");
        draft.aspectRatio = "adaptive";

        assertThat(json(draft)).endsWith("\"parameters\":{\"ratio\":\"adaptive\"}}");
    }

    @ParameterizedTest
    @CsvSource({"wan2.7-r2v, 1300x700", "wan2.7-r2v, 832x480", "wan9.0-r2v, 1300x700"})
    void aSizeThatHasNoTierIsRefused(String model, String size) {
        Draft draft = new Draft(model);
        draft.resolution = size;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> json(draft))
                .withMessageContaining("resolution (header CamelRefVideoResolution): '" + size)
                .withMessageContaining("1280x720");
    }

    @ParameterizedTest
    @CsvSource({"1280x720, 9:16", ", 9:16", "1300x700, 16:9"})
    void aRatioThatWan26WouldNotMakeIsRefused(String size, String ratio) {
        Draft draft = new Draft("wan2.6-r2v");
        draft.resolution = size;
        draft.aspectRatio = ratio;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> json(draft))
                .withMessageContaining("aspectRatio (header CamelRefVideoAspectRatio)")
                .withMessageContaining("header CamelRefVideoResolution");
    }

    @Test
    void voiceForWan26CausesAWarning() {
        Draft draft = new Draft("wan2.6-r2v");
        draft.references = List.of(new Reference("https://h/a.png", null, "https://h/v.mp3"));

        assertThat(json(draft)).doesNotContain("v.mp3");
        assertThat(warnings(draft)).containsExactly("referenceUrls");
    }

    @ParameterizedTest
    @CsvSource({
        "https://h/a, image/webp, reference_image",
        "https://h/a, video/mp4, reference_video",
        "https://h/a.png, VIDEO/mp4, reference_video",
        "https://h/a, audio/mpeg, reference_audio",
        "https://h/a.mp4, application/octet-stream, reference_video",
        "https://h/a, , reference_image",
        "https://h/a.MP4?sig=a.png, , reference_video",
        "https://h/a.mov#x.png, , reference_video",
        "https://h/x.mp4/a.png, , reference_image",
        "https://h/a?f=.mp4, , reference_image",
        "oss://k/a.mp4, , reference_video",
        "https://h/a.wav, , reference_audio",
        "'https://h/a b.mp4', , reference_video",
        "'data:video/mp4;base64,AA', , reference_video"
    })
    void referencesAreTypedByWhatTheUserSaidElseByTheirName(
            String url, String mediaType, String type) {
        Draft draft = new Draft("wan2.7-r2v");
        draft.references = List.of(new Reference(url, mediaType, null));

        assertThat(json(draft)).contains("[{\"type\":\"" + type + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "wan2.6-r2v, wan2.6-r2v, LEGACY",
        "wan2.6-r2v-flash, wan2.6-r2v-flash, LEGACY",
        "alibaba/wan-v2.6-r2v, wan2.6-r2v, LEGACY",
        "alibaba/wan-v2.6-r2v-flash, wan2.6-r2v-flash, LEGACY",
        "alibaba/wan-2.6-r2v, wan2.6-r2v, LEGACY",
        "alibaba/wan-v2.7-r2v, wan2.7-r2v, MEDIA",
        "alibaba/wan-v3.0-video, wan3.0-video, MEDIA",
        "alibaba/wan-v3.0-video-prime, wan3.0-video-prime, MEDIA",
        "alibaba/happyhorse-1.0-r2v, happyhorse-1.0-r2v, MEDIA",
        "happyhorse-1.1-r2v, happyhorse-1.1-r2v, MEDIA",
        "wan2.7-r2v-2026-06-12, wan2.7-r2v-2026-06-12, MEDIA"
    })
    void bothSpellingsNameTheSameModel(String written, String sent, Dialect dialect) {
        assertThat(DashscopeModel.of(written, ModelTable.builtIn()).id()).isEqualTo(sent);
        assertThat(DashscopeModel.of(written, ModelTable.builtIn()).dialect()).isEqualTo(dialect);
        assertThat(
                        DashscopeRequestWriter.write(
                                        new Draft(written).request(), ModelTable.builtIn())
                                .model())
                .isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"alibaba", "dashscope"})
    void fieldsWithoutAnOptionPassThrough(String namespace) {
        Draft draft = new Draft("wan2.7-r2v");
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("input", Map.of("audio_url", "https://h/a.mp3"));
        fields.put("parameters", Map.of("fps", 24));
        fields.put("future_flag", true);
        fields.put("nothing", null);
        draft.providerOptions = Map.of(namespace, fields);

        assertThat(json(draft))
                .contains("],\"audio_url\":\"https://h/a.mp3\"},")
                .endsWith("\"parameters\":{\"future_flag\":true,\"fps\":24}}");
        assertThat(warnings(draft)).isEmpty();
    }

    @Test
    void namesOfTheAiSdkAreUnderstood() {
        Draft draft = new Draft("wan2.7-r2v");
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("negativePrompt", "fog");
        fields.put("promptExtend", false);
        fields.put("watermark", true);
        fields.put("ratio", "1:1");
        fields.put("pollIntervalMs", 5000);
        fields.put("pollTimeoutMs", 600000);
        draft.providerOptions = Map.of("alibaba", fields);

        assertThat(json(draft))
                .contains("\"negative_prompt\":\"fog\"},")
                .endsWith(
                        "\"parameters\":{\"prompt_extend\":false,\"ratio\":\"1:1\",\"watermark\":true}}");
    }

    @Test
    void optionsOverrideProviderOptions() {
        Draft draft = new Draft("wan2.6-r2v");
        draft.duration = 5;
        draft.seed = 7L;
        draft.providerOptions =
                Map.of(
                        "dashscope",
                        Map.of(
                                "input",
                                Map.of(
                                        "prompt",
                                        "another",
                                        "reference_urls",
                                        List.of("https://x/y")),
                                "parameters",
                                Map.of("duration", 10, "seed", 7)));

        assertThat(json(draft))
                .contains("\"prompt\":\"" + CAFE + "\"")
                .contains("\"duration\":5,\"seed\":7")
                .doesNotContain("https://x/y");
        assertThat(DashscopeRequestWriter.write(draft.request(), ModelTable.builtIn()).warnings())
                .extracting(Warning::details)
                .hasSize(3)
                .allSatisfy(text -> assertThat(text).contains("set more than once"))
                .noneSatisfy(text -> assertThat(text).contains("seed"));
    }

    @Test
    void dashscopeNamespaceHasPrecedenceOverAlibaba() {
        Draft draft = new Draft("wan2.6-r2v");
        draft.providerOptions =
                Map.of("alibaba", Map.of("size", "1*1"), "dashscope", Map.of("size", "2*2"));

        assertThat(json(draft)).endsWith("{\"size\":\"2*2\"}}");
    }

    @Test
    void aFirstFrameIsAppendedToTheMedia() {
        Draft draft = new Draft("wan2.7-r2v");
        draft.references = CAT_AND_DOG.subList(0, 1);
        Map<String, Object> frame = new LinkedHashMap<>();
        frame.put("type", "first_frame");
        frame.put("url", "https://h/f.png");
        Map<String, Object> voiced = new LinkedHashMap<>();
        voiced.put("type", "reference_image");
        voiced.put("referenceVoice", "https://h/v.mp3");
        draft.providerOptions = Map.of("alibaba", Map.of("media", List.of(frame, voiced)));

        assertThat(json(draft))
                .contains(
                        "\"media\":[{\"type\":\"reference_image\",\"url\":"
                                + "\"https://example.com/cat.png\"},{\"type\":\"first_frame\","
                                + "\"url\":\"https://h/f.png\"},{\"reference_voice\":"
                                + "\"https://h/v.mp3\",\"type\":\"reference_image\"}]");
    }

    @Test
    void optionsOfOtherProvidersAreNotSent() {
        Draft draft = new Draft("wan2.7-r2v");
        draft.providerOptions = Map.of("gateway", Map.of("tags", List.of("x")));

        assertThat(json(draft)).endsWith("\"parameters\":{}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"alibaba", "dashscope"})
    void optionsThatAreNoMapAreRefused(String namespace) {
        Draft draft = new Draft("wan2.7-r2v");
        draft.providerOptions = Map.of(namespace, "x");
        Draft inner = new Draft("wan2.7-r2v");
        inner.providerOptions = Map.of(namespace, Map.of("input", List.of()));

        for (Draft bad : List.of(draft, inner)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> json(bad))
                    .withMessageContaining("providerOptions (header CamelRefVideoProviderOptions)");
        }
    }

    @Test
    void optionsThatAreNoJsonAreRefused() {
        Draft draft = new Draft("wan2.7-r2v");
        draft.providerOptions = Map.of("alibaba", Map.of("x", new Object()));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> json(draft))
                .withMessageContaining("header CamelRefVideoProviderOptions");
    }

    private static Draft cafe(String model) {
        Draft draft = new Draft(model);
        draft.resolution = "1920x1080";
        draft.duration = 4;
        draft.shotType = ShotType.SINGLE;
        return draft;
    }

    private static Draft everything(String model) {
        Draft draft = new Draft(model);
        draft.negativePrompt = "fog";
        draft.resolution = "1280x720";
        draft.duration = 5;
        draft.fps = 24;
        draft.shotType = ShotType.MULTI;
        draft.seed = 0L;
        draft.audio = false;
        draft.watermark = true;
        draft.promptExtend = false;
        return draft;
    }

    private static String json(Draft draft) {
        PreparedSubmit submit = DashscopeRequestWriter.write(draft.request(), ModelTable.builtIn());
        return new String(submit.body(), StandardCharsets.UTF_8);
    }

    private static List<String> warnings(Draft draft) {
        return DashscopeRequestWriter.write(draft.request(), ModelTable.builtIn())
                .warnings()
                .stream()
                .map(Warning::feature)
                .toList();
    }

    /** A request by name instead of by place. */
    private static final class Draft {

        private final String model;
        private String negativePrompt;
        private List<Reference> references = CAT_AND_DOG;
        private String resolution;
        private String aspectRatio;
        private Integer duration;
        private Integer fps;
        private ShotType shotType;
        private Long seed;
        private Boolean audio;
        private Boolean watermark;
        private Boolean promptExtend;
        private Map<String, Object> providerOptions = Map.of();

        Draft(String model) {
            this.model = model;
        }

        VideoRequest request() {
            return new VideoRequest(
                    model,
                    CAFE,
                    negativePrompt,
                    references,
                    resolution == null ? null : Resolution.parse(resolution).orElseThrow(),
                    aspectRatio,
                    duration,
                    fps,
                    shotType,
                    seed,
                    audio,
                    watermark,
                    promptExtend,
                    providerOptions);
        }
    }
}

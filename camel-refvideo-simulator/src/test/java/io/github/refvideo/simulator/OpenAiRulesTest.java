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
package io.github.refvideo.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.simulator.OpenAiClient.Form;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What vLLM-Omni and SGLang accept, refuse, and let fail. */
@Timeout(60)
class OpenAiRulesTest {
    private static final byte[] WAV = wav();

    @RegisterExtension
    static final RefVideoSimulatorExtension EXTENSION =
            RefVideoSimulatorExtension.create(builder -> builder.renderVideos(false));

    private RefVideoSimulator sim;
    private OpenAiClient vllmOmni;
    private OpenAiClient sglang;

    @BeforeEach
    void connect(RefVideoSimulator started) {
        sim = started;
        vllmOmni = new OpenAiClient(sim.vllmOmniUrl());
        sglang = new OpenAiClient(sim.sglangUrl());
    }

    @Test
    void vllmOmniReadsOnlyForms() {
        HttpResponse<String> refused = vllmOmni.create("{\"prompt\":\"She waves\"}");

        assertThat(refused.statusCode()).isEqualTo(422);
        JsonNode problem = GatewayClient.json(refused).at("/detail/0");
        assertThat(problem.path("type").asText()).isEqualTo("missing");
        assertThat(problem.path("loc")).hasToString("[\"body\",\"prompt\"]");
        sim.assertThat().paidJobs(0);
    }

    @ParameterizedTest
    @CsvSource({
        "seconds, 0",
        "seconds, 4.5",
        "seconds, 8s",
        "size, 1280*720",
        "size, 720p",
        "width, wide",
        "height, 0",
        "num_outputs_per_prompt, 11",
        "guidance_scale, 20.5",
        "num_inference_steps, 201",
        "quality, best",
        "generate_sound, maybe",
        "seed, 1.5",
        "fps, 0",
        "sound_duration, 0",
        "input_reference, /etc/passwd",
        "input_references, https://e.com/a.png"
    })
    void invalidFieldIsNamed(String field, String value) {
        HttpResponse<String> refused = vllmOmni.create(Form.prompt().field(field, value));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(GatewayClient.json(refused).at("/detail/0/loc/1").asText()).isEqualTo(field);
        sim.assertThat().paidJobs(0);
    }

    @Test
    void allInvalidFieldsAreNamedAndEmptyOnesAreMissing() {
        HttpResponse<String> refused =
                vllmOmni.create(
                        new OpenAiClient.Form()
                                .field("prompt", "")
                                .field("seconds", "x")
                                .field("size", ""));

        assertThat(GatewayClient.json(refused).path("detail").findValues("loc"))
                .hasToString("[[\"body\",\"prompt\"], [\"body\",\"seconds\"]]");
    }

    @Test
    void unknownFieldsAreIgnored() {
        assertThat(vllmOmni.create(Form.prompt().field("unknown", "x").field("fps", "24.0")))
                .extracting(HttpResponse::statusCode)
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "model; sora-2; Model mismatch: request specifies 'sora-2'",
                "image_reference; {; Invalid JSON in form field.",
                "image_reference; {\"file_id\":\"f\"}; file_id",
                "image_reference; {\"image_url\":\"file:///etc/passwd\"}; only http",
                "image_reference; {\"image_url\":\"http://127.0.0.1:1/a.png\"}; could not be downloaded",
                "extra_params; []; expected dict",
                "extra_params; {; Invalid JSON in form field.",
                "lora; 1; expected dict"
            })
    void invalidCombinationIsABadRequest(String field, String value, String message) {
        assertRefused(vllmOmni.create(Form.prompt().field(field, value)), message);
    }

    @Test
    void referenceWithOtherKeysIsInvalid() {
        String reference = "{\"image_url\":\"https://e.com/a.png\",\"role\":\"first_frame\"}";

        HttpResponse<String> refused =
                vllmOmni.create(Form.prompt().field("image_reference", reference));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(GatewayClient.json(refused).at("/detail/0/type").asText())
                .isEqualTo("extra_forbidden");
    }

    @Test
    void pluralFieldExcludesImagesAndVideosButNotAudio() {
        String wav = sim.serveReference("a.wav", WAV, "audio/wav");
        Form plural = Form.prompt().image("input_references");
        assertThat(
                        vllmOmni.create(
                                        plural.field(
                                                "audio_reference",
                                                "{\"audio_url\":\"" + wav + "\"}"))
                                .statusCode())
                .isEqualTo(200);

        assertRefused(
                vllmOmni.create(Form.prompt().image("input_references").image("input_reference")),
                "Provide input_references alone");
        assertRefused(
                vllmOmni.create(
                        Form.prompt()
                                .image("input_references")
                                .field("image_reference", "{\"image_url\":\"https://e.com/a\"}")),
                "Provide input_references alone");
        assertRefused(
                vllmOmni.create(
                        Form.prompt()
                                .image("input_reference")
                                .field("video_reference", "{\"video_url\":\"https://e.com/a\"}")),
                "Provide only one of");
    }

    @Test
    void referencesWithUrlsAreLists() {
        String cat = sim.serveReference("cat.png", TestImages.png(1), "image/png");
        String one = "{\"image_url\":\"" + cat + "\"}";

        String id =
                OpenAiClient.id(
                        vllmOmni.create(
                                Form.prompt()
                                        .field("image_reference", "[" + one + "," + one + "]")));

        assertThat(vllmOmni.status(id)).isEqualTo("completed");
    }

    @Test
    void textFieldHasAtMostOneMebibyte() {
        String large = "data:image/png;base64," + "A".repeat(1 << 20);

        assertRefused(
                vllmOmni.create(
                        Form.prompt()
                                .field("image_reference", "{\"image_url\":\"" + large + "\"}")),
                "Part exceeded maximum size of 1024KB.");
    }

    @Test
    void filesThatCannotBeReferencesAreRefused() {
        byte[] gif = "GIF89a..........................".getBytes();
        byte[] large = Arrays.copyOf(WAV, (15 << 20) + 1);
        Form many = Form.prompt();
        for (int i = 0; i < 13; i++) {
            many.file("input_references", "a.png", "image/png", new byte[1]);
        }

        assertRefused(vllmOmni.create(many), "at most 12 total references");
        assertRefused(file("a.gif", "image/gif", gif), "got gif");
        assertRefused(file("a.webm", "video/webm", new byte[1]), "MP4 or MOV");
        assertRefused(file("a.ogg", "audio/ogg", new byte[1]), "WAV or MP3");
        assertRefused(file("a.wav", "audio/wav", large), "exceeds the 15 MiB size limit");
        assertRefused(file("a.png", "image/png", "hello".getBytes()), "got text");
        assertRefused(file("a", "video/mp4", TestImages.png(1)), "its content is IMAGE");
        sim.assertThat().paidJobs(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "seconds; 3; [4, 15]",
                "seconds; 16; [4, 15]",
                "num_frames; 24; [4, 15]",
                "fps; 30; 24 frames",
                "aspect_ratio; 2:1; aspect_ratio",
                "short_edge; 512; short_edge",
                "extra_params; {\"task\":\"t2va\"}; t2va",
                "extra_params; {\"duration\":20}; [4, 15]"
            })
    void whatOnlyTheModelRefusesFailsTheJobWithItsStatus(
            String field, String value, String message) {
        String id =
                OpenAiClient.id(
                        vllmOmni.create(
                                Form.prompt().field(field, value).image("input_references")));

        HttpResponse<String> read = vllmOmni.query(id);

        assertThat(read.statusCode()).isEqualTo(400);
        JsonNode job = GatewayClient.json(read);
        assertThat(job.path("object").asText()).isEqualTo("video");
        assertThat(job.path("status").asText()).isEqualTo("failed");
        assertThat(job.at("/error/code").asInt()).isEqualTo(400);
        assertThat(job.at("/error/message").asText()).contains(message);
        assertThat(vllmOmni.page("").at("/data/0")).isEqualTo(job);
        assertThat(vllmOmni.content(id, "").statusCode()).isEqualTo(422);
        assertThat(vllmOmni.delete(id).statusCode()).isEqualTo(200);
        sim.assertThat().paidJobs(1);
    }

    @Test
    void modelCountsReferencesPerKind() {
        Form tenImages = Form.prompt();
        for (int i = 0; i < 10; i++) {
            tenImages.image("input_references");
        }
        // The media type decides, not the name.
        Form audioAlone = Form.prompt().file("input_references", "a.wav", "audio/wav", WAV);

        assertFailed(tenImages, "at most 9 image references");
        assertFailed(audioAlone, "at least one image or video");
        assertFailed(
                Form.prompt().field("extra_params", "{\"task\":\"ref2va\"}"),
                "at least one image or video");
        assertThat(
                        vllmOmni.status(
                                OpenAiClient.id(
                                        vllmOmni.create(
                                                audioAlone.file(
                                                        "input_references",
                                                        "a.bin",
                                                        "image/png",
                                                        TestImages.png(1))))))
                .isEqualTo("completed");
    }

    @Test
    void sidesAreMultiplesOf32AndFramesAreQuantized() {
        String id =
                OpenAiClient.id(
                        vllmOmni.create(
                                Form.prompt().field("size", "1280x720").field("seconds", "5")));

        JsonNode job = vllmOmni.job(id);

        assertThat(job.path("size").asText()).isEqualTo("1280x720");
        assertThat(job.path("num_frames").asInt()).isEqualTo(124);
        assertThat(job.path("duration_s").asDouble()).isEqualTo(124 / 24.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"frame_interpolation_model_path", "lora", "extra_params"})
    void pathsForVllmOmniAreRecorded(String field) {
        String value =
                switch (field) {
                    case "lora" -> "{\"local_path\":\"/models/x\"}";
                    case "extra_params" -> "{\"edge\":{\"control_path\":\"/tmp/x\"}}";
                    default -> "/models/x";
                };

        OpenAiClient.id(vllmOmni.create(Form.prompt().field(field, value)));

        assertThat(sim.ledger().serverPaths()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"prompt\":\"x\"}; input_reference or reference_url is required",
                "{\"reference_url\":\"https://e.com/a\"}; prompt: Field required",
                "x; request body is not valid JSON",
                "{\"prompt\":\"x\",\"input_reference\":\"/a\",\"seconds\":\"x\"}; seconds",
                "{\"prompt\":\"x\",\"input_reference\":\"/a\",\"size\":\"1280*720\"}; Invalid size",
                "{\"prompt\":\"x\",\"input_reference\":\"/a\",\"n\":11}; num_outputs_per_prompt",
                "{\"prompt\":\"x\",\"reference_url\":\"http://127.0.0.1:1/a\"}; Failed to process image source",
                "{\"prompt\":\"x\",\"reference_url\":\"/etc/passwd\"}; Failed to process image source"
            })
    void sglangRefusesWithADetail(String body, String message) {
        HttpResponse<String> refused = sglang.create(body);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(GatewayClient.json(refused).path("detail").asText()).contains(message);
        sim.assertThat().paidJobs(0);
    }

    @Test
    void formForSglangIsValidatedLikeAForm() {
        HttpResponse<String> refused =
                sglang.create(Form.prompt().image("input_reference").field("seconds", "4.5"));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(GatewayClient.json(refused).at("/detail/0/loc/1").asText()).isEqualTo("seconds");
        assertThat(sglang.create(new Form().image("input_reference")).body())
                .isEqualTo("{\"detail\":\"prompt is required\"}");
    }

    @Test
    void sglangUsesOnlyTheFirstImage() {
        String id =
                OpenAiClient.id(
                        sglang.create(
                                Form.prompt()
                                        .image("input_reference")
                                        .image("input_references")
                                        .field("reference_url", "http://127.0.0.1:1/a.png")));

        assertThat(sglang.status(id)).isEqualTo("completed");
    }

    @Test
    void imageThatSglangCannotDecodeFailsTheJob() {
        String id =
                OpenAiClient.id(
                        sglang.create(
                                Form.prompt()
                                        .file(
                                                "input_reference",
                                                "a.png",
                                                "image/png",
                                                "hello".getBytes())));
        sim.clock().advance(Duration.ofSeconds(3));

        HttpResponse<String> read = sglang.query(id);

        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(GatewayClient.json(read).path("status").asText()).isEqualTo("failed");
        assertThat(GatewayClient.json(read).at("/error/message").asText()).contains("text");
        assertThat(GatewayClient.json(read).path("error").has("code")).isFalse();
        assertThat(sglang.content(id, "").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"prompt\":\"x\",\"input_reference\":\"/etc/passwd\"}; input_reference",
                "{\"prompt\":\"x\",\"input_reference\":\"a.png\"}; input_reference",
                "{\"prompt\":\"x\",\"reference_url\":\"data:,eHg=\",\"output_path\":\"/tmp\"}; output_path",
                "{\"prompt\":\"x\",\"extra_body\":{\"input_reference\":\"/a\"}}; input_reference",
                "{\"prompt\":\"x\",\"input_reference\":\"data:,eHg=\",\"extra_json\":{\"video_path\":\"/a\"}}; video_path"
            })
    void pathsForSglangAreAcceptedAndRecorded(String body, String field) {
        assertThat(sglang.create(body).statusCode()).isEqualTo(200);

        assertThat(sim.ledger().serverPaths()).containsOnlyKeys(field);
    }

    @Test
    void pathsInAFormForSglangAreRecorded() {
        OpenAiClient.id(
                sglang.create(
                        Form.prompt().image("input_reference").field("output_path", "/srv/out")));

        assertThat(sim.ledger().serverPaths()).containsOnlyKeys("output_path");
        assertThat(
                        sglang.create(Form.prompt().field("input_reference", "/etc/passwd"))
                                .statusCode())
                .isEqualTo(422);
    }

    @Test
    void sglangReadsMiniMaxH3AsConditionsAndATarget() {
        String image = "{\"type\":\"image\",\"role\":\"reference\",\"uri\":\"" + dataUrl() + "\"}";
        try (RefVideoSimulator h3 = sglangWithMiniMaxH3()) {
            OpenAiClient client = new OpenAiClient(h3.sglangUrl());

            String json =
                    OpenAiClient.id(
                            client.create(
                                    h3("ref2va", "[" + image + "," + image + "]", "16:9", "5")));
            String form =
                    OpenAiClient.id(
                            client.create(
                                    Form.prompt()
                                            .field("task", "ref2va")
                                            .field("conditions", "[" + image + "]")
                                            .field("seed", "2147483648")
                                            .field(
                                                    "target",
                                                    "{\"short_edge\":768,\"aspect_ratio\":\"auto\","
                                                            + "\"duration_seconds\":4}")));

            assertThat(client.status(json)).isEqualTo("completed");
            assertThat(client.job(json).path("size").asText()).isEqualTo("1344x768");
            assertThat(client.job(json).path("seconds").asText()).isEqualTo("5.166667");
            assertThat(client.status(form)).isEqualTo("completed");
            assertThat(h3.jobs().get(0).request())
                    .contains(
                            "{\"type\":\"image\",\"role\":\"reference\",\"uri\":\"data:image/png;base64,\",\"bytes\":");
            h3.assertThat().paidJobs(2).noServerPath();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "x; []; 16:9; 5; unsupported MiniMax H3 task 'x'",
                "ref2va; []; 16:9; 5; conditions requires at least one entry",
                "t2va; [{\"type\":\"image\"}]; 16:9; 5; conditions must be empty",
                "t2va; []; 5:4; 5; target.aspect_ratio",
                "t2va; []; 16:9; 16; must be in [4, 15]",
                "t2va; []; 16:9; null; target.duration_seconds is required",
                "ref2va; [{\"type\":\"image\",\"role\":\"first\",\"uri\":\"x\"}]; 16:9; 5; must be keyframe or reference",
                "ref2va; [{\"type\":\"image\",\"role\":\"reference\",\"url\":\"x\"}]; 16:9; 5; unknown fields: ['url']",
                "ref2va; [{\"type\":\"image\",\"role\":\"reference\"}]; 16:9; 5; uri must be a non-empty string"
            })
    void sglangRefusesOtherRequestsForMiniMaxH3(
            String task, String conditions, String ratio, String seconds, String message) {
        try (RefVideoSimulator h3 = sglangWithMiniMaxH3()) {
            HttpResponse<String> refused =
                    new OpenAiClient(h3.sglangUrl()).create(h3(task, conditions, ratio, seconds));

            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(GatewayClient.json(refused).path("detail").asText()).contains(message);
            h3.assertThat().paidJobs(0);
        }
    }

    @Test
    void fileOfTheServerAsAConditionIsRecorded() {
        try (RefVideoSimulator h3 = sglangWithMiniMaxH3()) {
            String file = "[{\"type\":\"image\",\"role\":\"reference\",\"uri\":\"file:///a.png\"}]";

            OpenAiClient.id(
                    new OpenAiClient(h3.sglangUrl()).create(h3("ref2va", file, "auto", "5")));

            assertThat(h3.ledger().serverPaths()).containsOnlyKeys("conditions.uri");
        }
    }

    private static RefVideoSimulator sglangWithMiniMaxH3() {
        return RefVideoSimulator.builder()
                .renderVideos(false)
                .sglangModel("MiniMaxAI/MiniMax-H3")
                .start();
    }

    private static String h3(String task, String conditions, String ratio, String seconds) {
        return "{\"prompt\":\"x\",\"size\":\"1x1\",\"task\":\""
                + task
                + "\",\"conditions\":"
                + conditions
                + ",\"target\":{\"short_edge\":768,\"aspect_ratio\":\""
                + ratio
                + "\",\"duration_seconds\":"
                + seconds
                + "}}";
    }

    private static String dataUrl() {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(TestImages.png(1));
    }

    @Test
    void severalOutputsHaveNumbers() {
        String second =
                OpenAiClient.id(
                        sglang.create(Form.prompt().field("n", "2").image("input_reference")));
        String first =
                OpenAiClient.id(
                        vllmOmni.create(Form.prompt().field("num_outputs_per_prompt", "2")));

        assertThat(sglang.job(second).path("file_paths")).hasSize(2);
        assertThat(sglang.content(second, "?output_index=1").statusCode()).isEqualTo(200);
        assertThat(sglang.content(second, "?output_index=2").statusCode()).isEqualTo(404);
        assertThat(sglang.content(second, "?variant=1").statusCode()).isEqualTo(200);
        assertThat(sglang.content(second, "?variant=2").statusCode()).isEqualTo(404);
        assertThat(vllmOmni.content(first, "?variant=1").statusCode()).isEqualTo(200);
        assertThat(vllmOmni.content(first, "?variant=2").statusCode()).isEqualTo(404);
    }

    @Test
    void unknownPathsAndMethodsAreRefusedInTheServersFormat() {
        assertThat(vllmOmni.get("/files").body())
                .isEqualTo(
                        "{\"error\":{\"message\":\"Not Found\",\"type\":\"Not Found\","
                                + "\"param\":null,\"code\":404}}");
        assertThat(sglang.get("/files").body()).isEqualTo("{\"detail\":\"Not Found\"}");
        assertThat(vllmOmni.query("unknown").statusCode()).isEqualTo(404);
        assertThat(vllmOmni.content("unknown", "").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> file(String name, String type, byte[] content) {
        return vllmOmni.create(Form.prompt().file("input_references", name, type, content));
    }

    private void assertFailed(Form form, String message) {
        JsonNode job = vllmOmni.job(OpenAiClient.id(vllmOmni.create(form)));
        assertThat(job.path("status").asText()).isEqualTo("failed");
        assertThat(job.at("/error/message").asText()).contains(message);
    }

    private static void assertRefused(HttpResponse<String> refused, String message) {
        assertThat(refused.statusCode()).isEqualTo(400);
        JsonNode error = GatewayClient.json(refused).path("error");
        assertThat(error.path("message").asText()).contains(message);
        assertThat(error.path("code").asInt()).isEqualTo(400);
    }

    private static byte[] wav() {
        byte[] wav = new byte[64];
        System.arraycopy("RIFF....WAVE".getBytes(), 0, wav, 0, 12);
        return wav;
    }
}

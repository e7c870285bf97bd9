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
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.refvideo.camel.internal.model.ModelTable;
import io.github.refvideo.camel.spi.PollHints;
import io.github.refvideo.camel.spi.PreparedSubmit;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.ReferenceKind;
import io.github.refvideo.camel.spi.ReferenceUrls;
import io.github.refvideo.camel.spi.Resolution;
import io.github.refvideo.camel.spi.ShotType;
import io.github.refvideo.camel.spi.VideoRequest;
import io.github.refvideo.camel.spi.Warning;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What arrives at the vendor is what was asked for, or the request is refused or warned of before
 * it is sent. {@code src/test/adapters} records what the AI SDK's adapters make of each request.
 */
class AdapterArrivalTest {

    private static final Path TABLE = Path.of("src/test/resources/adapters/intents.jsonl");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final GatewayRequestWriter WRITER =
            new GatewayRequestWriter(ModelTable.builtIn());

    /** Writes request, warnings and refusal of lines that have neither request nor refusal. */
    @BeforeAll
    static void recordNewIntents() throws IOException {
        if (!Boolean.getBoolean("adapters.record")) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        for (JsonNode line : lines()) {
            ObjectNode object = (ObjectNode) line;
            if (line.has("intent") && !line.has("request") && !line.has("refusal")) {
                try {
                    PreparedSubmit submit = WRITER.write(request(line), PollHints.NONE);
                    object.set("request", JSON.readTree(submit.body()));
                    object.set("warnings", features(submit));
                } catch (IllegalArgumentException e) {
                    object.put("refusal", e.getMessage());
                }
            }
            lines.append(JSON.writeValueAsString(line)).append('\n');
        }
        Files.writeString(TABLE, lines);
    }

    private static List<JsonNode> lines() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(TABLE)) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    private static Stream<Named<JsonNode>> linesWith(String... fields) throws IOException {
        return lines().stream()
                .filter(line -> Arrays.stream(fields).allMatch(line::hasNonNull))
                .map(line -> Named.of(line.get("name").asText(), line));
    }

    static Stream<Named<JsonNode>> sent() throws IOException {
        return linesWith("intent", "request");
    }

    static Stream<Named<JsonNode>> arrived() throws IOException {
        return linesWith("intent", "arrival");
    }

    static Stream<Named<JsonNode>> refused() throws IOException {
        return linesWith("intent", "refusal");
    }

    @Test
    void everyRequestIsSentOrRejected() throws IOException {
        assertThat(lines().stream().filter(line -> line.has("intent")))
                .hasSizeGreaterThan(150)
                .allSatisfy(
                        line -> assertThat(line.has("request")).isNotEqualTo(line.has("refusal")))
                .filteredOn(
                        line ->
                                !line.path("intent")
                                        .path("model")
                                        .asText()
                                        .matches("(klingai|heygen|bfl)/.*"))
                .allSatisfy(
                        line ->
                                assertThat(line.has("refusal") || line.hasNonNull("arrival"))
                                        .as("recorded")
                                        .isTrue());
    }

    @ParameterizedTest
    @MethodSource("sent")
    void requestIsTheRecordedOne(JsonNode line) throws IOException {
        PreparedSubmit submit = WRITER.write(request(line), PollHints.NONE);

        assertThat(new String(submit.body(), StandardCharsets.UTF_8))
                .isEqualTo(JSON.writeValueAsString(line.get("request")));
        assertThat(features(submit)).isEqualTo(line.get("warnings"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusalIsTheRecordedOne(JsonNode line) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WRITER.write(request(line), PollHints.NONE))
                .withMessage(line.get("refusal").asText());
    }

    @ParameterizedTest
    @MethodSource("arrived")
    void adapterHasNothingToWarnOf(JsonNode line) {
        assertThat(line.at("/arrival/error").isMissingNode()).isTrue();
        assertThat(line.at("/arrival/warnings")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("arrived")
    void everyReferenceArrivesWithItsKind(JsonNode line) {
        List<String> wanted =
                request(line).references().stream()
                        .map(one -> ReferenceUrls.kindOf(one) + " " + withoutHead(one.url()))
                        .sorted()
                        .toList();
        boolean more = line.path("intent").has("providerOptions");

        List<String> arrived = references(line.at("/arrival/body"));

        assertThat(arrived).containsAll(wanted);
        if (!more) {
            assertThat(arrived).containsExactlyInAnyOrderElementsOf(wanted);
        }
    }

    @ParameterizedTest
    @MethodSource("arrived")
    void sizeArrives(JsonNode line) {
        VideoRequest request = request(line);
        JsonNode body = line.at("/arrival/body");
        if (request.resolution() == null) {
            return;
        }
        Resolution size = request.resolution();
        String exact = first(body, "/parameters/size");
        if (exact != null) {
            assertThat(exact).isEqualTo(size.toString().replace('x', '*'));
            return;
        }
        assertThat(first(body, "/parameters/resolution", "/resolution"))
                .isEqualToIgnoringCase(tier(request));
        String ratio =
                first(
                        body,
                        "/parameters/ratio",
                        "/parameters/aspectRatio",
                        "/ratio",
                        "/aspect_ratio");
        if (request.aspectRatio() != null) {
            assertThat(ratio).isEqualTo(request.aspectRatio());
        } else if (!line.path("intent").has("providerOptions")) {
            String[] sides = ratio.split(":");
            assertThat(Double.parseDouble(sides[0]) / Double.parseDouble(sides[1]))
                    .isCloseTo((double) size.width() / size.height(), within(0.1));
        }
    }

    /** By the shorter side, and for Wan by the number of pixels. */
    private static String tier(VideoRequest request) {
        int shorter = Math.min(request.resolution().width(), request.resolution().height());
        int pixels = request.resolution().width() * request.resolution().height();
        if (request.model().startsWith("minimax/")) {
            return shorter == 768 ? "768P" : "2K";
        }
        if (pixels > 4_000_000) {
            return "4k";
        }
        return pixels > 1_100_000 ? "1080P" : pixels > 500_000 ? "720P" : "480P";
    }

    @ParameterizedTest
    @MethodSource("arrived")
    void everyOptionArrivesOrIsWarnedOf(JsonNode line) {
        JsonNode intent = line.get("intent");
        JsonNode body = line.at("/arrival/body");
        Map<String, List<String>> places =
                Map.of(
                        "duration",
                                List.of(
                                        "/parameters/duration",
                                        "/parameters/durationSeconds",
                                        "/duration"),
                        "seed", List.of("/parameters/seed", "/seed"),
                        "audio",
                                List.of(
                                        "/parameters/audio",
                                        "/parameters/generateAudio",
                                        "/generate_audio"),
                        "watermark",
                                List.of("/parameters/watermark", "/watermark", "/aigc_watermark"),
                        "negativePrompt",
                                List.of("/input/negative_prompt", "/parameters/negativePrompt"),
                        "promptExtend", List.of("/parameters/prompt_extend"),
                        "shotType", List.of("/parameters/shot_type"));
        List<String> warned =
                StreamSupport.stream(line.get("warnings").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList();
        places.forEach(
                (option, where) -> {
                    JsonNode asked = intent.path(option);
                    boolean alwaysWithAudio =
                            option.equals("audio")
                                    && asked.asBoolean()
                                    && request(line).model().contains("wan-v2.7");
                    if (!asked.isMissingNode() && !warned.contains(option) && !alwaysWithAudio) {
                        assertThat(first(body, where.toArray(String[]::new)))
                                .as(option)
                                .isEqualTo(asked.asText());
                    }
                });
    }

    private static String first(JsonNode body, String... places) {
        return Arrays.stream(places)
                .map(body::at)
                .filter(node -> !node.isMissingNode())
                .map(JsonNode::asText)
                .findFirst()
                .orElse(null);
    }

    /** Kind and URL of every reference that the vendor gets. */
    private static List<String> references(JsonNode body) {
        List<String> found = new ArrayList<>();
        for (JsonNode item : body.at("/input/media")) {
            found.add(
                    kind(item.get("type").asText()) + " " + withoutHead(item.get("url").asText()));
        }
        for (JsonNode url : body.at("/input/reference_urls")) {
            found.add(ReferenceUrls.kindOf(Reference.of(url.asText())) + " " + url.asText());
        }
        for (JsonNode item : body.path("content")) {
            String type = item.get("type").asText();
            if (!type.equals("text")) {
                found.add(kind(type) + " " + withoutHead(item.get(type).get("url").asText()));
            }
        }
        for (JsonNode item : body.path("reference_images")) {
            found.add("IMAGE " + withoutHead(item.get("url").asText()));
        }
        for (JsonNode item : body.path("reference_audios")) {
            if (item.has("url")) {
                found.add("AUDIO " + withoutHead(item.get("url").asText()));
            }
        }
        for (JsonNode item : body.at("/instances/0/referenceImages")) {
            found.add("IMAGE " + item.at("/image/bytesBase64Encoded").asText());
        }
        return found;
    }

    private static ReferenceKind kind(String type) {
        return type.contains("video")
                ? ReferenceKind.VIDEO
                : type.contains("audio") ? ReferenceKind.AUDIO : ReferenceKind.IMAGE;
    }

    private static String withoutHead(String url) {
        return url.startsWith("data:") ? url.substring(url.indexOf(',') + 1) : url;
    }

    private static ArrayNode features(PreparedSubmit submit) {
        ArrayNode features = JSON.createArrayNode();
        submit.warnings().stream().map(Warning::feature).forEach(features::add);
        return features;
    }

    static VideoRequest request(JsonNode line) {
        JsonNode intent = line.get("intent");
        List<Reference> references = new ArrayList<>();
        for (JsonNode reference : intent.get("references")) {
            references.add(
                    new Reference(
                            reference.get("url").asText(),
                            reference.path("mediaType").textValue(),
                            reference.path("voice").textValue()));
        }
        JsonNode options = intent.path("providerOptions");
        return new VideoRequest(
                intent.get("model").asText(),
                "a walk",
                intent.path("negativePrompt").textValue(),
                references,
                Resolution.parse(intent.path("resolution").asText()).orElse(null),
                intent.path("aspectRatio").textValue(),
                (Integer) number(intent, "duration"),
                (Integer) number(intent, "fps"),
                intent.has("shotType") ? ShotType.MULTI : null,
                intent.has("seed") ? (Long) intent.get("seed").asLong() : null,
                flag(intent, "audio"),
                flag(intent, "watermark"),
                flag(intent, "promptExtend"),
                options.isMissingNode() ? Map.of() : map(options));
    }

    private static Number number(JsonNode intent, String name) {
        return intent.path(name).numberValue();
    }

    private static Boolean flag(JsonNode intent, String name) {
        return intent.has(name) ? intent.get(name).booleanValue() : null;
    }

    private static Map<String, Object> map(JsonNode options) {
        try {
            return JSON.readerForMapOf(Object.class).readValue(options.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}

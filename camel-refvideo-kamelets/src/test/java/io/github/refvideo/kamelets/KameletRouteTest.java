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
package io.github.refvideo.kamelets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.refvideo.camel.RefVideoComponent;
import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.fault.Step;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes that use the Kamelets of the jar. */
class KameletRouteTest {

    private static final String KEY = "canary&key+with%signs";

    private static final String PROMPT = "character1 waves at the camera";

    private final RefVideoSimulator simulator = RefVideoSimulator.builder().acceptKey(KEY).start();

    private final DefaultCamelContext camel = new DefaultCamelContext();

    private ProducerTemplate template;

    private String cat;

    @BeforeEach
    void start() throws Exception {
        cat =
                simulator.serveReference(
                        "cat.png",
                        Files.readAllBytes(Path.of("../examples/quickstart/images/cat.png")),
                        "image/png");
        camel.start();
        template = camel.createProducerTemplate();
    }

    @AfterEach
    void stop() throws IOException {
        camel.close();
        simulator.close();
    }

    @Test
    void yamlRouteMakesAVideo() throws Exception {
        camel.getPropertiesComponent().addInitialProperty("key", KEY);
        camel.getPropertiesComponent().addInitialProperty("url", simulator.gatewayUrl());
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(
                        ResourceHelper.fromString(
                                "route.yaml",
                                """
                                - route:
                                    from:
                                      uri: direct:pictures
                                      steps:
                                        - to:
                                            uri: kamelet:refvideo-generate-action
                                            parameters:
                                              apiKey: RAW({{key}})
                                              baseUrl: "{{url}}"
                                              allowPrivateAddresses: true
                                              model: alibaba/wan-v2.6-r2v
                                              prompt: character1 waves at the camera
                                              resolution: 1280x720
                                              duration: 4
                                              shotType: single
                                              pollInterval: 50ms
                                """));

        byte[] video = template.requestBody("direct:pictures", cat, byte[].class);

        assertIsVideo(video);
        JsonNode request = submitted();
        assertThat(request.path("prompt").asText()).isEqualTo(PROMPT);
        assertThat(request.path("duration").asInt()).isEqualTo(4);
        assertThat(request.path("resolution").asText()).isEqualTo("1280x720");
        assertThat(request.at("/providerOptions/alibaba/shotType").asText()).isEqualTo("single");
        simulator.assertThat().paidJobs(1);
    }

    @Test
    void submitGivesAHandleAndAwaitTheVideo() {
        String handle =
                template.requestBody(
                        "kamelet:refvideo-submit-action?model=wan2.6-r2v&prompt="
                                + PROMPT
                                + service(),
                        cat,
                        String.class);
        assertThat(handle).startsWith("{").contains("job_");

        byte[] video =
                template.requestBody(
                        "kamelet:refvideo-await-action?pollInterval=50ms" + service(),
                        handle,
                        byte[].class);

        assertIsVideo(video);
        simulator.assertThat().paidJobs(1);
    }

    @Test
    void fileOutlivesTheKamelet(@TempDir Path videos) throws Exception {
        File video =
                template.requestBody(
                        generate("&output=file&outputDirectory=" + videos + "&prompt=" + PROMPT),
                        cat,
                        File.class);

        assertThat(video.toPath()).hasParent(videos);
        assertIsVideo(Files.readAllBytes(video.toPath()));
    }

    @Test
    void unsetPropertiesAreNotSent() throws Exception {
        template.requestBody(generate("&prompt=" + PROMPT), cat);

        assertThat(submitted().fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("prompt", "n", "providerOptions");
        assertThat(submitted().at("/providerOptions/alibaba").fieldNames())
                .toIterable()
                .doesNotContain("shotType", "audio", "watermark", "negativePrompt");
    }

    @Test
    void headerOfAMessageWinsOverTheProperty() throws Exception {
        template.requestBodyAndHeader(
                generate("&prompt=a"), cat, "CamelRefVideoPrompt", "character1 sleeps");

        assertThat(submitted().path("prompt").asText()).isEqualTo("character1 sleeps");
    }

    @Test
    void environmentOfAnotherProgramBuysNothing() {
        assertThat(System.getenv("PROMPT")).isEqualTo("$P$G");

        assertThatThrownBy(() -> template.requestBody(generate(""), cat))
                .rootCause()
                .isInstanceOf(RefVideoInvalidRequestException.class)
                .hasMessageContaining("CamelRefVideoPrompt");

        simulator.assertThat().paidJobs(0).received(Step.START).exactly(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"generate", "submit"})
    void missingModelIsNamedWhenTheRouteStarts(String operation) {
        assertThatThrownBy(
                        () ->
                                template.requestBody(
                                        "kamelet:refvideo-" + operation + "-action?prompt=a", cat))
                .hasStackTraceContaining("refvideo-" + operation + "-action")
                .hasStackTraceContaining("mandatory parameters must be provided: model");
    }

    @Test
    void componentsOptionsHoldForWhatTheKameletLeavesOut() {
        camel.getComponent("refvideo", RefVideoComponent.class)
                .getConfiguration()
                .setPrompt("character1 dances");

        template.requestBody(generate(""), cat);

        simulator.assertThat().paidJobs(1);
    }

    @Test
    void applicationPropertiesOfTheKameletHold() {
        Map.of("prompt", PROMPT, "pollInterval", "50ms", "model", "alibaba/wan-v2.6-r2v")
                .forEach(
                        (name, value) ->
                                camel.getPropertiesComponent()
                                        .addInitialProperty(
                                                "camel.kamelet.refvideo-generate-action." + name,
                                                value));

        template.requestBody("kamelet:refvideo-generate-action?" + service().substring(1), cat);

        simulator.assertThat().paidJobs(1);
    }

    @Test
    void twoKeysInOneContextStayApart() {
        try (RefVideoSimulator other = RefVideoSimulator.builder().acceptKey("second").start()) {
            String second =
                    "kamelet:refvideo-submit-action?model=wan2.6-r2v&apiKey=second&prompt=a&baseUrl="
                            + other.gatewayUrl();
            String first = "kamelet:refvideo-submit-action?model=wan2.6-r2v&prompt=a" + service();

            for (String one : new String[] {first, second, first, second}) {
                template.requestBody(one, "https://example.org/cat.png");
            }

            simulator.assertThat().paidJobs(2);
            other.assertThat().paidJobs(2);
        }
    }

    @Test
    void keysShowNowhere() {
        template.requestBody(generate("&blobAccessKey=RAW(canary-token)&prompt=" + PROMPT), cat);
        assertThatThrownBy(
                        () ->
                                template.requestBody(
                                        generate("&blobAccessKey=RAW(canary-token)&duration=no"),
                                        cat))
                .satisfies(
                        error -> {
                            StringWriter trace = new StringWriter();
                            error.printStackTrace(new PrintWriter(trace));
                            assertThat(trace.toString()).doesNotContain("canary");
                        });

        assertThat(camel.getEndpoints())
                .isNotEmpty()
                .allSatisfy(endpoint -> assertThat(endpoint.toString()).doesNotContain("canary"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Tom & Jerry",
                "Tom&duration=10&baseUrl=http://127.0.0.1:1",
                "100% a+b %26 %zz",
                "{{env:HOME}} {{",
                "#character1 #bean:x",
                "RAW(a) ) RAW{b}",
                "a)&duration=10",
                "Gr\u00f6\u00dfe \ud83d\ude00 ?x=y#z",
                "'quoted' \"twice\" back\\slash",
                "${body} $simple{body}",
                "refvideo-encoded-x"
            })
    void promptFromTheApplicationPropertiesPassesExactly(String prompt) throws Exception {
        camel.getComponent("kamelet", KameletComponent.class)
                .setTemplateProperties(
                        Map.of("refvideo-generate-action", properties("prompt", prompt)));

        template.requestBody(generate(""), cat);

        assertThat(submitted().path("prompt").asText()).isEqualTo(prompt);
        assertThat(submitted().has("duration")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Tom & Jerry", "100% a+b %26 %zz", "a?x=y&duration=10", "#x"})
    void promptInRawPassesExactly(String prompt) throws Exception {
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(
                        ResourceHelper.fromString(
                                "route.yaml",
                                """
                                - route:
                                    from:
                                      uri: direct:images
                                      steps:
                                        - to:
                                            uri: kamelet:refvideo-generate-action
                                            parameters:
                                              apiKey: RAW(%s)
                                              baseUrl: "%s"
                                              allowPrivateAddresses: true
                                              model: alibaba/wan-v2.6-r2v
                                              prompt: "RAW(%s)"
                                              pollInterval: 50ms
                                """
                                        .formatted(KEY, simulator.gatewayUrl(), prompt)));

        template.requestBody("direct:images", cat);

        assertThat(submitted().path("prompt").asText()).isEqualTo(prompt);
        assertThat(submitted().has("duration")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Tom & Jerry", "Tom&Jerry"})
    void valueThatCamelCutsIsRefused(String prompt) {
        assertThatThrownBy(() -> template.requestBody(generate("&prompt=" + prompt), cat))
                .rootCause()
                .hasMessageContaining("write RAW(value) for a value that contains &");

        simulator.assertThat().paidJobs(0);
    }

    private static Properties properties(String name, String value) {
        Properties properties = new Properties();
        properties.put(name, value);
        return properties;
    }

    private String generate(String more) {
        return "kamelet:refvideo-generate-action?model=alibaba/wan-v2.6-r2v&pollInterval=50ms"
                + service()
                + more;
    }

    private String service() {
        return "&apiKey=RAW("
                + KEY
                + ")&allowPrivateAddresses=true&baseUrl="
                + simulator.gatewayUrl();
    }

    private JsonNode submitted() throws IOException {
        return new ObjectMapper().readTree(simulator.ledger().requestLog(Step.START).get(0).body());
    }

    private static void assertIsVideo(byte[] video) {
        assertThat(new String(video, 4, 4, StandardCharsets.US_ASCII)).isEqualTo("ftyp");
        assertThat(video.length).isGreaterThan(50_000);
    }
}

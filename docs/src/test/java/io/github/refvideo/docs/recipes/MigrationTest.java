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
package io.github.refvideo.docs.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.RefVideoSimulatorExtension;
import io.github.refvideo.simulator.fault.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The samples of the migration page. */
class MigrationTest {

    @RegisterExtension
    static RefVideoSimulatorExtension sim =
            RefVideoSimulatorExtension.create(b -> b.renderVideos(false));

    private final ObjectMapper json = new ObjectMapper();

    @TempDir Path outbox;

    @Test
    void callOfTheAiSdkIsTakenAsItIs(RefVideoSimulator simulator) throws Exception {
        String call =
                Files.readString(Path.of("src/test/resources/recipes/ai-sdk-call.json"))
                        .replace(
                                "https://example.com/cat.png",
                                RecipeTestSupport.web(simulator, "cat.png"))
                        .replace(
                                "https://example.com/dog.png",
                                RecipeTestSupport.web(simulator, "dog.png"))
                        // Not the timeout of a test.
                        .replace("10000", "100");

        try (RecipeTestSupport kitchen =
                RecipeTestSupport.gateway(simulator).with("outbox", outbox)) {
            kitchen.cook(new AiSdkCall());
            kitchen.template().requestBody("direct:generateVideo", call);
        }

        assertThat(RecipeTestSupport.isVideo(Files.readAllBytes(outbox.resolve("output.mp4"))))
                .isTrue();
        simulator.assertThat().paidJobs(1).everyJobHasAKey();
        JsonNode sent = sent(simulator, Step.START);
        JsonNode given = json.readTree(call);
        for (String field : List.of("prompt", "resolution", "duration")) {
            assertThat(sent.path(field)).as(field).isEqualTo(given.path(field));
        }
        // The polling options are set on the component, so a start has the same bytes each time.
        ObjectNode options = given.at("/providerOptions/alibaba").deepCopy();
        options.remove(List.of("pollIntervalMs", "pollTimeoutMs"));
        assertThat(sent.at("/providerOptions/alibaba")).isEqualTo(options);
    }

    @Test
    void parametersOfTheDashscopeSdkAreOptions(RefVideoSimulator simulator) throws Exception {
        try (RecipeTestSupport kitchen =
                RecipeTestSupport.dashscope(simulator)
                        .component("base-url", simulator.dashscopeUrl("singapore"))
                        .with("outbox", outbox)) {
            kitchen.cook(new DashscopeCall());
            kitchen.template()
                    .requestBody(
                            "direct:videoSynthesis",
                            List.of(
                                    RecipeTestSupport.web(simulator, "cat.png"),
                                    RecipeTestSupport.web(simulator, "dog.png")));
        }

        assertThat(outbox).isDirectoryContaining(file -> file.toString().endsWith(".mp4"));
        simulator.assertThat().paidJobs(1);
        JsonNode sent = sent(simulator, Step.DASHSCOPE_CREATE);
        assertThat(sent.path("model").asText()).isEqualTo("wan2.6-r2v");
        assertThat(sent.at("/input/reference_urls")).hasSize(2);
        JsonNode parameters = sent.path("parameters");
        assertThat(parameters.path("size").asText()).isEqualTo("1280*720");
        assertThat(parameters.path("duration").asInt()).isEqualTo(4);
        assertThat(parameters.path("shot_type").asText()).isEqualTo("single");
        assertThat(parameters.path("seed").asInt()).isEqualTo(7);
        assertThat(parameters.path("watermark").asBoolean(true)).isFalse();
        assertThat(parameters.path("prompt_extend").asBoolean(true)).isFalse();
    }

    private JsonNode sent(RefVideoSimulator simulator, Step step) throws Exception {
        return json.readTree(simulator.ledger().requestLog(step).get(0).body());
    }
}

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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.refvideo.simulator.server.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The simulator reads each request as the AI SDK's adapters do, and misreads what they misread. The
 * table is recorded from the adapters; see {@code src/test/adapters} of the component.
 */
class AdapterReadingTest {
    private static final Path TABLE =
            Path.of("../camel-refvideo-component/src/test/resources/adapters/intents.jsonl");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final GatewayModels MODELS = new GatewayModels();

    private static Stream<Named<JsonNode>> lines(boolean thrown) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(TABLE)) {
            lines.add(JSON.readTree(line));
        }
        return lines.stream()
                .filter(line -> line.hasNonNull("arrival"))
                .filter(line -> line.get("arrival").has("error") == thrown)
                .map(line -> Named.of(line.get("name").asText(), line));
    }

    static Stream<Named<JsonNode>> arrivals() throws IOException {
        return lines(false);
    }

    static Stream<Named<JsonNode>> errors() throws IOException {
        return lines(true);
    }

    @Test
    void tableExists() throws IOException {
        assertThat(arrivals()).hasSizeGreaterThan(400);
        assertThat(errors()).hasSizeGreaterThan(40);
    }

    @ParameterizedTest
    @MethodSource("arrivals")
    void requestArrivesAsByTheAdapter(JsonNode line) throws Exception {
        VendorRequest arrival = translate(line);

        assertThat(JSON.readTree(arrival.body().toString())).isEqualTo(line.at("/arrival/body"));
        assertThat(arrival.path()).isEqualTo(line.at("/arrival/path").asText());
        assertThat(features(arrival.warnings().list(), "feature"))
                .isEqualTo(features(line.at("/arrival/warnings"), null));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void requestIsRefusedWhereTheAdapterThrows(JsonNode line) {
        assertThatThrownBy(() -> translate(line)).isInstanceOf(InvalidRequestException.class);
    }

    /** The vendor accepts every converted request. */
    @ParameterizedTest
    @MethodSource("arrivals")
    void everyArrivalBecomesAJob(JsonNode line) throws Exception {
        assertThat(Interpretation.of(model(line), request(line)).spec().model()).isNotBlank();
    }

    private static VendorRequest translate(JsonNode line) throws InvalidRequestException {
        GatewayModel model = model(line);
        return model.dialect().rules().translate(model, request(line));
    }

    private static VideoRequest request(JsonNode line) throws InvalidRequestException {
        return VideoRequest.read(line.get("request").toString());
    }

    private static GatewayModel model(JsonNode line) {
        return MODELS.find(line.path("model").asText(line.at("/intent/model").asText()))
                .orElseThrow();
    }

    private static List<String> features(JsonNode warnings, String field) {
        return StreamSupport.stream(warnings.spliterator(), false)
                .map(warning -> (field == null ? warning : warning.get(field)).asText())
                .toList();
    }
}

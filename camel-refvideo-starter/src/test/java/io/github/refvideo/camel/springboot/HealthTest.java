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
package io.github.refvideo.camel.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.RefVideoSimulatorExtension;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The actuator health of an application with a refvideo route. */
class HealthTest {

    @RegisterExtension
    static final RefVideoSimulatorExtension SIMULATOR =
            RefVideoSimulatorExtension.create(simulator -> simulator.fetchReferences(false));

    @Test
    void applicationWithARefvideoRouteIsUp() throws Exception {
        RefVideoSimulator simulator = SIMULATOR.simulator();
        try (var app = start(App.with(simulator, "camel.health.producers-enabled=true"))) {
            JsonNode health = health(app);

            assertThat(health.path("status").asText()).isEqualTo("UP");
            JsonNode camel = health.path("components").path("camelHealth");
            assertThat(camel.path("status").asText()).isEqualTo("UP");
            assertThat(check(camel, "").asText()).isEqualTo("UP");
            assertThat(check(camel, ".data").path("provider").asText()).isEqualTo("gateway");
        }
        simulator.assertThat().paidJobs(0);
    }

    @Test
    void applicationIsDownIfTheServiceIsUnreachable() throws Exception {
        RefVideoSimulator simulator = SIMULATOR.simulator();
        simulator.faults().on(Step.MODELS).inject(Fault.status(401));
        try (var app = start(App.with(simulator, "camel.health.producers-enabled=true"))) {
            JsonNode health = health(app);

            assertThat(health.path("status").asText()).isEqualTo("DOWN");
            JsonNode camel = health.path("components").path("camelHealth");
            assertThat(check(camel, "").asText()).isEqualTo("DOWN");
            assertThat(check(camel, ".data").path("error.kind").asText())
                    .isEqualTo("AUTHENTICATION");
        }
    }

    /** A detail of the component's check, whose name ends with the id of the route. */
    private static JsonNode check(JsonNode camel, String detail) {
        return camel.path("details").properties().stream()
                .filter(
                        entry ->
                                entry.getKey().matches("producer:refvideo-generate-[^.]+" + detail))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    private static ConfigurableApplicationContext start(String[] properties) {
        String[] all = new String[properties.length + 5];
        System.arraycopy(properties, 0, all, 5, properties.length);
        all[0] = "server.port=0";
        all[1] = "server.address=127.0.0.1";
        all[2] = "management.endpoints.web.exposure.include=health";
        all[3] = "management.endpoint.health.show-details=always";
        all[4] = "camel.health.exposure-level=full";
        return App.startWeb(RouteTest.Routes.class, all);
    }

    private static JsonNode health(ConfigurableApplicationContext app) throws Exception {
        String port = app.getEnvironment().getProperty("local.server.port");
        URI place = URI.create("http://127.0.0.1:" + port + "/actuator/health");
        String json =
                HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(place).build(), BodyHandlers.ofString())
                        .body();
        return new ObjectMapper().readTree(json);
    }
}

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
package io.github.refvideo.camel.builder;

import static io.github.refvideo.camel.builder.endpoint.StaticEndpointBuilders.refvideo;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.GatewayFlow;
import io.github.refvideo.camel.RefVideoEndpoint;
import io.github.refvideo.camel.RefVideoOperation;
import io.github.refvideo.camel.dsl.Application;
import io.github.refvideo.camel.dsl.TestImages;
import io.github.refvideo.camel.dsl.Videos;
import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.RefVideoSimulatorExtension;
import io.github.refvideo.simulator.fault.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Routes with endpoint builders instead of URIs. */
class EndpointDslTest {

    @RegisterExtension
    static final RefVideoSimulatorExtension SIMULATOR = RefVideoSimulatorExtension.create();

    @TempDir Path folder;

    @Test
    void imageInTheInboxBecomesAVideoInTheOutbox(RefVideoSimulator simulator) throws Exception {
        Path inbox = Files.createDirectory(folder.resolve("inbox"));
        Path outbox = folder.resolve("outbox");
        Files.write(inbox.resolve("cat.png"), TestImages.cat());
        Map<String, String> settings = Application.settings(simulator);
        settings.put("inbox", inbox.toString());
        settings.put("outbox", outbox.toString());

        try (Application application = Application.of(new VideoRoutes(), settings)) {
            assertThat(application.context().getRoutes()).hasSize(1);
            Path video = Videos.theOneIn(outbox);
            assertThat(video).hasFileName(simulator.jobs().get(0).id() + ".mp4");
        }

        String asked = simulator.ledger().requestLog(Step.START).get(0).body();
        assertThat(asked).contains("character1 waves at the camera", "1280x720", "\"duration\":4");
        simulator.assertThat().paidJobs(1).paidJobsOf("alibaba/wan-v2.6-r2v").exactly(1);
    }

    @Test
    void buildersWorkInAnyRouteBuilderAndForAnyNameOfTheComponent(RefVideoSimulator simulator)
            throws Exception {
        String cat = simulator.serveReference("cat.png", TestImages.cat(), "image/png");
        RouteBuilder routes =
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:order")
                                .to(refvideo("submit").prompt("character1 sleeps"))
                                .to(refvideo("await").advanced().gatewayFlow(GatewayFlow.async));
                    }
                };
        Map<String, String> settings = Application.settings(simulator);
        settings.put("camel.component.refvideo.model", "alibaba/wan-v2.6-r2v");

        try (Application application = Application.of(routes, settings)) {
            Videos.assertIsVideo(
                    application.template().requestBody("direct:order", cat, byte[].class));
        }

        assertThat(refvideo("second", "generate").duration(5).getRawUri())
                .isEqualTo("second://generate?duration=5");
    }

    @Test
    void everyOperationHasAnEndpoint() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            for (RefVideoOperation operation : RefVideoOperation.values()) {
                RefVideoEndpoint endpoint =
                        refvideo(operation.name())
                                .apiKey("any")
                                .resolve(context, RefVideoEndpoint.class);
                assertThat(endpoint.getOperation()).isEqualTo(operation);
            }
        }
    }

    @Test
    void resumeIsBuiltAsAConsumerWithOptionsOfItsOwn() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            RefVideoEndpoint endpoint =
                    refvideo("resume").delay(30_000).resolve(context, RefVideoEndpoint.class);
            assertThat(endpoint.getDelay()).isEqualTo(30_000);
        }
    }

    @Test
    void headersOfTheServiceTakeTheirPrefixFromTheBuilder() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            RefVideoEndpoint endpoint =
                    refvideo("generate")
                            .advanced()
                            .additionalHeader("X-Tenant", "zoo")
                            .resolve(context, RefVideoEndpoint.class);
            assertThat(endpoint.getConfiguration().getAdditionalHeader())
                    .isEqualTo(Map.of("X-Tenant", "zoo"));
        }
    }
}

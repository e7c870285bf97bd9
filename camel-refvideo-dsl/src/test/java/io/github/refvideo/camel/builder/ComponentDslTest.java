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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.refvideo.camel.RefVideoComponent;
import io.github.refvideo.camel.RefVideoOutput;
import io.github.refvideo.camel.builder.component.ComponentsBuilderFactory;
import io.github.refvideo.camel.dsl.TestImages;
import io.github.refvideo.camel.dsl.Videos;
import io.github.refvideo.camel.repository.FileVideoJobRepository;
import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.RefVideoSimulatorExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Configuration of the component in Java, with one method per option. */
class ComponentDslTest {

    @RegisterExtension
    static final RefVideoSimulatorExtension SIMULATOR = RefVideoSimulatorExtension.create();

    @TempDir Path jobs;

    private static void register(CamelContext context, Path jobs) {
        // tag::component-dsl[]
        ComponentsBuilderFactory.refvideo()
                .apiKey("{{service.key}}")
                .baseUrl("{{service.url}}")
                .model("alibaba/wan-v2.6-r2v")
                .pollInterval(2_000L)
                .pollTimeout(900_000L)
                .jobRepository(new FileVideoJobRepository(jobs))
                .allowPrivateAddresses(true) // only where the service is on your own network
                .register(context, "refvideo");
        // end::component-dsl[]
    }

    @Test
    void registeredComponentMakesVideosAndRemembersThem(RefVideoSimulator simulator)
            throws Exception {
        String cat = simulator.serveReference("cat.png", TestImages.cat(), "image/png");
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getPropertiesComponent().setInitialProperties(service(simulator));
            register(context, jobs);
            context.start();
            try (ProducerTemplate template = context.createProducerTemplate()) {
                Videos.assertIsVideo(
                        template.requestBodyAndHeader(
                                "refvideo:generate?pollInterval=50&initialPollDelay=50",
                                cat,
                                "CamelRefVideoPrompt",
                                "character1 looks out of the window",
                                byte[].class));
            }
            assertThat(context.getComponent("refvideo", RefVideoComponent.class))
                    .satisfies(
                            component ->
                                    assertThat(component.getConfiguration().getPollTimeout())
                                            .isEqualTo(900_000));
        }
        simulator.assertThat().paidJobs(1);
        try (Stream<Path> records = Files.walk(jobs)) {
            assertThat(records.filter(Files::isRegularFile)).isNotEmpty();
        }
    }

    @Test
    void twoComponentsHaveOptionsOfTheirOwn() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            ComponentsBuilderFactory.refvideo()
                    .output(RefVideoOutput.url)
                    .register(context, "links");
            ComponentsBuilderFactory.refvideo().provider("dashscope").register(context, "direct");

            RefVideoComponent links = context.getComponent("links", RefVideoComponent.class);
            RefVideoComponent direct = context.getComponent("direct", RefVideoComponent.class);
            assertThat(links.getConfiguration().getOutput()).isEqualTo(RefVideoOutput.url);
            assertThat(links.getConfiguration().getProvider()).isEqualTo("gateway");
            assertThat(direct.getConfiguration().getProvider()).isEqualTo("dashscope");
        }
    }

    @Test
    void valueThatCannotBeIsRefusedWhereItIsRegistered() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            assertThatThrownBy(
                            () ->
                                    ComponentsBuilderFactory.refvideo()
                                            .claimTimeout(1)
                                            .register(context, "refvideo"))
                    .hasMessageContaining(
                            "claimTimeout: 1 is not allowed; it must be at least 1000");
        }
    }

    private static Properties service(RefVideoSimulator simulator) {
        Properties service = new Properties();
        service.setProperty("service.key", "any");
        service.setProperty("service.url", simulator.gatewayUrl());
        return service;
    }
}

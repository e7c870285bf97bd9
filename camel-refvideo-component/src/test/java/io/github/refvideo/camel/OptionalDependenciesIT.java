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
package io.github.refvideo.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.job.JobTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Micrometer, camel-webhook and camel-telemetry are optional. */
class OptionalDependenciesIT {

    @Test
    void componentRunsWithoutMicrometer(@TempDir Path folder) throws Exception {
        String said =
                ForkedJvm.runWithout(
                        "micrometer", folder, Program.class, List.of("-verbose:class"), "absent");

        assertThat(said)
                .contains("VIDEO")
                .contains("metrics.Monitors source")
                .doesNotContain("metrics.MicrometerJobListener", "io.micrometer");
    }

    @Test
    void componentRunsWithoutTheWebhookComponent(@TempDir Path folder) throws Exception {
        assertThat(
                        ForkedJvm.runWithout(
                                "camel-webhook",
                                folder,
                                Program.class,
                                List.of("-verbose:class"),
                                "absent"))
                .contains("VIDEO")
                .contains("with the dependency camel-webhook")
                .doesNotContain("RefVideoWebhookEndpoint source");
    }

    @Test
    void componentRunsWithoutATracer(@TempDir Path folder) throws Exception {
        assertThat(
                        ForkedJvm.runWithout(
                                "camel-telemetry",
                                folder,
                                Program.class,
                                List.of("-verbose:class"),
                                "absent"))
                .contains("VIDEO")
                .doesNotContain("RefVideoSpanDecorator source", "org.apache.camel.telemetry");
    }

    /** Verifies the first test: the same program finds Micrometer on a full class path. */
    @Test
    void sameProgramUsesMicrometerIfPresent(@TempDir Path folder) throws Exception {
        assertThat(ForkedJvm.run(folder, Program.class, List.of("-verbose:class"), "there"))
                .contains("VIDEO")
                .contains("io.micrometer.core.instrument.MeterRegistry");
    }

    /** Generates a video and inspects every class of the component by reflection. */
    static final class Program {

        private Program() {}

        public static void main(String[] args) throws Exception {
            try (RefVideoSimulator simulator =
                            RefVideoSimulator.builder()
                                    .jobTime(JobTime.fixed(Duration.ofMillis(20)))
                                    .fetchReferences(false)
                                    .renderVideos(false)
                                    .start();
                    DefaultCamelContext context = new DefaultCamelContext()) {
                RefVideoComponent component =
                        context.getComponent("refvideo", RefVideoComponent.class);
                RefVideoTestSupport.pointAt(simulator, component.getConfiguration());
                context.start();
                byte[] video =
                        context.createProducerTemplate()
                                .requestBody(
                                        "refvideo:generate",
                                        simulator.referenceUrl("cat.png"),
                                        byte[].class);
                // Like frameworks that search for annotations.
                for (String name : List.of("Monitors", "JobEventPublisher")) {
                    Class<?> type =
                            Class.forName("io.github.refvideo.camel.internal.metrics." + name);
                    System.out.println(Arrays.toString(type.getDeclaredMethods()));
                }
                System.out.println(Arrays.toString(component.getClass().getMethods()));
                try {
                    context.getEndpoint("refvideo:completed").createConsumer(exchange -> {});
                } catch (UnsupportedOperationException e) {
                    System.out.println(e.getMessage());
                }
                System.out.println(video.length > 0 ? "VIDEO" : "NOTHING");
            }
        }
    }
}

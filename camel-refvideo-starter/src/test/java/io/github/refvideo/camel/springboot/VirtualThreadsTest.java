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

import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.job.JobTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;

/** Spring's switch for virtual threads, which camel-spring-boot passes on to Camel. */
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadsTest {

    @Test
    void routesContinueOnVirtualThreads(@TempDir Path folder) throws Exception {
        assertThat(run(folder, "spring.threads.virtual.enabled=true")).contains("VIRTUAL true");
    }

    /** In a JVM of its own, because Camel reads the switch once. */
    private static String run(Path folder, String property)
            throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-cp",
                                        System.getProperty(
                                                "surefire.test.class.path",
                                                System.getProperty("java.class.path")),
                                        Program.class.getName(),
                                        property))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(output);
    }

    static final class Program {

        private Program() {}

        static class Routes {

            @Bean
            RouteBuilder videos() {
                return new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:cat")
                                .to("refvideo:generate")
                                // By reflection, because the tests are compiled for Java 17.
                                .process(
                                        exchange ->
                                                exchange.getMessage()
                                                        .setBody(
                                                                Thread.class
                                                                        .getMethod("isVirtual")
                                                                        .invoke(
                                                                                Thread
                                                                                        .currentThread())));
                    }
                };
            }
        }

        public static void main(String[] args) {
            try (RefVideoSimulator simulator =
                            RefVideoSimulator.builder()
                                    .jobTime(JobTime.fixed(Duration.ofMillis(50)))
                                    .fetchReferences(false)
                                    .renderVideos(false)
                                    .start();
                    var app = App.start(Routes.class, App.with(simulator, args))) {
                System.out.println(
                        "VIRTUAL "
                                + app.getBean(ProducerTemplate.class)
                                        .requestBodyAndHeaders(
                                                "direct:cat",
                                                simulator.referenceUrl("cat.png"),
                                                Map.of("CamelRefVideoPrompt", "character1 waves")));
            }
        }
    }
}

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
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.job.JobTime;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.management.Attribute;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A canary key is hunted through everything that an operator sees: logs at TRACE (of a JVM of its
 * own, since loggers are set up once), exceptions, endpoint URIs, JMX, toString.
 */
class SecretLeakTest {

    static final String CANARY = "canary-4d1c9e7b";
    static final String PROXY_CANARY = "proxy-canary-88f2";

    @Test
    void keyNeverShowsAnywhere(@TempDir Path folder) throws Exception {
        File log = folder.resolve("trace.log").toFile();
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                                Hunt.class.getName())
                        .redirectErrorStream(true)
                        .redirectOutput(log)
                        .start();

        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(log.toPath());
        assertThat(process.exitValue())
                .as(text.substring(Math.max(0, text.length() - 3000)))
                .isZero();
        assertThat(text)
                .contains("TRACE")
                .contains("HUNT COMPLETE")
                .doesNotContain(CANARY)
                .doesNotContain(PROXY_CANARY)
                // A prompt is the user's business, not the log reader's, above DEBUG; ours logs it
                // never.
                .doesNotContain("sig=");
    }

    /** The program that is watched. */
    static final class Hunt {

        private Hunt() {}

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
                component.getConfiguration().setApiKey(CANARY);
                component.getConfiguration().setPollTimeout(1000L);
                context.start();
                ProducerTemplate template = context.createProducerTemplate();
                String uri =
                        "refvideo:generate?apiKey="
                                + CANARY
                                + "&nonProxyHosts=*&proxyHost=127.0.0.1&proxyPort=9"
                                + "&proxyAuthUsername=u&proxyAuthPassword="
                                + PROXY_CANARY;
                for (Step step : List.of(Step.MODELS, Step.START, Step.STATUS, Step.RESULT)) {
                    simulator.faults().clear();
                    simulator.faults().on(step).inject(Fault.status(401));
                    hunt(template, uri, simulator);
                    simulator.faults().clear();
                    simulator.faults().on(step).inject(Fault.garbage());
                    hunt(template, uri, simulator);
                }
                simulator.faults().clear();
                hunt(template, uri + "&gatewayFlow=stream", simulator);
                context.getEndpoints()
                        .forEach(
                                endpoint -> {
                                    System.out.println(endpoint);
                                    System.out.println(component.engineRoom().engine().inFlight());
                                });
                System.out.println(component);
                jmx();
                System.out.println("HUNT COMPLETE");
            }
        }

        private static void hunt(
                ProducerTemplate template, String uri, RefVideoSimulator simulator) {
            Exchange answer =
                    template.request(
                            uri,
                            exchange ->
                                    exchange.getMessage().setBody(simulator.referenceUrl("c.png")));
            if (answer.getException() != null) {
                StringWriter trace = new StringWriter();
                answer.getException().printStackTrace(new PrintWriter(trace));
                System.out.println(trace);
            }
        }

        private static void jmx() throws Exception {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            for (ObjectName name : server.queryNames(new ObjectName("org.apache.camel:*"), null)) {
                System.out.println(name);
                String[] attributes =
                        java.util.Arrays.stream(server.getMBeanInfo(name).getAttributes())
                                .filter(MBeanAttributeInfo::isReadable)
                                .map(MBeanAttributeInfo::getName)
                                .toArray(String[]::new);
                for (Attribute attribute : server.getAttributes(name, attributes).asList()) {
                    System.out.println(attribute.getName() + "=" + attribute.getValue());
                }
            }
        }
    }
}

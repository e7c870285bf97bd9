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

import io.github.refvideo.camel.event.RefVideoJobEvent;
import io.github.refvideo.camel.fuzz.MediaSamples;
import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.job.JobTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.management.Attribute;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.SimpleEventNotifierSupport;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A canary key must not appear in any output: logs at TRACE (in its own JVM, because loggers are
 * configured once), exceptions, endpoint URIs, JMX, dev console, health, toString.
 */
class SecretLeakIT {

    static final String CANARY = "canary-4d1c9e7b";
    static final String PROXY_CANARY = "proxy-canary-88f2";
    static final String HEADER_CANARY = "header-canary-0c3d";
    static final String WEBHOOK_CANARY = "webhook-canary-77aa";
    static final String UPLOAD_CANARY = "upload-canary-51b7";

    @Test
    void keyOfTheComponentIsNotLoggedEvenAtTrace(@TempDir Path folder) throws Exception {
        assertThat(hunt(folder, "component"))
                .contains("TRACE org.apache.camel")
                .contains("EVENT Job")
                .contains("camel.refvideo.jobs.ended")
                .contains("UPLOADED")
                .contains("of which")
                .contains("error.kind=AUTHENTICATION")
                .doesNotContain(CANARY)
                .doesNotContain(PROXY_CANARY)
                .doesNotContain(HEADER_CANARY)
                .contains("the tenant xxxxxx")
                .doesNotContain(RefVideoSimulator.BLOB_TOKEN)
                .doesNotContain("whsec_")
                .doesNotContain("refvideoJob")
                .doesNotContain(UPLOAD_CANARY);
    }

    /**
     * Camel's core prints raw URIs at TRACE, whatever component they belong to: it is left out
     * here.
     */
    @Test
    void keyInAUriIsLoggedOnlyInCamelsTraceLogs(@TempDir Path folder) throws Exception {
        assertThat(hunt(folder, "uri", "-Dorg.slf4j.simpleLogger.log.org.apache.camel=info"))
                .contains("apiKey=xxxxxx")
                .contains("blobAccessKey=xxxxxx")
                .contains("UPLOADED")
                .contains("of which")
                .contains("error.kind=AUTHENTICATION")
                .doesNotContain(CANARY)
                .doesNotContain(PROXY_CANARY)
                .doesNotContain(HEADER_CANARY)
                .contains("the tenant xxxxxx")
                .doesNotContain(RefVideoSimulator.BLOB_TOKEN)
                .doesNotContain("whsec_")
                .doesNotContain("refvideoJob")
                .doesNotContain(UPLOAD_CANARY)
                // No signed URL and no prompt.
                .doesNotContain("sig=")
                .doesNotContain(RefVideoTestSupport.PROMPT);
    }

    private static String hunt(Path folder, String keyIn, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=trace");
        String text = ForkedJvm.run(folder, Hunt.class, all, keyIn);
        assertThat(text).contains("TRACE").contains("HUNT COMPLETE");
        return text;
    }

    /** The program whose output is checked. */
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
                RefVideoConfiguration options = component.getConfiguration();
                options.setPollTimeout(1000L);
                // No request is accepted there. The response to a submit contains a secret.
                options.setWebhookUrl("http://127.0.0.1:1/" + WEBHOOK_CANARY);
                options.setWebhookPollInterval(50);
                options.setAdditionalHeader(Map.of("X-Tenant", HEADER_CANARY));
                options.setNonProxyHosts("*");
                // Another host name than that of the service, because all requests would go there
                // otherwise.
                options.setProxyHost("localhost");
                String uri = "refvideo:generate";
                if (args[0].equals("uri")) {
                    uri +=
                            "?apiKey="
                                    + CANARY
                                    + "&proxyAuthPassword="
                                    + PROXY_CANARY
                                    + "&blobAccessKey="
                                    + RefVideoSimulator.BLOB_TOKEN;
                } else {
                    options.setApiKey(CANARY);
                    options.setProxyAuthPassword(PROXY_CANARY);
                    options.setBlobAccessKey(RefVideoSimulator.BLOB_TOKEN);
                }
                options.setBlobBaseUrl(simulator.blobUrl());
                context.addRoutes(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("direct:upload")
                                        .process(
                                                e ->
                                                        e.getMessage()
                                                                .setBody(
                                                                        "https://h/x.png?X-Amz-Signature="
                                                                                + UPLOAD_CANARY));
                            }
                        });
                HealthCheckHelper.getHealthCheckRepository(context, "producers").setEnabled(true);
                context.getManagementStrategy().addEventNotifier(new Printer());
                SimpleMeterRegistry meters = new SimpleMeterRegistry();
                context.getRegistry().bind("meters", meters);
                context.start();
                ProducerTemplate template = context.createProducerTemplate();
                for (Step step : List.of(Step.MODELS, Step.START, Step.STATUS, Step.RESULT)) {
                    simulator.faults().clear();
                    simulator.faults().on(step).inject(Fault.status(401));
                    hunt(template, uri, simulator);
                    simulator.faults().clear();
                    simulator.faults().on(step).inject(Fault.garbage());
                    hunt(template, uri, simulator);
                }
                simulator.faults().clear();
                simulator
                        .faults()
                        .on(Step.STATUS)
                        .inject(Fault.jobFailure("Not for the tenant " + HEADER_CANARY));
                hunt(template, uri, simulator);
                simulator.faults().clear();
                simulator.faults().on(Step.MODELS).inject(Fault.status(401));
                health(context);
                simulator.faults().clear();
                hunt(
                        template,
                        uri + (uri.contains("?") ? "&" : "?") + "gatewayFlow=stream",
                        simulator);
                String more = uri + (uri.contains("?") ? "&" : "?");
                upload(template, more + "referenceStore=vercel-blob", simulator);
                upload(template, more + "referenceStore=endpoint:direct:upload", simulator);
                context.getEndpoints()
                        .forEach(
                                endpoint -> {
                                    System.out.println(endpoint);
                                    System.out.println(
                                            component.services().runtime().engine().inFlight());
                                });
                System.out.println(component);
                console(context);
                health(context);
                System.out.println(meters.getMetersAsString());
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
            print(answer);
        }

        private static void print(Exchange answer) {
            if (answer.getException() != null) {
                StringWriter trace = new StringWriter();
                answer.getException().printStackTrace(new PrintWriter(trace));
                System.out.println(trace);
            }
        }

        /** Local media is uploaded to a store that succeeds, fails and hangs. */
        private static void upload(
                ProducerTemplate template, String uri, RefVideoSimulator simulator) {
            for (Fault fault :
                    List.of(Fault.status(403), Fault.garbage(), Fault.resetAfterRead())) {
                simulator.faults().clear();
                simulator.faults().on(Step.BLOB_PUT).inject(fault);
                print(
                        template.request(
                                uri,
                                e -> e.getMessage().setBody(MediaSamples.image("png", 320, 240))));
            }
            simulator.faults().clear();
            Exchange answer =
                    template.request(
                            uri, e -> e.getMessage().setBody(MediaSamples.image("png", 320, 241)));
            print(answer);
            if (answer.getException() == null) {
                System.out.println("UPLOADED");
            }
        }

        private static void console(DefaultCamelContext context) {
            DevConsole console =
                    PluginHelper.getDevConsoleResolver(context).resolveDevConsole("refvideo");
            System.out.println(console.call(DevConsole.MediaType.TEXT));
            System.out.println(((JsonObject) console.call(DevConsole.MediaType.JSON)).toJson());
        }

        /** Also the result of a health check with a refused key. */
        private static void health(DefaultCamelContext context) {
            for (HealthCheck.Result result : HealthCheckHelper.invokeReadiness(context, "full")) {
                System.out.println(result.getCheck() + " " + result);
                System.out.println(result.getMessage() + " " + result.getDetails());
                result.getError().ifPresent(error -> error.printStackTrace(System.out));
            }
        }

        /** Shows every event about a job. */
        private static final class Printer extends SimpleEventNotifierSupport {

            @Override
            public void notify(CamelEvent event) {
                if (event instanceof RefVideoJobEvent told) {
                    System.out.println("EVENT " + told + ' ' + told.getJob());
                }
            }
        }

        private static void jmx() throws Exception {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            for (ObjectName name : server.queryNames(new ObjectName("org.apache.camel:*"), null)) {
                System.out.println(name);
                String[] attributes =
                        Arrays.stream(server.getMBeanInfo(name).getAttributes())
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

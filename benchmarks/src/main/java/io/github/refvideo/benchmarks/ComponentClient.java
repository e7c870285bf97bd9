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
package io.github.refvideo.benchmarks;

import io.github.refvideo.camel.RefVideoComponent;
import io.github.refvideo.camel.RefVideoConfiguration;
import io.github.refvideo.camel.RefVideoOutput;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A route with the component behind one SEDA consumer thread. Options other than the limits of the
 * account have their defaults; variants set {@code pollInterval} or {@code webhookUrl}.
 */
final class ComponentClient implements VideoClient {

    private static final String WEBHOOK_PATH = "/refvideo/events";
    private static final String RESULT = "result";

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ProducerTemplate template;

    ComponentClient(String variant, Task task) throws Exception {
        RefVideoConfiguration options =
                context.getComponent("refvideo", RefVideoComponent.class).getConfiguration();
        configure(options, task);
        if (variant.equals("interval")) {
            options.setPollInterval((long) task.pollMillis());
        }
        context.addRoutes(route(task));
        if (variant.equals("webhook")) {
            receiveEvents(options);
        }
        context.start();
        template = context.createProducerTemplate();
    }

    private static void configure(RefVideoConfiguration options, Task task) {
        options.setProvider(task.provider());
        options.setBaseUrl(task.baseUrl());
        options.setApiKey("simulated");
        options.setModel(
                task.provider().equals("gateway")
                        ? Service.GATEWAY_MODEL
                        : Service.DASHSCOPE_MODEL);
        options.setDuration(2);
        options.setAllowPrivateAddresses(true);
        options.setMaxInFlight(task.jobs());
        if (task.statusPerSecond() > 0) {
            options.setSubmitsPerSecond(task.submitsPerSecond());
            options.setStatusPerSecond(task.statusPerSecond());
        }
        options.setOutput(task.download() ? RefVideoOutput.file : RefVideoOutput.url);
        if (task.download()) {
            options.setOutputDirectory(task.directory().toString());
        }
    }

    private static RouteBuilder route(Task task) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                onException(Throwable.class).handled(true).process(ComponentClient::failed);
                from("seda:jobs?size=" + task.jobs())
                        .setBody(constant(Service.REFERENCE))
                        .to("refvideo:generate")
                        .process(exchange -> result(exchange).complete(file(exchange, task)));
            }
        };
    }

    private void receiveEvents(RefVideoConfiguration options) throws Exception {
        int port = freePort();
        context.getRestConfiguration().setHost("127.0.0.1");
        context.getRestConfiguration().setPort(port);
        options.setWebhookUrl("http://127.0.0.1:" + port + WEBHOOK_PATH);
        context.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("webhook:refvideo:completed?webhookComponentName=jetty&webhookPath="
                                        + WEBHOOK_PATH)
                                .to("log:events?level=DEBUG");
                    }
                });
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public CompletableFuture<Path> generate(String prompt) {
        CompletableFuture<Path> result = new CompletableFuture<>();
        template.send(
                "seda:jobs",
                exchange -> {
                    exchange.getMessage().setHeader("CamelRefVideoPrompt", prompt);
                    exchange.setProperty(RESULT, result);
                });
        return result;
    }

    private static Path file(Exchange exchange, Task task) {
        return task.download() ? exchange.getMessage().getBody(File.class).toPath() : null;
    }

    private static void failed(Exchange exchange) {
        result(exchange)
                .completeExceptionally(
                        exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
    }

    @SuppressWarnings("unchecked")
    private static CompletableFuture<Path> result(Exchange exchange) {
        return (CompletableFuture<Path>) exchange.getProperty(RESULT);
    }

    @Override
    public void close() {
        context.stop();
    }
}

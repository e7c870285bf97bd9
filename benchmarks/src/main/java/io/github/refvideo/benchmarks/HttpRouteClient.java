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

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A route as it is written without the component: {@code http}, {@code jackson}, {@code
 * loopDoWhile} and {@code delay}, and {@code file} for the video. Retries nothing.
 */
final class HttpRouteClient implements VideoClient {

    private static final String RESULT = "result";

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ProducerTemplate template;
    private final AtomicInteger files = new AtomicInteger();

    HttpRouteClient(Task task) throws Exception {
        context.addRoutes(new Generate(Service.of(task.provider(), task.baseUrl()), task));
        context.start();
        template = context.createProducerTemplate();
    }

    @Override
    public CompletableFuture<Path> generate(String prompt) {
        CompletableFuture<Path> result = new CompletableFuture<>();
        template.send(
                "seda:jobs",
                exchange -> {
                    exchange.getMessage().setBody(prompt);
                    exchange.setProperty("file", "video-" + files.incrementAndGet() + ".mp4");
                    exchange.setProperty(RESULT, result);
                });
        return result;
    }

    @Override
    public void close() {
        context.stop();
    }

    private static final class Generate extends RouteBuilder {

        private final Service service;
        private final Task task;

        Generate(Service service, Task task) {
            this.service = service;
            this.task = task;
        }

        @Override
        public void configure() {
            onException(Throwable.class).handled(true).process(Generate::failed);
            from("seda:jobs?size=" + task.jobs())
                    .process(
                            exchange ->
                                    request(
                                            exchange,
                                            service.submitBody()
                                                    .formatted(
                                                            exchange.getMessage()
                                                                    .getBody(String.class))))
                    .to(service.submitUrl())
                    .unmarshal()
                    .json(Map.class)
                    .setProperty("job", simple(path(service.jobId())))
                    .setProperty("status", constant("PENDING"))
                    .loopDoWhile(
                            simple("${exchangeProperty.status} != '" + service.succeeded() + "'"))
                    .delay(task.pollMillis())
                    .process(exchange -> request(exchange, statusBody(exchange)))
                    .toD(service.statusUrl().formatted("${exchangeProperty.job}"))
                    .unmarshal()
                    .json(Map.class)
                    .setProperty("status", simple(path(service.status())))
                    .end()
                    .end()
                    .setProperty("url", simple(path(service.videoUrl())))
                    .to("direct:store");
            if (task.download()) {
                // Otherwise, each video is held in memory.
                from("direct:store")
                        .streamCache("false")
                        .removeHeaders("*")
                        .setBody(constant(null))
                        .setHeader(Exchange.HTTP_URI, exchangeProperty("url"))
                        .to("http://video?disableStreamCache=true")
                        .to("file:" + task.directory() + "?fileName=${exchangeProperty.file}")
                        .process(
                                exchange ->
                                        result(exchange)
                                                .complete(
                                                        task.directory()
                                                                .resolve(
                                                                        exchange.getProperty(
                                                                                "file",
                                                                                String.class))));
            } else {
                from("direct:store").process(exchange -> result(exchange).complete(null));
            }
        }

        /** A JSON pointer as a path of the simple language: {@code ${body[output][task_id]}}. */
        private static String path(String pointer) {
            return "${body" + pointer.replaceAll("/([^/]+)", "[$1]") + "}";
        }

        private String statusBody(Exchange exchange) {
            return service.statusBody() == null
                    ? null
                    : service.statusBody().formatted(exchange.getProperty("job"));
        }

        private void request(Exchange exchange, String body) {
            exchange.getMessage().removeHeaders("*");
            service.headers().forEach(exchange.getMessage()::setHeader);
            exchange.getMessage().setHeader(Exchange.HTTP_METHOD, body == null ? "GET" : "POST");
            exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
            exchange.getMessage().setBody(body);
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
    }
}

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
package io.github.refvideo.examples.fallback;

import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.RefVideoSimulatorBuilder;
import io.github.refvideo.simulator.fault.Step;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;

/** The routes of the example with a simulator of both services. */
final class FallbackTestContext implements AutoCloseable {

    final RefVideoSimulator simulator;
    final Main main;
    private final String reference;
    private final Path directory;

    FallbackTestContext(Path directory, RefVideoSimulatorBuilder builder, Map<String, String> own)
            throws Exception {
        this.directory = directory;
        simulator = builder.renderVideos(false).start();
        reference = simulator.serveReferences(Path.of("../quickstart/images")) + "cat.png";
        Map<String, String> properties = new HashMap<>();
        properties.put("fallback.gateway-url", simulator.gatewayUrl());
        properties.put("fallback.dashscope-url", simulator.dashscopeUrl());
        properties.put("fallback.circuit.window", "2");
        properties.put("fallback.redelivery-delay", "100");
        properties.put("camel.component.refvideo.api-key", "simulated");
        properties.put("camel.component.refvideo.allow-private-addresses", "true");
        properties.put("camel.component.refvideo.poll-interval", "100ms");
        properties.put("camel.component.refvideo.initial-poll-delay", "100ms");
        properties.putAll(own);
        main = Fallback.main(properties, directory, new Terminal());
        main.start();
    }

    /** An order and its result. */
    Exchange order(String order) throws Exception {
        return order(order, reference);
    }

    Exchange order(String order, Object references) throws Exception {
        return main.getCamelTemplate()
                .request(
                        "direct:order",
                        exchange -> {
                            exchange.getMessage().setBody(List.of(references));
                            exchange.getMessage().setHeader("order", order);
                            exchange.getMessage()
                                    .setHeader("CamelRefVideoPrompt", "character1 waves, " + order);
                        });
    }

    String reference() {
        return reference;
    }

    boolean hasVideo(String order) {
        return Files.isRegularFile(directory.resolve("videos").resolve(order + ".mp4"));
    }

    CircuitBreaker circuit() {
        return main.getCamelContext()
                .getRegistry()
                .lookupByNameAndType("gatewayCircuit", CircuitBreaker.class);
    }

    int askedGateway() {
        return simulator.ledger().requests(Step.START);
    }

    int paidAtGateway() {
        return simulator.ledger().jobsByModel().getOrDefault("alibaba/wan-v2.6-r2v", 0);
    }

    int paidAtDashscope() {
        return simulator.ledger().jobsByModel().getOrDefault("wan2.6-r2v", 0);
    }

    @Override
    public void close() {
        main.stop();
        simulator.close();
    }
}

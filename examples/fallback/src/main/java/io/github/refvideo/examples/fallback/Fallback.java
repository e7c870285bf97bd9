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

import io.github.refvideo.camel.repository.VideoJobRepository;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** Starts Camel and places orders. Exits with 0 if all videos were delivered. */
public final class Fallback {

    /** Number of orders at the real services; each costs money. */
    private static final int REAL_ORDERS = 2;

    private Fallback() {}

    public static void main(String[] args) throws Exception {
        // Order numbers start at 1 in each run, so each run has its own job repository.
        String now = LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
        try {
            System.exit(run(System.getenv(), Path.of("target", "fallback", now)) ? 0 : 1);
        } catch (IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /**
     * Returns whether all videos were delivered.
     *
     * @param directory for videos and jobs
     */
    static boolean run(Map<String, String> environment, Path directory) throws Exception {
        try (Services services = Services.choose(environment)) {
            Terminal terminal = new Terminal();
            Main main = main(services.properties(), directory, terminal);
            main.start();
            try {
                CamelContext camel = main.getCamelContext();
                Orders orders =
                        new Orders(camel.createProducerTemplate(), terminal, services.references());
                CircuitBreaker circuit =
                        camel.getRegistry()
                                .lookupByNameAndType("gatewayCircuit", CircuitBreaker.class);
                terminal.watch(circuit);
                if (services.simulator() == null) {
                    orders.place(REAL_ORDERS);
                } else {
                    Demonstration demonstration =
                            new Demonstration(services.simulator(), orders, terminal);
                    demonstration.play(circuit);
                    demonstration.printPaid();
                }
                return terminal.delivered() == orders.placed();
            } finally {
                main.stop();
            }
        }
    }

    /** Camel with the routes and their beans; {@code properties} override the file. */
    static Main main(Map<String, String> properties, Path directory, Terminal terminal) {
        Main main = new Main();
        main.configure().addRoutesBuilder(new FallbackRoutes());
        main.configure().addConfiguration(new GatewayCircuit());
        main.addOverrideProperty("fallback.jobs", directory.resolve("jobs").toString());
        main.addOverrideProperty("fallback.videos", directory.resolve("videos").toString());
        properties.forEach(main::addOverrideProperty);
        main.bind("terminal", terminal);
        main.addMainListener(
                new MainListenerSupport() {
                    @Override
                    public void afterConfigure(BaseMainSupport support) {
                        main.bind(
                                "purchases",
                                new Purchases(
                                        support.getCamelContext()
                                                .getRegistry()
                                                .findSingleByType(VideoJobRepository.class)));
                    }
                });
        return main;
    }
}

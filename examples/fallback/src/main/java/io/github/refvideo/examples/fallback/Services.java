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
import io.github.refvideo.simulator.job.JobTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The services that generate the videos: the real ones if there are API keys, otherwise a simulator
 * of both.
 *
 * @param simulator null if the real services are used
 * @param references URLs that both services can fetch
 */
record Services(
        RefVideoSimulator simulator, Map<String, String> properties, List<String> references)
        implements AutoCloseable {

    private static final String COMPONENT = "camel.component.refvideo.";
    private static final String GATEWAY_KEY = "AI_GATEWAY_API_KEY";
    private static final String DASHSCOPE_KEY = "DASHSCOPE_API_KEY";
    private static final String REFERENCES = "FALLBACK_REFERENCES";

    static Services choose(Map<String, String> environment) {
        return Stream.of(GATEWAY_KEY, DASHSCOPE_KEY).anyMatch(environment::containsKey)
                ? real(environment)
                : simulated();
    }

    private static Services simulated() {
        RefVideoSimulator simulator =
                RefVideoSimulator.builder().jobTime(JobTime.fixed(Duration.ofSeconds(1))).start();
        String images = simulator.serveReferences(Path.of("../quickstart/images"));
        System.out.printf(
                "No %s and no %s in the environment: using the simulator at %s, nothing is billed.%n",
                GATEWAY_KEY, DASHSCOPE_KEY, simulator.baseUrl());
        return new Services(
                simulator,
                Map.of(
                        "fallback.gateway-url",
                        simulator.gatewayUrl(),
                        "fallback.dashscope-url",
                        simulator.dashscopeUrl(),
                        "fallback.circuit.open-seconds",
                        "8",
                        "fallback.redelivery-delay",
                        "1000",
                        COMPONENT + "api-key",
                        "simulated",
                        COMPONENT + "allow-private-addresses",
                        "true",
                        COMPONENT + "poll-interval",
                        "500ms"),
                List.of(images + "cat.png", images + "dog.png"));
    }

    /** The component reads the keys from the environment. */
    private static Services real(Map<String, String> environment) {
        for (String needed : List.of(GATEWAY_KEY, DASHSCOPE_KEY, REFERENCES)) {
            if (!environment.containsKey(needed)) {
                throw new IllegalStateException(
                        needed
                                + " is missing. The real services need their keys ("
                                + GATEWAY_KEY
                                + ", "
                                + DASHSCOPE_KEY
                                + "), and "
                                + REFERENCES
                                + " must contain public URLs of images, separated by commas."
                                + " Without any key the simulator is used.");
            }
        }
        System.out.println("The real services make the videos, and bill them.");
        return new Services(
                null, Map.of(), List.of(environment.get(REFERENCES).split("\\s*,\\s*")));
    }

    @Override
    public void close() {
        if (simulator != null) {
            simulator.close();
        }
    }
}

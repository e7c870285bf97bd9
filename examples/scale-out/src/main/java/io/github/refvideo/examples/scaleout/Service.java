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
package io.github.refvideo.examples.scaleout;

import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.job.JobTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The service that generates the videos: the real one if there is an API key, otherwise a simulator
 * in this JVM.
 *
 * @param simulator null if the real service is used
 * @param properties settings of the nodes, without keys, because command lines are readable by all
 *     users
 * @param references URLs of the references
 * @param requests number of videos to request
 */
record Service(
        RefVideoSimulator simulator,
        Map<String, String> properties,
        List<String> references,
        int requests)
        implements AutoCloseable {

    private static final String COMPONENT = "camel.component.refvideo.";
    private static final String KEY = "AI_GATEWAY_API_KEY";
    private static final String REFERENCES = "SCALEOUT_REFERENCES";
    private static final String REQUESTS = "SCALEOUT_REQUESTS";

    static Service choose(Map<String, String> environment) {
        return environment.containsKey(KEY) ? real(environment) : simulated(environment);
    }

    private static Service simulated(Map<String, String> environment) {
        RefVideoSimulator simulator =
                RefVideoSimulator.builder()
                        .jobTime(JobTime.uniform(Duration.ofSeconds(2), Duration.ofSeconds(6)))
                        .start();
        String images = simulator.serveReferences(Path.of("../quickstart/images"));
        System.out.printf(
                "No %s in the environment: using the simulator at %s, nothing is billed.%n",
                KEY, simulator.baseUrl());
        return new Service(
                simulator,
                Map.of(
                        COMPONENT + "base-url", simulator.gatewayUrl(),
                        COMPONENT + "api-key", "simulated",
                        COMPONENT + "allow-private-addresses", "true",
                        COMPONENT + "poll-interval", "1s",
                        COMPONENT + "claim-timeout", "5s"),
                List.of(images + "cat.png", images + "dog.png"),
                number(environment, 24));
    }

    /** The nodes read the key from the environment. */
    private static Service real(Map<String, String> environment) {
        String references = environment.get(REFERENCES);
        if (references == null) {
            throw new IllegalStateException(
                    KEY
                            + " is set, so the real service makes the videos, and bills them. Set "
                            + REFERENCES
                            + " to public URLs of the reference images, separated by commas.");
        }
        System.out.printf("%s is set: the real service makes the videos, and bills them.%n", KEY);
        return new Service(
                null, Map.of(), List.of(references.split("\\s*,\\s*")), number(environment, 2));
    }

    private static int number(Map<String, String> environment, int otherwise) {
        return Integer.parseInt(environment.getOrDefault(REQUESTS, "" + otherwise));
    }

    @Override
    public void close() {
        if (simulator != null) {
            simulator.close();
        }
    }
}

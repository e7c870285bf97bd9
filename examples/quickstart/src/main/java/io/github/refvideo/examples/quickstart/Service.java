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
package io.github.refvideo.examples.quickstart;

import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.job.JobTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Who makes the video: the real service when there is a key, else a simulator in this very JVM.
 *
 * @param simulator null when the real service is used
 * @param properties what the route and the component need to know
 */
record Service(RefVideoSimulator simulator, Map<String, String> properties)
        implements AutoCloseable {

    private static final String COMPONENT = "camel.component.refvideo.";

    /** gateway (default) or dashscope. */
    private static final String PROVIDER = "QUICKSTART_PROVIDER";

    /** Another model than the one in application.properties, such as wan2.7-r2v. */
    private static final String MODEL = "QUICKSTART_MODEL";

    /** Public pictures for the real service, separated by commas. */
    private static final String REFERENCES = "QUICKSTART_REFERENCES";

    static Service choose(Terminal terminal, Map<String, String> environment) {
        String provider = environment.getOrDefault(PROVIDER, "gateway");
        String key = provider.equals("dashscope") ? "DASHSCOPE_API_KEY" : "AI_GATEWAY_API_KEY";
        Map<String, String> properties = new HashMap<>();
        properties.put(COMPONENT + "provider", provider);
        String model = environment.getOrDefault(MODEL, "alibaba/wan-v2.6-r2v");
        properties.put(COMPONENT + "model", model);
        speakTheLanguageOf(model, properties);
        return environment.containsKey(key)
                ? real(terminal, key, environment.get(REFERENCES), properties)
                : simulated(terminal, key, properties);
    }

    /** Wan 2.6 has a shot type and counts characters; from 2.7 on the prompt says it all. */
    private static void speakTheLanguageOf(String model, Map<String, String> properties) {
        String prompt = "%s and %s have a friendly conversation in a cozy cafe";
        if (model.contains("2.6")) {
            properties.put("quickstart.prompt", prompt.formatted("character1", "character2"));
            properties.put(COMPONENT + "shot-type", "single");
        } else {
            properties.put("quickstart.prompt", prompt.formatted("Image 1", "Image 2"));
        }
    }

    private static Service simulated(
            Terminal terminal, String key, Map<String, String> properties) {
        RefVideoSimulator simulator =
                RefVideoSimulator.builder().jobTime(JobTime.fixed(Duration.ofSeconds(5))).start();
        boolean direct = properties.get(COMPONENT + "provider").equals("dashscope");
        String pictures = simulator.serveReferences(Path.of("pictures"));
        terminal.say(
                "No %s in the environment: using the simulator at %s. It draws a storyboard,"
                        + " nothing is billed.",
                key, simulator.baseUrl());
        properties.put(
                COMPONENT + "base-url", direct ? simulator.dashscopeUrl() : simulator.gatewayUrl());
        properties.put(COMPONENT + "api-key", "simulated");
        properties.put(COMPONENT + "allow-private-addresses", "true");
        properties.put(COMPONENT + "poll-interval", "1s");
        properties.put("quickstart.references", pictures + "cat.png\n" + pictures + "dog.png");
        return new Service(simulator, properties);
    }

    private static Service real(
            Terminal terminal, String key, String references, Map<String, String> properties) {
        if (references == null) {
            throw new IllegalStateException(
                    key
                            + " is set, so the real service makes the video, and bills it. It fetches"
                            + " the references itself: put your pictures where anybody can read them"
                            + " and set "
                            + REFERENCES
                            + " to their URLs, separated by commas.");
        }
        terminal.say("%s is set: the real service makes the video, and bills it.", key);
        properties.put("quickstart.references", references);
        return new Service(null, properties);
    }

    @Override
    public void close() {
        if (simulator != null) {
            simulator.close();
        }
    }
}

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
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The service that generates the video: the real one if there is an API key, otherwise a simulator
 * in this JVM.
 *
 * @param simulator null if the real service is used
 * @param references local files or public URLs
 * @param properties settings of the route and the component
 */
record Service(RefVideoSimulator simulator, List<?> references, Map<String, String> properties)
        implements AutoCloseable {

    private static final String COMPONENT = "camel.component.refvideo.";

    /** gateway (default) or dashscope. */
    private static final String PROVIDER = "QUICKSTART_PROVIDER";

    /** Another model than the one in application.properties, such as wan2.7-r2v. */
    private static final String MODEL = "QUICKSTART_MODEL";

    /** A folder with your own images or videos. */
    private static final String IMAGES = "QUICKSTART_IMAGES";

    /** URLs that the service can fetch, separated by commas, instead of a folder. */
    private static final String REFERENCES = "QUICKSTART_REFERENCES";

    /** The token of a Vercel Blob store, from which the gateway fetches local images. */
    private static final String BLOB = "BLOB_READ_WRITE_TOKEN";

    static Service choose(Terminal terminal, Map<String, String> environment) throws IOException {
        String provider = environment.getOrDefault(PROVIDER, "gateway");
        String key = provider.equals("dashscope") ? "DASHSCOPE_API_KEY" : "AI_GATEWAY_API_KEY";
        Map<String, String> properties = new HashMap<>();
        properties.put(COMPONENT + "provider", provider);
        String model = environment.getOrDefault(MODEL, "alibaba/wan-v2.6-r2v");
        properties.put(COMPONENT + "model", model);
        adaptPrompt(model, properties);
        // DashScope has temporary storage for local media, the gateway needs a separate store.
        properties.put(
                COMPONENT + "reference-store",
                provider.equals("dashscope") ? "dashscope" : "vercel-blob");
        List<?> references = references(environment);
        return environment.containsKey(key)
                ? real(terminal, key, references, environment, properties)
                : simulated(terminal, key, references, properties);
    }

    private static List<?> references(Map<String, String> environment) throws IOException {
        if (environment.containsKey(REFERENCES)) {
            return List.of(environment.get(REFERENCES).split(","));
        }
        Path folder = Path.of(environment.getOrDefault(IMAGES, "images"));
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file -> file.toString().matches("(?i).*\\.(png|jpe?g|webp|mp4|mov)"))
                    .sorted()
                    .map(Path::toFile)
                    .toList();
        } catch (NoSuchFileException e) {
            throw new IllegalStateException(IMAGES + ": there is no folder " + folder, e);
        }
    }

    /** Wan 2.6 has a shot type and names characters; from 2.7 on, the prompt names images. */
    private static void adaptPrompt(String model, Map<String, String> properties) {
        String prompt = "%s and %s have a friendly conversation in a cozy cafe";
        if (model.contains("2.6")) {
            properties.put("quickstart.prompt", prompt.formatted("character1", "character2"));
            properties.put(COMPONENT + "shot-type", "single");
        } else {
            properties.put("quickstart.prompt", prompt.formatted("Image 1", "Image 2"));
        }
    }

    private static Service simulated(
            Terminal terminal, String key, List<?> references, Map<String, String> properties) {
        RefVideoSimulator simulator =
                RefVideoSimulator.builder().jobTime(JobTime.fixed(Duration.ofSeconds(5))).start();
        boolean direct = properties.get(COMPONENT + "provider").equals("dashscope");
        terminal.say(
                "No %s in the environment: using the simulator at %s. It draws a storyboard,"
                        + " nothing is billed.",
                key, simulator.baseUrl());
        properties.put(
                COMPONENT + "base-url", direct ? simulator.dashscopeUrl() : simulator.gatewayUrl());
        properties.put(COMPONENT + "api-key", "simulated");
        properties.put(COMPONENT + "allow-private-addresses", "true");
        properties.put(COMPONENT + "poll-interval", "1s");
        properties.put(COMPONENT + "blob-base-url", simulator.blobUrl());
        properties.put(COMPONENT + "blob-access-key", RefVideoSimulator.BLOB_TOKEN);
        return new Service(simulator, references, properties);
    }

    private static Service real(
            Terminal terminal,
            String key,
            List<?> references,
            Map<String, String> environment,
            Map<String, String> properties) {
        boolean local = references.stream().anyMatch(File.class::isInstance);
        boolean gateway = properties.get(COMPONENT + "provider").equals("gateway");
        if (local && gateway && !environment.containsKey(BLOB)) {
            throw new IllegalStateException(
                    key
                            + " is set, so the real service makes the video, and bills it. It fetches"
                            + " the images itself: set "
                            + BLOB
                            + " to the token of a Vercel Blob store for them, or "
                            + REFERENCES
                            + " to public URLs, separated by commas.");
        }
        terminal.say("%s is set: the real service makes the video, and bills it.", key);
        properties.put(COMPONENT + "delete-references-after", String.valueOf(gateway));
        return new Service(null, references, properties);
    }

    @Override
    public void close() {
        if (simulator != null) {
            simulator.close();
        }
    }
}

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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The service that generates the video: the real one if there is an API key, otherwise a simulator
 * in this JVM.
 *
 * @param simulator null if the real service is used
 * @param references local files or public URLs
 * @param properties settings of the component
 */
record Service(
        RefVideoSimulator simulator,
        List<?> references,
        String prompt,
        Map<String, String> properties)
        implements AutoCloseable {

    private static final String COMPONENT = "camel.component.refvideo.";

    /** gateway (default) or dashscope. */
    private static final String PROVIDER = "QUICKSTART_PROVIDER";

    /** Another model than the one in application.properties, such as wan2.7-r2v. */
    private static final String MODEL = "QUICKSTART_MODEL";

    /** Your own prompt. Without it, one for the number of references. */
    private static final String PROMPT = "QUICKSTART_PROMPT";

    /** A folder with your own images or videos, or one file. */
    private static final String IMAGES = "QUICKSTART_IMAGES";

    /** URLs that the service can fetch, separated by commas, instead of a folder. */
    private static final String REFERENCES = "QUICKSTART_REFERENCES";

    /** The token of a Vercel Blob store, from which the gateway fetches local images. */
    private static final String BLOB = "BLOB_READ_WRITE_TOKEN";

    static Service choose(Terminal terminal, Map<String, String> environment) throws IOException {
        String provider = environment.getOrDefault(PROVIDER, "gateway");
        if (!Set.of("gateway", "dashscope").contains(provider)) {
            throw new IllegalStateException(
                    PROVIDER + ": use gateway or dashscope, not " + provider);
        }
        String key = provider.equals("dashscope") ? "DASHSCOPE_API_KEY" : "AI_GATEWAY_API_KEY";
        Map<String, String> properties = new HashMap<>();
        properties.put(COMPONENT + "provider", provider);
        String model =
                environment.getOrDefault(
                        MODEL, provider.equals("gateway") ? "alibaba/wan-v2.6-r2v" : "wan2.6-r2v");
        properties.put(COMPONENT + "model", model);
        if (model.contains("2.6")) {
            properties.put(COMPONENT + "shot-type", "single");
        }
        // DashScope has temporary storage for local media, the gateway needs a separate store.
        properties.put(
                COMPONENT + "reference-store",
                provider.equals("dashscope") ? "dashscope" : "vercel-blob");
        List<?> references = references(environment);
        String own = environment.getOrDefault(PROMPT, "");
        String prompt = own.isBlank() ? defaultPrompt(model, references) : own;
        return !environment.getOrDefault(key, "").isBlank()
                ? real(terminal, key, references, prompt, environment, properties)
                : simulated(terminal, key, references, prompt, properties);
    }

    private static List<?> references(Map<String, String> environment) throws IOException {
        if (environment.containsKey(REFERENCES)) {
            return Stream.of(environment.get(REFERENCES).split(",")).map(String::strip).toList();
        }
        String images = environment.get(IMAGES);
        // The example runs in its own directory; a relative path starts in that of the command.
        Path path =
                images == null
                        ? Path.of("images")
                        : Path.of(System.getProperty("quickstart.directory", "")).resolve(images);
        if (!Files.exists(path)) {
            throw new IllegalStateException(
                    IMAGES + ": there is no folder or file " + path.normalize());
        }
        // A file, too, is listed: as the only one.
        try (Stream<Path> files = Files.walk(path, 1)) {
            List<File> media =
                    files.filter(
                                    file ->
                                            Files.isRegularFile(file)
                                                    && file.toString()
                                                            .matches(
                                                                    "(?i).*\\.(png|jpe?g|webp|mp4|mov)"))
                            .sorted()
                            .map(Path::toFile)
                            .toList();
            if (media.isEmpty()) {
                throw new IllegalStateException(
                        IMAGES
                                + ": there is no image (png, jpg, jpeg, webp) or video (mp4, mov)"
                                + " in "
                                + path.normalize());
            }
            return media;
        }
    }

    private static String defaultPrompt(String model, List<?> references) {
        List<String> names = names(model, references);
        if (names.size() == 1) {
            return names.get(0) + " waves at the camera in a sunny garden";
        }
        int last = names.size() - 1;
        return String.join(", ", names.subList(0, last))
                + " and "
                + names.get(last)
                + (names.size() == 2
                        ? " have a friendly conversation in a cozy cafe"
                        : " have a picnic in a sunny park");
    }

    /** How a prompt names the references: Wan 2.6 counts characters, other models images. */
    private static List<String> names(String model, List<?> references) {
        List<String> names = new ArrayList<>();
        int images = 0;
        int videos = 0;
        for (Object reference : references) {
            if (model.contains("2.6")) {
                names.add("character" + (names.size() + 1));
            } else {
                boolean video = reference.toString().matches("(?i).*\\.(mp4|mov)(\\?.*)?");
                String name = video ? "Video " + ++videos : "Image " + ++images;
                names.add(model.contains("wan") ? name : "[" + name + "]");
            }
        }
        return names;
    }

    private static Service simulated(
            Terminal terminal,
            String key,
            List<?> references,
            String prompt,
            Map<String, String> properties) {
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
        return new Service(simulator, references, prompt, properties);
    }

    private static Service real(
            Terminal terminal,
            String key,
            List<?> references,
            String prompt,
            Map<String, String> environment,
            Map<String, String> properties) {
        boolean local = references.stream().anyMatch(File.class::isInstance);
        boolean gateway = properties.get(COMPONENT + "provider").equals("gateway");
        if (local && gateway && !environment.containsKey(BLOB)) {
            throw new IllegalStateException(
                    key
                            + " is set, so the real service generates the video, and bills it. It"
                            + " fetches the images itself: set "
                            + BLOB
                            + " to the token of a Vercel Blob store for them, or "
                            + REFERENCES
                            + " to public URLs, separated by commas.");
        }
        terminal.say("%s is set: the real service generates the video, and bills it.", key);
        properties.put(COMPONENT + "delete-references-after", String.valueOf(gateway));
        return new Service(null, references, prompt, properties);
    }

    @Override
    public void close() {
        if (simulator != null) {
            simulator.close();
        }
    }
}

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
package io.github.refvideo.examples.folderwatch;

import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.job.JobTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The service that generates the videos: the one whose API key is set, otherwise a simulator in
 * this JVM.
 *
 * @param simulator null if a real service is used
 * @param folder the images
 * @param jobs directory of the job repository
 * @param properties settings of the component
 */
record Service(RefVideoSimulator simulator, Path folder, Path jobs, Map<String, String> properties)
        implements AutoCloseable {

    private static final String COMPONENT = "camel.component.refvideo.";

    /** The folder to watch. */
    private static final String IMAGES = "FOLDER_WATCH_IMAGES";

    static Service choose(Terminal terminal, Map<String, String> environment) throws IOException {
        if (environment.containsKey("AI_GATEWAY_API_KEY")) {
            return real(terminal, "AI_GATEWAY_API_KEY", "gateway", "vercel-blob", environment);
        }
        if (environment.containsKey("DASHSCOPE_API_KEY")) {
            return real(terminal, "DASHSCOPE_API_KEY", "dashscope", "dashscope", environment);
        }
        return simulated(terminal, environment);
    }

    private static Service real(
            Terminal terminal,
            String key,
            String provider,
            String store,
            Map<String, String> environment)
            throws IOException {
        Path folder = Files.createDirectories(folder(environment, "images"));
        terminal.say("%s is set: the real service makes the videos, and bills them.", key);
        Map<String, String> properties = new HashMap<>();
        properties.put(COMPONENT + "provider", provider);
        properties.put(COMPONENT + "reference-store", store);
        properties.put(
                COMPONENT + "delete-references-after", String.valueOf(provider.equals("gateway")));
        // In the folder of the images, so that both can be moved together.
        return new Service(null, folder, folder.resolve(".jobs"), properties);
    }

    private static Service simulated(Terminal terminal, Map<String, String> environment)
            throws IOException {
        RefVideoSimulator simulator =
                RefVideoSimulator.builder().jobTime(JobTime.fixed(Duration.ofSeconds(5))).start();
        terminal.say(
                "No AI_GATEWAY_API_KEY and no DASHSCOPE_API_KEY in the environment: using the"
                        + " simulator at %s. It draws storyboards, nothing is billed.",
                simulator.baseUrl());
        Map<String, String> properties = new HashMap<>();
        properties.put(COMPONENT + "reference-store", "vercel-blob");
        properties.put(COMPONENT + "base-url", simulator.gatewayUrl());
        properties.put(COMPONENT + "api-key", "simulated");
        properties.put(COMPONENT + "blob-base-url", simulator.blobUrl());
        properties.put(COMPONENT + "blob-access-key", RefVideoSimulator.BLOB_TOKEN);
        properties.put(COMPONENT + "allow-private-addresses", "true");
        properties.put(COMPONENT + "poll-interval", "1s");
        Path folder = Files.createDirectories(folder(environment, "target/images"));
        if (!environment.containsKey(IMAGES)) {
            copySamples(folder);
        }
        // The jobs of this simulator end with the process.
        return new Service(
                simulator, folder, Files.createTempDirectory("simulated-jobs"), properties);
    }

    private static Path folder(Map<String, String> environment, String otherwise) {
        return Path.of(environment.getOrDefault(IMAGES, otherwise)).toAbsolutePath().normalize();
    }

    private static void copySamples(Path folder) throws IOException {
        try (Stream<Path> samples = Files.list(Path.of("samples"))) {
            for (Path sample : samples.toList()) {
                Path copy = folder.resolve(sample.getFileName());
                if (!Files.exists(copy)) {
                    Files.copy(sample, copy);
                }
            }
        }
    }

    @Override
    public void close() {
        if (simulator != null) {
            simulator.close();
        }
    }
}

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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.main.Main;

/** Runs the example in a folder with a simulator, and captures its output. */
final class FolderWatchRunner implements AutoCloseable {

    static final Path SAMPLES = Path.of("samples");

    private final Main main;
    private final List<String> output;

    private FolderWatchRunner(Main main, List<String> output) {
        this.main = main;
        this.output = output;
    }

    static FolderWatchRunner start(RefVideoSimulator simulator, Path folder, String... settings)
            throws Exception {
        Map<String, String> properties = settings(simulator);
        for (int i = 0; i < settings.length; i += 2) {
            properties.put(settings[i], settings[i + 1]);
        }
        Service service = new Service(null, folder, folder.resolve(".jobs"), properties);
        List<String> output = new CopyOnWriteArrayList<>();
        Terminal terminal =
                new Terminal() {
                    @Override
                    void say(String line, Object... values) {
                        output.add(String.format(line, values));
                    }
                };
        FolderWatchRunner watch =
                new FolderWatchRunner(FolderWatch.camel(service, terminal), output);
        watch.main.start();
        return watch;
    }

    /** The settings of the example with a simulator, with shorter delays. */
    static Map<String, String> settings(RefVideoSimulator simulator) {
        String component = "camel.component.refvideo.";
        Map<String, String> properties = new HashMap<>();
        properties.put(component + "base-url", simulator.gatewayUrl());
        properties.put(component + "api-key", "key");
        properties.put(component + "reference-store", "vercel-blob");
        properties.put(component + "blob-base-url", simulator.blobUrl());
        properties.put(component + "blob-access-key", RefVideoSimulator.BLOB_TOKEN);
        properties.put(component + "allow-private-addresses", "true");
        properties.put(component + "poll-interval", "100ms");
        properties.put("camel.main.shutdown-timeout", "1");
        properties.put("folder.settled", "400");
        properties.put("folder.attempt-delay", "100");
        return properties;
    }

    /** Copies a file like a file manager: the modification time is the time of the copy. */
    static Path drop(String sample, Path folder, String name) throws IOException {
        return Files.copy(SAMPLES.resolve(sample), folder.resolve(name));
    }

    String output() {
        return String.join("\n", output);
    }

    @Override
    public void close() {
        main.stop();
    }
}

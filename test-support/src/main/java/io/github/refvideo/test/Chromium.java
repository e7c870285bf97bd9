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
package io.github.refvideo.test;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The installed Chromium in headless mode, controlled by the DevTools protocol, so that no driver
 * is needed.
 */
public final class Chromium implements AutoCloseable {

    private static final List<String> PROGRAMS = List.of("chromium", "google-chrome");

    private static final List<String> FLAGS =
            List.of(
                    "--headless",
                    "--remote-debugging-port=0",
                    // Root may not start it otherwise, and it opens nothing but the page under
                    // test.
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--disable-quic",
                    "--disable-breakpad",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--window-size=1000,1200");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final URI address;

    private Chromium(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** The program, if this machine has one. */
    public static Optional<Path> installed() {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
            for (String program : PROGRAMS) {
                Path file = Path.of(folder, program);
                if (Files.isExecutable(file)) {
                    return Optional.of(file);
                }
            }
        }
        return Optional.empty();
    }

    /** The profile stays in target, because a browser may still write to it after its end. */
    public static Chromium start(Path program) throws IOException {
        Path profile = Files.createTempDirectory(Path.of("target"), "chromium").toAbsolutePath();
        Path log = profile.resolve("output.txt");
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(FLAGS);
        command.add("--user-data-dir=" + profile);
        command.add("about:blank");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            Path port = profile.resolve("DevToolsActivePort");
            await("the browser, see " + log)
                    .atMost(Duration.ofSeconds(60))
                    .failFast(() -> !process.isAlive())
                    .until(() -> Files.exists(port) && Files.readAllLines(port).size() == 2);
            return new Chromium(
                    process, URI.create("http://127.0.0.1:" + Files.readAllLines(port).get(0)));
        } catch (RuntimeException | IOException e) {
            end(process);
            throw e;
        }
    }

    /** Opens a page in a new tab. */
    public BrowserPage open(URI page) throws Exception {
        HttpRequest newTab =
                HttpRequest.newBuilder(address.resolve("/json/new?about:blank"))
                        .PUT(BodyPublishers.noBody())
                        .timeout(Duration.ofSeconds(20))
                        .build();
        JsonNode tab = JSON.readTree(http.send(newTab, BodyHandlers.ofString()).body());
        URI debugger = URI.create(tab.path("webSocketDebuggerUrl").asText());
        return BrowserPage.open(DevTools.connect(http, debugger), page);
    }

    @Override
    public void close() {
        end(process);
    }

    private static void end(Process process) {
        List<ProcessHandle> family = new ArrayList<>(process.descendants().toList());
        process.destroy();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        family.add(process.toHandle());
        family.forEach(ProcessHandle::destroyForcibly);
    }
}

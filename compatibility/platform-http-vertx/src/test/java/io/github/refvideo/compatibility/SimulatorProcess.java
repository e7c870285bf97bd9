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
package io.github.refvideo.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** The simulator in a process of its own, because its Vert.x is newer than Camel's. */
final class SimulatorProcess implements AutoCloseable {

    private static final String READY = "Simulated gateway at ";

    private final Process process;
    private final URI gateway;

    private SimulatorProcess(Process process, URI gateway) {
        this.process = process;
        this.gateway = gateway;
    }

    static SimulatorProcess start(String... options) throws IOException {
        ProcessBuilder program =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        System.getProperty("simulator.jar"),
                        "--port",
                        "0");
        program.command().addAll(List.of(options));
        // The greeting is all that it writes to its standard output.
        Process process = program.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(READY)) {
                return new SimulatorProcess(
                        process, URI.create(line.substring(READY.length()).strip()));
            }
        }
        process.destroyForcibly();
        throw new IOException("The simulator did not start");
    }

    String gatewayUrl() {
        return gateway.toString();
    }

    String url(String path) {
        return gateway.resolve(path).toString();
    }

    int paidJobs() throws IOException {
        JsonNode ledger = new ObjectMapper().readTree(URI.create(url("/simulator/ledger")).toURL());
        return ledger.path("jobsCreated").asInt();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

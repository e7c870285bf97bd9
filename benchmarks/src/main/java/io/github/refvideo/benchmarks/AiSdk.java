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
package io.github.refvideo.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Installs the AI SDK with npm; its versions are in {@code ai-sdk/package.json}. */
final class AiSdk {

    private static final String SCRIPT = "ai-sdk.mjs";
    private static final String PACKAGES = "package.json";
    private static final int INSTALL_MINUTES = 3;

    private AiSdk() {}

    /** Returns why it cannot be used, or null. */
    static String install(Path target) throws IOException, InterruptedException {
        Path directory = Files.createDirectories(directory(target));
        Path packages = directory.resolve(PACKAGES);
        String before = Files.exists(packages) ? Files.readString(packages) : null;
        copy(SCRIPT, directory);
        copy(PACKAGES, directory);
        if (!succeeds(directory, "node.txt", List.of("node", "--version"))) {
            return "Node.js is not installed";
        }
        boolean current =
                Files.readString(packages).equals(before)
                        && Files.isDirectory(directory.resolve("node_modules"));
        if (!current
                && !succeeds(
                        directory,
                        "npm.txt",
                        List.of(
                                "npm",
                                "install",
                                "--no-audit",
                                "--no-fund",
                                "--no-package-lock",
                                "--loglevel=error"))) {
            Files.delete(packages);
            return "npm cannot install it";
        }
        return null;
    }

    static List<String> command(Path target) {
        return List.of("node", directory(target).resolve(SCRIPT).toString());
    }

    /** The versions of the installed package and of Node.js. */
    static Map<String, String> versions(Path target) {
        try {
            Path directory = directory(target);
            return Map.of(
                    "ai",
                    new ObjectMapper()
                            .readTree(directory.resolve(PACKAGES).toFile())
                            .at("/dependencies/ai")
                            .asText(),
                    "Node.js",
                    Files.readString(directory.resolve("node.txt")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path directory(Path target) {
        return target.resolve("ai-sdk");
    }

    private static void copy(String name, Path directory) throws IOException {
        try (InputStream in = AiSdk.class.getResourceAsStream("/ai-sdk/" + name)) {
            Files.copy(in, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static boolean succeeds(Path directory, String output, List<String> command)
            throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(directory.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(directory.resolve(output).toFile())
                            .start();
            if (!process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}

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
package io.github.refvideo.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Runs a test program in its own JVM. */
final class ForkedJvm {

    private static final int LIMIT_SECONDS = 180;
    private static final String OUTPUT = "output.txt";

    private ForkedJvm() {}

    /**
     * Runs the program to its end.
     *
     * @param folder for the output
     * @return the output of the program
     */
    static String run(Path folder, Class<?> program, List<String> options, String... arguments)
            throws IOException, InterruptedException {
        return outputOf(start(folder, program, options, arguments), folder);
    }

    /**
     * Runs the program to its end on a class path without some jars.
     *
     * @param jars a part of the path of each jar that is omitted
     * @param folder for the output
     * @return the output of the program
     */
    static String runWithout(
            String jars, Path folder, Class<?> program, List<String> options, String... arguments)
            throws IOException, InterruptedException {
        String rest =
                Arrays.stream(classPath().split(File.pathSeparator))
                        .filter(entry -> !entry.contains(jars))
                        .collect(Collectors.joining(File.pathSeparator));
        return outputOf(start(folder, rest, program, options, arguments), folder);
    }

    private static String outputOf(Process process, Path folder)
            throws IOException, InterruptedException {
        try {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .as("ends within " + LIMIT_SECONDS + " s")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(folder.resolve(OUTPUT));
        assertThat(process.exitValue())
                .as(() -> text.substring(Math.max(0, text.length() - 3000)))
                .isZero();
        return text;
    }

    /** Starts the program; its output goes into the folder. The caller ends it. */
    static Process start(Path folder, Class<?> program, List<String> options, String... arguments)
            throws IOException {
        return start(folder, classPath(), program, options, arguments);
    }

    private static Process start(
            Path folder,
            String classPath,
            Class<?> program,
            List<String> options,
            String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, program.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(OUTPUT).toFile())
                .start();
    }

    private static String classPath() {
        return System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path"));
    }
}

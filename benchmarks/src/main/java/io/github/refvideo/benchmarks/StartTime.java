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

import java.io.BufferedReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * The time that a CamelContext with one route needs to start, in a new JVM: with {@code
 * refvideo:generate} and, for comparison, with {@code http:}. The JVMs run one after the other in
 * turns. Nothing is sent.
 *
 * <p>System properties: {@code benchmark.rounds}, and {@code benchmark.classpath} with the class
 * path of another build, whose {@code refvideo:generate} is measured in the same turns.
 */
public final class StartTime {

    private static final int ROUNDS = Integer.getInteger("benchmark.rounds", 15);
    private static final String REFVIDEO =
            "refvideo:generate?provider=dashscope&apiKey=key&model=wan2.6-r2v&prompt=character1";

    private final Map<String, List<double[]>> results = new LinkedHashMap<>();

    private StartTime() {}

    public static void main(String[] args) throws Exception {
        new StartTime().compare();
    }

    private void compare() throws Exception {
        String classpath = System.getProperty("java.class.path");
        String other = System.getProperty("benchmark.classpath");
        // The first round fills the file cache and does not count.
        for (int round = -1; round < ROUNDS; round++) {
            measure("http", classpath, "http://127.0.0.1:9/");
            measure("refvideo", classpath, REFVIDEO);
            if (other != null) {
                measure("refvideo (other)", other, REFVIDEO);
            }
            if (round < 0) {
                results.clear();
            }
        }
        System.out.printf("Start of a CamelContext and its CPU time, %d new JVMs each%n", ROUNDS);
        results.forEach(
                (name, starts) ->
                        System.out.printf(
                                "%-17s %-24s main thread %-24s all threads %-24s classes %s%n",
                                name,
                                row(starts, 0, " ms"),
                                row(starts, 1, " ms"),
                                row(starts, 2, " ms"),
                                row(starts, 3, "")));
    }

    private static String row(List<double[]> starts, int figure, String unit) {
        double[] sorted = starts.stream().mapToDouble(start -> start[figure]).sorted().toArray();
        return String.format(
                "%.0f%s (%.0f to %.0f)",
                sorted[sorted.length / 2], unit, sorted[0], sorted[sorted.length - 1]);
    }

    private void measure(String name, String classpath, String uri) throws Exception {
        Process jvm =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                classpath,
                                Client.class.getName(),
                                uri)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader output = jvm.inputReader()) {
            String last = output.lines().reduce("", (before, line) -> line);
            if (jvm.waitFor() != 0) {
                throw new IllegalStateException("The client failed");
            }
            results.computeIfAbsent(name, n -> new ArrayList<>())
                    .add(Arrays.stream(last.split(" ")).mapToDouble(Double::parseDouble).toArray());
        }
    }

    /** The measured JVM. */
    static final class Client {

        private Client() {}

        public static void main(String[] args) throws Exception {
            long start = System.nanoTime();
            try (DefaultCamelContext context = new DefaultCamelContext()) {
                context.addRoutes(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("direct:start").to(args[0]);
                            }
                        });
                context.start();
                double millis = (System.nanoTime() - start) / 1e6;
                double thread = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e6;
                long cpu =
                        ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
                int classes = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
                System.out.printf("%f %f %d %d%n", millis, thread, cpu, classes);
            }
        }
    }
}

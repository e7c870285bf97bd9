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
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The results as Markdown for {@code docs/figures.md} and as JSON. */
final class Report {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final Pattern JAR =
            Pattern.compile("(camel-api|httpclient5|dashscope-sdk-java)-(\\d[\\w.]*?)\\.jar");

    private final Settings settings;
    private final Map<String, List<Result>> runs = new LinkedHashMap<>();
    private final Map<String, String> skipped = new LinkedHashMap<>();
    private boolean failed;

    Report(Settings settings) {
        this.settings = settings;
    }

    void skipped(String client, String reason) {
        skipped.put(client, reason);
    }

    void failed(String client, int jobs, String reason) {
        failed = true;
        skipped.merge(client, jobs + " jobs: " + reason, (one, other) -> one + "; " + other);
    }

    void add(Result run) {
        runs.computeIfAbsent(run.client() + " " + run.jobs(), key -> new ArrayList<>()).add(run);
    }

    List<Result> results() {
        return runs.values().stream().map(Result::median).toList();
    }

    /** Whether each request of each run got its video and paid one job. */
    boolean isComplete() {
        return !failed
                && runs.values().stream()
                        .flatMap(List::stream)
                        .allMatch(run -> run.delivered() == run.jobs() && run.paidJobs() == 1);
    }

    void write() throws IOException {
        Files.writeString(settings.directory().resolve("benchmark.md"), markdown());
        JSON.writeValue(settings.directory().resolve("benchmark.json").toFile(), json());
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(
                """
                | client | service | jobs | videos | wall s | CPU s | peak RSS MiB | peak threads \
                | status requests per job | of these polls | lag s: mean / p99 / longest \
                | best possible lag s | paid jobs per request |
                |---|---|---|---|---|---|---|---|---|---|---|---|---|
                """);
        results().forEach(result -> text.append(row(result)));
        text.append('\n');
        skipped.forEach(
                (client, reason) ->
                        text.append("Not measured: %s (%s).%n".formatted(name(client), reason)));
        text.append(
                "%s, %s, `-Xmx%s`, %s. %s.%n"
                        .formatted(
                                workload(),
                                settings.videoBytes() == 0
                                        ? "without downloads"
                                        : "videos of "
                                                + number(settings.videoBytes() / 1048576.0)
                                                + " MiB to files",
                                settings.heap(),
                                settings.turns() == 1
                                        ? "one run each"
                                        : "medians of " + settings.turns() + " runs",
                                environment().entrySet().stream()
                                        .map(entry -> entry.getKey() + " " + entry.getValue())
                                        .collect(Collectors.joining(", "))));
        return text.toString();
    }

    private static String row(Result result) {
        return "| "
                + String.join(
                        " | ",
                        name(result.client()),
                        result.provider(),
                        String.valueOf(result.jobs()),
                        number(result.delivered()),
                        number(result.wallSeconds()),
                        number(result.cpuSeconds()),
                        whole(result.peakRss()),
                        whole(result.peakThreads()),
                        two(result.statusRequests()),
                        two(result.polls()),
                        two(result.meanLag())
                                + " / "
                                + two(result.p99Lag())
                                + " / "
                                + two(result.maxLag()),
                        Double.isNaN(result.bestMeanLag())
                                ? "no limit"
                                : two(result.bestMeanLag()) + " / " + two(result.bestMaxLag()),
                        two(result.paidJobs()))
                + " |\n";
    }

    private static String name(String client) {
        return ManyJobs.CLIENTS.get(client);
    }

    private String workload() {
        return settings.workload().equals("fixed")
                ? "Jobs of " + number(settings.seconds()) + " s"
                : "Jobs with log-normal run times (median "
                        + number(settings.seconds())
                        + " s, p95 "
                        + number(settings.seconds() * 250 / 120)
                        + " s)";
    }

    private ObjectNode json() {
        ObjectNode report = JSON.createObjectNode();
        report.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        report.put("workload", settings.workload());
        report.put("seconds", settings.seconds());
        report.put("videoBytes", settings.videoBytes());
        report.put("heap", settings.heap());
        report.put("turns", settings.turns());
        report.set("environment", JSON.valueToTree(environment()));
        report.set("skipped", JSON.valueToTree(skipped));
        addAll(results(), report.putArray("medians"));
        addAll(runs.values().stream().flatMap(List::stream).toList(), report.putArray("runs"));
        return report;
    }

    private static void addAll(List<Result> results, ArrayNode array) {
        for (Result result : results) {
            ObjectNode node = JSON.valueToTree(result);
            node.properties().stream()
                    .filter(field -> field.getValue().isDouble())
                    .filter(field -> Double.isNaN(field.getValue().asDouble()))
                    .forEach(field -> field.setValue(NullNode.getInstance()));
            array.add(node);
        }
    }

    /** Machine and versions. */
    private Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
        environment.put("load average", number(load().getMin()) + " to " + number(load().getMax()));
        environment.put("JDK", System.getProperty("java.vm.version"));
        environment.put(
                System.getProperty("os.name"),
                ManagementFactory.getOperatingSystemMXBean().getVersion());
        environment.putAll(versions());
        if (runs.keySet().stream().anyMatch(key -> key.startsWith("ai-sdk"))) {
            environment.putAll(AiSdk.versions(settings.directory()));
        }
        return environment;
    }

    private DoubleSummaryStatistics load() {
        return runs.values().stream()
                .flatMap(List::stream)
                .mapToDouble(Result::loadAverage)
                .summaryStatistics();
    }

    private static Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Matcher jar = JAR.matcher(new File(entry).getName());
            if (jar.matches()) {
                versions.put(jar.group(1), jar.group(2));
            }
        }
        return versions;
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value).replaceAll("\\.0$", "");
    }

    private static String two(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}

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

import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.SimulatedJob;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.ledger.Ledger;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Runs a client in a process of its own, and measures it from outside. */
final class ClientRun {

    /** The component's limit is lower than the quota that the simulator enforces. */
    private static final double HEADROOM = 0.9;

    private static final int LIMIT_MINUTES = 20;
    private static final int SAMPLE_MILLIS = 50;
    private static final Pattern JOB =
            Pattern.compile(ClientProcess.prompt(0).replace("0", "(\\d+)"));

    /** The client crashed or did not finish. The others are still measured. */
    static final class ClientFailedException extends RuntimeException {

        private static final long serialVersionUID = 1;

        ClientFailedException(String message) {
            super(message);
        }
    }

    private final Settings settings;
    private final String client;
    private final String provider;
    private final int jobs;

    /** The quota of an account, which only the component obeys; 0 means unlimited. */
    private final int statusQuota;

    private double peakThreads;

    ClientRun(Settings settings, String client, int jobs) {
        this.settings = settings;
        this.client = client;
        this.jobs = jobs;
        this.provider = client.equals("webhook") ? "gateway" : settings.provider();
        boolean limited =
                provider.equals("dashscope") && List.of("defaults", "interval").contains(client);
        this.statusQuota = limited ? settings.statusQuota(jobs) : 0;
    }

    Result measure() throws IOException, InterruptedException {
        Path videos = Files.createTempDirectory(settings.directory(), "videos-");
        try (RefVideoSimulator simulator =
                RefVideoSimulator.builder()
                        .jobTime(settings.jobTime())
                        .videoBytes(settings.videoBytes())
                        .fetchReferences(false)
                        .renderVideos(false)
                        .withoutQuotas()
                        .statusQuota(statusQuota)
                        .start()) {
            double started = System.currentTimeMillis() / 1e3;
            Process process =
                    new ProcessBuilder(command(simulator, videos))
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            try {
                return measure(process, started, simulator);
            } finally {
                process.destroyForcibly();
            }
        } finally {
            deleteAll(videos);
        }
    }

    private List<String> command(RefVideoSimulator simulator, Path videos) {
        List<String> command = new ArrayList<>();
        if (client.equals("ai-sdk")) {
            command.addAll(AiSdk.command(settings.directory()));
        } else {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.add("-Xmx" + settings.heap());
            command.add("-cp");
            command.add(System.getProperty("java.class.path"));
            command.add(ClientProcess.class.getName());
        }
        command.add(client);
        command.add(provider);
        command.add(provider.equals("gateway") ? simulator.gatewayUrl() : simulator.dashscopeUrl());
        command.add(String.valueOf(jobs));
        command.add(String.valueOf(settings.submitsPerSecond(jobs)));
        command.add(String.valueOf(statusQuota * HEADROOM));
        command.add(String.valueOf(settings.pollMillis()));
        command.add(String.valueOf(settings.videoBytes()));
        command.add(videos.toString());
        return command;
    }

    private Result measure(Process process, double started, RefVideoSimulator simulator)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        BufferedReader output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        CompletableFuture<Boolean> finished =
                CompletableFuture.supplyAsync(() -> readUntilFinished(output));
        do {
            peakThreads = Math.max(peakThreads, status(process, "Threads:"));
            if (System.nanoTime() - start > TimeUnit.MINUTES.toNanos(LIMIT_MINUTES)) {
                throw new ClientFailedException("not finished in " + LIMIT_MINUTES + " minutes");
            }
        } while (!isDoneWithin(finished, SAMPLE_MILLIS));
        if (!finished.join()) {
            throw new ClientFailedException("its process has ended");
        }
        double cpu = seconds(process.info().totalCpuDuration().orElse(Duration.ZERO));
        double rss = status(process, "VmHWM:") / 1024;
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        double[] times = new double[jobs];
        double last = 0;
        for (int i = 0; i < jobs; i++) {
            String[] line = output.readLine().split(" ");
            times[Integer.parseInt(line[0])] = Long.parseLong(line[1]) / 1e3;
            last = Math.max(last, Long.parseLong(line[1]) / 1e3);
        }
        double wall = last == 0 ? Double.NaN : last - started;
        return result(simulator, times, wall, cpu, rss);
    }

    private static boolean isDoneWithin(CompletableFuture<?> future, long millis)
            throws InterruptedException {
        try {
            future.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            // Thrown by join.
        }
        return true;
    }

    private static boolean readUntilFinished(BufferedReader output) {
        try {
            String line = output.readLine();
            while (line != null && !line.equals("finished")) {
                System.err.println(line);
                line = output.readLine();
            }
            return line != null;
        } catch (IOException e) {
            return false;
        }
    }

    private Result result(
            RefVideoSimulator simulator, double[] times, double wall, double cpu, double rss) {
        Map<Integer, Double> ends = new HashMap<>();
        for (SimulatedJob job : simulator.jobs()) {
            Matcher number = JOB.matcher(job.request());
            if (number.find() && job.endedAt() != null) {
                ends.merge(Integer.valueOf(number.group(1)), seconds(job.endedAt()), Math::min);
            }
        }
        double[] lags =
                ends.entrySet().stream()
                        .filter(end -> times[end.getKey()] > 0)
                        .mapToDouble(end -> times[end.getKey()] - end.getValue())
                        .sorted()
                        .toArray();
        Result.Lags lag = Result.Lags.of(lags);
        Result.Lags best =
                Result.Lags.best(
                        ends.values().stream().mapToDouble(Double::doubleValue).sorted().toArray(),
                        statusQuota * HEADROOM);
        Ledger ledger = simulator.ledger();
        int lists = ledger.requests(Step.DASHSCOPE_LIST);
        int reads = ledger.requests(Step.DASHSCOPE_QUERY) + ledger.requests(Step.STATUS);
        return new Result(
                client,
                provider,
                jobs,
                lags.length,
                wall,
                cpu,
                rss,
                peakThreads,
                (double) (lists + reads) / jobs,
                (double) (lists + ledger.statusRequestsBeforeEnd()) / jobs,
                lag.mean(),
                lag.p99(),
                lag.max(),
                best.mean(),
                best.max(),
                (double) ledger.jobsCreated() / jobs,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** A number in /proc; NaN where there is none. */
    private static double status(Process process, String field) {
        try (Stream<String> lines =
                Files.lines(Path.of("/proc", String.valueOf(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith(field))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException | UncheckedIOException e) {
            return Double.NaN;
        }
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static double seconds(Instant instant) {
        return instant.toEpochMilli() / 1e3;
    }

    private static void deleteAll(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}

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

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares clients with many jobs in flight: each in turn in a process of its own, against a
 * simulator in this process. Writes a table in Markdown and all figures as JSON, {@code
 * benchmark.md} and {@code benchmark.json}. Uses only loopback connections.
 *
 * <p>System properties, with lists separated by commas: {@code benchmark.clients} (see {@link
 * #CLIENTS}), {@code benchmark.provider} ({@code dashscope} or {@code gateway}), {@code
 * benchmark.jobs}, {@code benchmark.workload} ({@code fixed} or {@code log-normal}), {@code
 * benchmark.seconds} (the run time of a job or its median), {@code benchmark.video} (size in MiB;
 * 0: no downloads), {@code benchmark.submits} and {@code benchmark.statusQuota} (per second),
 * {@code benchmark.heap}, {@code benchmark.turns} and {@code benchmark.directory}.
 */
public final class ManyJobs {

    /** The names of the clients, and how the table calls them. */
    static final Map<String, String> CLIENTS = clients();

    private static final int WARM_UP_JOBS = 50;

    private ManyJobs() {}

    private static Map<String, String> clients() {
        Map<String, String> clients = new LinkedHashMap<>();
        clients.put("defaults", "component");
        clients.put("interval", "component, `pollInterval=5s`");
        clients.put("webhook", "component, `webhookUrl`");
        clients.put("sdk", "DashScope SDK, `call()` per thread");
        clients.put("route", "Camel route with `http`");
        clients.put("ai-sdk", "AI SDK");
        clients.put("loop", "HttpClient 5 loop");
        clients.put("loop-fsync", "HttpClient 5 loop with fsync");
        return clients;
    }

    public static void main(String[] args) throws Exception {
        Report report = run(Settings.fromSystemProperties());
        System.out.println(report.markdown());
        if (!report.isComplete()) {
            throw new IllegalStateException("Not every request got its video and paid one job");
        }
    }

    /** Runs all clients, and writes the report. */
    static Report run(Settings settings) throws IOException, InterruptedException {
        Report report = new Report(settings);
        List<String> clients = new ArrayList<>();
        for (String client : settings.clients()) {
            String obstacle = obstacle(client, settings);
            if (obstacle == null) {
                clients.add(client);
            } else {
                report.skipped(client, obstacle);
            }
        }
        if (Collections.max(settings.jobs()) > WARM_UP_JOBS) {
            warmUp(settings);
        }
        for (int jobs : settings.jobs()) {
            for (int turn = 0; turn < settings.turns(); turn++) {
                for (String client : clients) {
                    System.err.printf("%s, %d jobs%n", client, jobs);
                    try {
                        report.add(new ClientRun(settings, client, jobs).measure());
                    } catch (ClientRun.ClientFailedException e) {
                        report.failed(client, jobs, e.getMessage());
                    }
                    // After each run, so that the others are not lost if one is stopped.
                    report.write();
                }
            }
        }
        return report;
    }

    /** Why a client cannot run, or null. */
    private static String obstacle(String client, Settings settings)
            throws IOException, InterruptedException {
        if (!CLIENTS.containsKey(client)) {
            throw new IllegalArgumentException("Unknown client: " + client);
        }
        if (client.equals("sdk") && settings.provider().equals("gateway")) {
            return "not a client of the gateway";
        }
        return client.equals("ai-sdk") ? AiSdk.install(settings.directory()) : null;
    }

    /** The simulator is in this JVM: without this, the first client would get a slower one. */
    private static void warmUp(Settings settings) throws IOException, InterruptedException {
        Settings brief =
                new Settings(
                        List.of(),
                        settings.provider(),
                        List.of(),
                        "fixed",
                        0.5,
                        settings.videoBytes(),
                        WARM_UP_JOBS,
                        0,
                        settings.heap(),
                        1,
                        200,
                        settings.directory());
        new ClientRun(brief, "loop", WARM_UP_JOBS).measure();
    }
}

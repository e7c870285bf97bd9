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
package io.github.refvideo.examples.scaleout;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The table that docs/ quotes, with a line per test; each test run starts a new one. */
final class Report {

    private static final Path FILE = Path.of("target", "kill-test.txt");

    private static final String HEAD =
            String.format(
                    "%-38s %8s %5s %5s %8s %4s %10s %6s %9s %12s %9s %7s%n",
                    "form",
                    "requests",
                    "kills",
                    "stops",
                    "failures",
                    "jobs",
                    "paid twice",
                    "videos",
                    "uncertain",
                    "redeliveries",
                    "downloads",
                    "seconds");

    static {
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, HEAD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Report() {}

    /**
     * Each request counts once as uncertain, however many dead letters it has.
     *
     * @param form what was tested
     * @param count of the requests
     * @param kills of nodes
     * @param stops of nodes that continued later
     * @param start of the test, in nanoseconds
     */
    static void add(String form, TestCluster cluster, int count, int kills, int stops, long start)
            throws Exception {
        JsonNode ledger = cluster.simulator.ledger();
        int downloads = 0;
        for (JsonNode times : ledger.path("deliveriesByJob")) {
            downloads += times.asInt();
        }
        String line =
                String.format(
                        Locale.ROOT,
                        "%-38s %8d %5d %5d %8d %4d %10d %6d %9d %12d %9d %7d%n",
                        form,
                        count,
                        kills,
                        stops,
                        cluster.failures.get(),
                        ledger.path("jobsCreated").asInt(),
                        ledger.path("paidMoreThanOnce").size(),
                        cluster.videos().size(),
                        Set.copyOf(cluster.deadPrompts()).size(),
                        cluster.redeliveries.get(),
                        downloads,
                        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
        Files.writeString(FILE, line, StandardOpenOption.APPEND);
        System.out.print(HEAD + line);
    }
}

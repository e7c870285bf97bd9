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
package io.github.refvideo.it.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.refvideo.it.PayOncePage;
import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.job.JobTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every pattern with every fault, for generate and for submit with await, at both services, with a
 * key and without: what was paid and what the caller gets is what docs/manual/pay-once.adoc says.
 * The cases mostly wait, so several run in parallel, each with its own simulator.
 */
class RoutePatternIT {

    /** Each of them could leak other resources. */
    private static final List<String> OUTPUTS = List.of("bytes", "stream", "file");

    private static final int THREADS = 12;

    @TempDir static Path folder;

    private static final ThreadLocal<RefVideoSimulator> SIMULATORS =
            ThreadLocal.withInitial(RoutePatternIT::simulator);

    private static final List<RefVideoSimulator> ALL =
            Collections.synchronizedList(new ArrayList<>());

    private static final ExecutorService EXECUTOR = Executors.newFixedThreadPool(THREADS);

    private static RefVideoSimulator simulator() {
        RefVideoSimulator simulator =
                RefVideoSimulator.builder()
                        .queueTime(Duration.ofMillis(10))
                        .jobTime(JobTime.fixed(Duration.ofMillis(30)))
                        .fetchReferences(false)
                        .renderVideos(false)
                        .withoutQuotas()
                        .start();
        ALL.add(simulator);
        return simulator;
    }

    @AfterAll
    static void close() {
        EXECUTOR.shutdownNow();
        ALL.forEach(RefVideoSimulator::close);
    }

    @TestFactory
    Stream<DynamicTest> caseMatchesThePage() {
        String filter = System.getProperty("refvideo.patterns.cell", "");
        List<PatternCase> cases =
                cases().stream()
                        .filter(patternCase -> patternCase.toString().contains(filter))
                        .toList();
        // The first calls on a loaded machine are slower than the time limits here.
        cases.stream()
                .limit(1)
                .forEach(patternCase -> run(patternCase).exceptionally(e -> null).join());
        List<CompletableFuture<Void>> results = cases.stream().map(RoutePatternIT::run).toList();
        return IntStream.range(0, cases.size())
                .mapToObj(
                        i ->
                                dynamicTest(
                                        cases.get(i).toString(),
                                        () -> check(cases.get(i), results.get(i))));
    }

    private static CompletableFuture<Void> run(PatternCase patternCase) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        EXECUTOR.execute(
                () -> {
                    try {
                        new PatternCaseRunner(patternCase, SIMULATORS.get(), folder).run();
                        done.complete(null);
                    } catch (Exception | Error e) {
                        done.completeExceptionally(e);
                    }
                });
        return done;
    }

    private static void check(PatternCase patternCase, CompletableFuture<Void> results)
            throws Exception {
        try {
            results.get();
        } catch (ExecutionException e) {
            throw new AssertionError(patternCase + ": " + e.getCause().getMessage(), e.getCause());
        }
    }

    private static List<PatternCase> cases() {
        Map<String, List<String>> rows = PayOncePage.rows("patterns");
        List<PatternCase> cases = new ArrayList<>();
        for (RoutePattern pattern : RoutePattern.values()) {
            List<String> row = rows.get(pattern.row());
            for (int i = 0; row != null && i < Fault.values().length; i++) {
                add(cases, pattern, Fault.values()[i], row.get(i));
            }
        }
        return cases;
    }

    private static void add(
            List<PatternCase> cases, RoutePattern pattern, Fault fault, String text) {
        for (boolean submitAndAwait : new boolean[] {false, true}) {
            for (Fault.Service service : Fault.Service.values()) {
                for (boolean withKey : new boolean[] {false, true}) {
                    cases.add(
                            new PatternCase(
                                    pattern,
                                    fault,
                                    submitAndAwait,
                                    service,
                                    withKey,
                                    OUTPUTS.get(cases.size() % OUTPUTS.size()),
                                    PatternCase.Expected.parse(text, withKey)));
                }
            }
        }
    }

    @Test
    void pageAndTestNameTheSamePatterns() {
        assertThat(Arrays.stream(RoutePattern.values()).map(RoutePattern::row))
                .containsExactlyElementsOf(PayOncePage.rows("patterns").keySet());
    }
}

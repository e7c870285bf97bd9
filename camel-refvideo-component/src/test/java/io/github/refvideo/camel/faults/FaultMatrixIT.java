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
package io.github.refvideo.camel.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every fault at every step of every operation of every service, once and always. The result, the
 * number of paid jobs and the remedy are those of docs/manual/pay-once.adoc. The cases mostly wait,
 * so many of them run in parallel, each with its own simulator.
 */
class FaultMatrixIT {

    private static final int POOL_SIZE = 56;

    @TempDir static Path folder;

    private static FaultTestContextPool pool;
    private static SchedulingDelays delays;
    private static final List<SentExchange> SENT = new ArrayList<>();

    @BeforeAll
    static void open() throws Exception {
        delays = new SchedulingDelays();
        pool = FaultTestContextPool.open(folder, POOL_SIZE);
    }

    @AfterAll
    static void close() {
        pool.close();
        delays.close();
    }

    @TestFactory
    Stream<DynamicTest> eachCellIsAsThePageSays() {
        String filter = System.getProperty("refvideo.faults.cell", "");
        List<FaultCase> faultCases =
                FaultCase.all().stream()
                        .filter(faultCase -> faultCase.toString().contains(filter))
                        .toList();
        List<CompletableFuture<SentExchange>> results = new ArrayList<>();
        for (int i = 0; i < faultCases.size(); i++) {
            FaultCase faultCase = faultCases.get(i);
            int number = i;
            results.add(
                    pool.run(
                            testContext ->
                                    new FaultCaseRunner(testContext, faultCase, number, delays)
                                            .run()));
        }
        return Stream.concat(
                IntStream.range(0, faultCases.size())
                        .mapToObj(
                                i ->
                                        dynamicTest(
                                                faultCases.get(i).toString(),
                                                () -> see(faultCases.get(i), results.get(i)))),
                Stream.of(
                        dynamicTest(
                                "no exchange was completed twice", FaultMatrixIT::completedOnce)));
    }

    private static void see(FaultCase faultCase, CompletableFuture<SentExchange> results)
            throws Exception {
        try {
            SENT.add(results.get());
        } catch (ExecutionException e) {
            throw new AssertionError(faultCase + ": " + e.getCause().getMessage(), e.getCause());
        }
    }

    private static void completedOnce() {
        assertThat(SENT).allSatisfy(sent -> assertThat(sent.completions()).isEqualTo(1));
    }

    @Test
    void pageAndMatrixNameTheSameTroubles() {
        Set<String> written =
                PayOnceTables.rows().stream()
                        .map(PayOnceTables.Row::key)
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(FaultVariants.byRow().keySet()).containsExactlyInAnyOrderElementsOf(written);
    }

    @Test
    void eachOutcomeOnThePageIsPlayed() {
        Set<String> results =
                FaultCase.all().stream()
                        .map(
                                faultCase ->
                                        faultCase.row().key()
                                                + faultCase.service()
                                                + faultCase.always())
                        .collect(Collectors.toSet());
        Set<String> written = new TreeSet<>();
        for (PayOnceTables.Row row : PayOnceTables.rows()) {
            row.once().keySet().forEach(service -> written.add(row.key() + service + false));
            row.always().keySet().forEach(service -> written.add(row.key() + service + true));
        }

        assertThat(results).containsExactlyInAnyOrderElementsOf(written);
    }
}

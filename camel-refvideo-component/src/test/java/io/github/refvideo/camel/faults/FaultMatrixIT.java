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
 * Every fault at every step of every operation of every service, once and permanently: the result,
 * the number of paid jobs and the advice must match docs/manual/pay-once.adoc. Cases mostly wait,
 * so many run in parallel, each with its own simulator.
 */
class FaultMatrixIT {

    private static final int BENCHES = 56;

    @TempDir static Path folder;

    private static FaultTestEnvironmentPool environments;
    private static SchedulingDelays delays;
    private static final List<TestExchange> SENT = new ArrayList<>();

    @BeforeAll
    static void open() throws Exception {
        delays = new SchedulingDelays();
        environments = FaultTestEnvironmentPool.open(folder, BENCHES);
    }

    @AfterAll
    static void close() {
        environments.close();
        delays.close();
    }

    @TestFactory
    Stream<DynamicTest> eachCellMatchesThePage() {
        String filter = System.getProperty("refvideo.faults.cell", "");
        List<FaultCase> faultCases =
                FaultCase.all().stream()
                        .filter(faultCase -> faultCase.toString().contains(filter))
                        .toList();
        List<CompletableFuture<TestExchange>> ran = new ArrayList<>();
        for (int i = 0; i < faultCases.size(); i++) {
            FaultCase faultCase = faultCases.get(i);
            int number = i;
            ran.add(
                    environments.run(
                            environment ->
                                    new FaultCaseRunner(environment, faultCase, number, delays)
                                            .run()));
        }
        return Stream.concat(
                IntStream.range(0, faultCases.size())
                        .mapToObj(
                                i ->
                                        dynamicTest(
                                                faultCases.get(i).toString(),
                                                () -> see(faultCases.get(i), ran.get(i)))),
                Stream.of(
                        dynamicTest(
                                "no exchange was completed twice", FaultMatrixIT::completedOnce)));
    }

    private static void see(FaultCase faultCase, CompletableFuture<TestExchange> ran)
            throws Exception {
        try {
            SENT.add(ran.get());
        } catch (ExecutionException e) {
            throw new AssertionError(faultCase + ": " + e.getCause().getMessage(), e.getCause());
        }
    }

    private static void completedOnce() {
        assertThat(SENT).allSatisfy(sent -> assertThat(sent.completions()).isEqualTo(1));
    }

    @Test
    void pageAndMatrixContainTheSameScenarios() {
        Set<String> written =
                PayOncePage.rows().stream()
                        .map(PayOncePage.Row::key)
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(FaultScenarios.byRow().keySet()).containsExactlyInAnyOrderElementsOf(written);
    }

    @Test
    void eachOutcomeOnThePageIsPlayed() {
        Set<String> ran =
                FaultCase.all().stream()
                        .map(
                                faultCase ->
                                        faultCase.row().key()
                                                + faultCase.service()
                                                + faultCase.forEver())
                        .collect(Collectors.toSet());
        Set<String> written = new TreeSet<>();
        for (PayOncePage.Row row : PayOncePage.rows()) {
            row.once().keySet().forEach(service -> written.add(row.key() + service + false));
            row.always().keySet().forEach(service -> written.add(row.key() + service + true));
        }

        assertThat(ran).containsExactlyInAnyOrderElementsOf(written);
    }
}

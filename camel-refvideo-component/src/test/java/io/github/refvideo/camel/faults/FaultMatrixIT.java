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
 * Every fault at every step of every operation of every service, once and for ever: what the route
 * gets, what it costs and what helps is what docs/manual/pay-once.adoc says. Cells mostly wait, so
 * many are played side by side, each at a simulator that it has for itself.
 */
class FaultMatrixIT {

    private static final int BENCHES = 56;

    @TempDir static Path folder;

    private static Benches benches;
    private static Stalls stalls;
    private static final List<Sending> SENT = new ArrayList<>();

    @BeforeAll
    static void open() throws Exception {
        stalls = new Stalls();
        benches = Benches.open(folder, BENCHES);
    }

    @AfterAll
    static void close() {
        benches.close();
        stalls.close();
    }

    @TestFactory
    Stream<DynamicTest> eachCellIsAsThePageSays() {
        String filter = System.getProperty("refvideo.faults.cell", "");
        List<Cell> cells =
                Cell.all().stream().filter(cell -> cell.toString().contains(filter)).toList();
        List<CompletableFuture<Sending>> played = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            int number = i;
            played.add(benches.play(bench -> new CellPlay(bench, cell, number, stalls).play()));
        }
        return Stream.concat(
                IntStream.range(0, cells.size())
                        .mapToObj(
                                i ->
                                        dynamicTest(
                                                cells.get(i).toString(),
                                                () -> see(cells.get(i), played.get(i)))),
                Stream.of(
                        dynamicTest(
                                "no exchange was completed twice",
                                FaultMatrixIT::completedOnce)));
    }

    private static void see(Cell cell, CompletableFuture<Sending> played) throws Exception {
        try {
            SENT.add(played.get());
        } catch (ExecutionException e) {
            throw new AssertionError(cell + ": " + e.getCause().getMessage(), e.getCause());
        }
    }

    private static void completedOnce() {
        assertThat(SENT).allSatisfy(sent -> assertThat(sent.completions()).isEqualTo(1));
    }

    @Test
    void pageAndMatrixNameTheSameTroubles() {
        Set<String> written =
                MoneyPage.rows().stream()
                        .map(MoneyPage.Row::key)
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(Troubles.byRow().keySet()).containsExactlyInAnyOrderElementsOf(written);
    }

    @Test
    void eachOutcomeOnThePageIsPlayed() {
        Set<String> played =
                Cell.all().stream()
                        .map(cell -> cell.row().key() + cell.service() + cell.forEver())
                        .collect(Collectors.toSet());
        Set<String> written = new TreeSet<>();
        for (MoneyPage.Row row : MoneyPage.rows()) {
            row.once().keySet().forEach(service -> written.add(row.key() + service + false));
            row.always().keySet().forEach(service -> written.add(row.key() + service + true));
        }

        assertThat(played).containsExactlyInAnyOrderElementsOf(written);
    }
}

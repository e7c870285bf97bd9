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

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random faults, several at once, with redeliveries of the step or of an enclosing route, later
 * steps that fail and routes that are stopped. In every scenario an exchange completes once and in
 * time, nothing is paid twice, and a handle or another attempt delivers the video. {@code mvn
 * verify -Pfaults -Dit.test=RandomFaultsIT} runs thousands; {@code -Dfaults.seed=4711
 * -Dfaults.count=1} repeats one.
 */
class RandomFaultsIT {

    private static final int BENCHES = 40;

    @TempDir Path folder;

    @Test
    void nothingIsPaidTwiceOrLost() throws Exception {
        long seed = Long.getLong("refvideo.faults.seed", 1);
        int count = Integer.getInteger("refvideo.faults.count", 200);
        Map<Long, String> broken = new TreeMap<>();
        Map<String, Integer> ends = new TreeMap<>();
        int awaited = 0;
        int paid = 0;
        long overshoot = Long.MIN_VALUE;
        try (SchedulingDelays delays = new SchedulingDelays();
                FaultTestEnvironmentPool environments =
                        FaultTestEnvironmentPool.open(folder, BENCHES)) {
            Map<RandomScenario, CompletableFuture<RandomScenarioRunner.Result>> runs =
                    new LinkedHashMap<>();
            for (long i = seed; i < seed + count; i++) {
                RandomScenario plan = RandomScenario.of(i);
                runs.put(
                        plan,
                        environments.run(
                                environment ->
                                        new RandomScenarioRunner(environment, plan, delays).run()));
            }
            for (Map.Entry<RandomScenario, CompletableFuture<RandomScenarioRunner.Result>> run :
                    runs.entrySet()) {
                try {
                    RandomScenarioRunner.Result result = run.getValue().get();
                    ends.merge(result.end() == null ? "success" : result.end(), 1, Integer::sum);
                    awaited += result.awaited() ? 1 : 0;
                    paid += result.paid();
                    overshoot = Math.max(overshoot, result.overshoot());
                } catch (ExecutionException e) {
                    broken.put(run.getKey().seed(), run.getKey() + "\n  " + e.getCause());
                }
            }
        }
        System.out.printf(
                "%d random runs from seed %d: %s; %d jobs paid, %d fetched by handle afterwards,"
                        + " largest overshoot %d ms%n",
                count, seed, ends, paid, awaited, overshoot);

        assertThat(broken.values())
                .as("repeat with -Drefvideo.faults.count=1 -Drefvideo.faults.seed=<seed>")
                .isEmpty();
    }
}

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

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Kills a random node at work every two seconds, and starts it again. */
final class NodeKiller {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private static final int LIMIT_MINUTES = 4;

    private final Nodes nodes;
    private final Random random;
    private int kills;

    /**
     * @param seed repeats the choice of nodes, as far as they start in time
     */
    NodeKiller(Nodes nodes, long seed) {
        this.nodes = nodes;
        this.random = new Random(seed);
    }

    /**
     * Kills nodes for at least the given time. Continues on a loaded machine, where nodes start
     * slowly, until half of the kills that fit into that time have happened.
     *
     * @return the number of kills
     */
    int runFor(Duration duration) throws Exception {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        long min = duration.dividedBy(PAUSE) / 2;
        CompletableFuture<Void> enough = new CompletableFuture<>();
        long end = System.nanoTime() + duration.toNanos();
        timer.scheduleAtFixedRate(
                () -> {
                    try {
                        kill();
                        if (kills >= min && System.nanoTime() - end >= 0) {
                            enough.complete(null);
                        }
                    } catch (Exception | Error e) {
                        enough.completeExceptionally(e);
                    }
                },
                PAUSE.toMillis(),
                PAUSE.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            enough.get(LIMIT_MINUTES, TimeUnit.MINUTES);
        } finally {
            timer.shutdownNow();
            timer.awaitTermination(1, TimeUnit.MINUTES);
        }
        return kills;
    }

    private void kill() throws Exception {
        List<Integer> running = nodes.ready();
        if (!running.isEmpty()) {
            nodes.replace(running.get(random.nextInt(running.size())));
            kills++;
        }
    }
}

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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Kills a random node at work every two seconds, and starts it again. */
final class Killing {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Nodes nodes;
    private final Random random;
    private int kills;

    /**
     * @param seed repeats the choice of nodes, as far as they start in time
     */
    Killing(Nodes nodes, long seed) {
        this.nodes = nodes;
        this.random = new Random(seed);
    }

    /** Returns how many were killed when the time is over. */
    int runFor(Duration duration) throws Exception {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        ScheduledFuture<?> killing =
                timer.scheduleAtFixedRate(
                        this::kill, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        try {
            killing.get(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            killing.cancel(false);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The killing itself failed", e);
        } finally {
            timer.shutdown();
            timer.awaitTermination(1, TimeUnit.MINUTES);
        }
        return kills;
    }

    private void kill() {
        List<Integer> atWork = nodes.ready();
        if (atWork.isEmpty()) {
            return;
        }
        try {
            nodes.replace(atWork.get(random.nextInt(atWork.size())));
            kills++;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}

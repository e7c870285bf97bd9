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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Kills a node, or stops one for some seconds and lets it go on (SIGKILL, SIGSTOP, SIGCONT): which
 * one, when and for how long is random. A node that was killed starts again.
 */
final class RandomNodeFailures implements AutoCloseable {

    /** The rest are stops. */
    private static final double SHARE_OF_KILLS = 0.4;

    private static final int LEAST_PAUSE_MILLIS = 500;
    private static final int MOST_PAUSE_MILLIS = 2_500;

    /** From shorter than a claim on a purchase lasts to much longer. */
    private static final int LEAST_STOP_MILLIS = 1_000;

    private static final int MOST_STOP_MILLIS = 12_000;

    /** One node at least goes on. */
    private static final int MOST_STOPPED = TestCluster.NODES - 1;

    /** Of each kind. */
    private static final int LEAST_OF_EACH = 3;

    /** On a loaded machine a node needs many seconds to start, and only a started one can fail. */
    private static final int LIMIT_MINUTES = 4;

    private final Nodes nodes;
    private final Random random;
    private final Path log;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final CompletableFuture<Void> enough = new CompletableFuture<>();

    /** The ids of stopped processes by the nodes' numbers. */
    private final Map<Integer, Long> stopped = new ConcurrentHashMap<>();

    /** The children of this JVM end with it, but not while they are stopped. */
    private final Thread atExit = new Thread(this::continueAll);

    private int kills;
    private int stops;

    /**
     * @param seed repeats the choices, as far as nodes start in time
     * @param log receives a line for each failure
     */
    RandomNodeFailures(Nodes nodes, long seed, Path log) {
        this.nodes = nodes;
        this.random = new Random(seed);
        this.log = log;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Causes failures for that long, or longer if there were too few; then continues all nodes. */
    void runFor(Duration duration) throws Exception {
        long end = System.nanoTime() + duration.toNanos();
        later(end);
        try {
            enough.get(LIMIT_MINUTES, TimeUnit.MINUTES);
        } finally {
            close();
        }
    }

    private void later(long end) {
        timer.schedule(
                () -> {
                    try {
                        makeTrouble();
                        if (Math.min(kills, stops) >= LEAST_OF_EACH
                                && System.nanoTime() - end >= 0) {
                            enough.complete(null);
                        } else {
                            later(end);
                        }
                    } catch (Exception | Error e) {
                        enough.completeExceptionally(e);
                    }
                },
                between(LEAST_PAUSE_MILLIS, MOST_PAUSE_MILLIS),
                TimeUnit.MILLISECONDS);
    }

    private int between(int least, int most) {
        return least + random.nextInt(most - least);
    }

    private void makeTrouble() throws Exception {
        List<Integer> atWork = nodes.ready();
        atWork.removeAll(stopped.keySet());
        if (atWork.isEmpty()) {
            return;
        }
        int node = atWork.get(random.nextInt(atWork.size()));
        if (random.nextDouble() < SHARE_OF_KILLS) {
            say("KILL", node);
            nodes.replace(node);
            kills++;
        } else if (stopped.size() < MOST_STOPPED) {
            stop(node, between(LEAST_STOP_MILLIS, MOST_STOP_MILLIS));
            stops++;
        }
    }

    private void stop(int node, int millis) throws Exception {
        long pid = nodes.pid(node);
        stopped.put(node, pid);
        say("STOP for " + millis + " ms:", node);
        signal("STOP", pid);
        timer.schedule(() -> goOn(node, pid), millis, TimeUnit.MILLISECONDS);
    }

    private void goOn(int node, long pid) {
        // Once, at the end of its time or of the failures.
        if (stopped.remove(node, pid)) {
            try {
                signal("CONT", pid);
                say("CONT", node);
            } catch (Exception e) {
                enough.completeExceptionally(e);
            }
        }
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        int result = new ProcessBuilder("kill", "-" + name, "" + pid).start().waitFor();
        if (result != 0) {
            throw new IOException("kill -" + name + " of a node ended with " + result);
        }
    }

    private void say(String what, int node) throws IOException {
        Files.writeString(
                log,
                LocalTime.now().truncatedTo(ChronoUnit.MILLIS)
                        + " "
                        + what
                        + " "
                        + Nodes.name(node)
                        + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private void continueAll() {
        Map.copyOf(stopped).forEach(this::goOn);
    }

    int kills() {
        return kills;
    }

    int stops() {
        return stops;
    }

    @Override
    public void close() throws InterruptedException {
        timer.shutdownNow();
        timer.awaitTermination(1, TimeUnit.MINUTES);
        continueAll();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}

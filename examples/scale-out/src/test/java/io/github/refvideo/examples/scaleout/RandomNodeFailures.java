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
 * Kills a node, or stops one for some seconds and continues it (SIGKILL, SIGSTOP, SIGCONT): which
 * node, when and for how long is random. A killed node is started again.
 */
final class RandomNodeFailures implements AutoCloseable {

    /** The rest are stops. */
    private static final double SHARE_OF_KILLS = 0.4;

    private static final int MIN_PAUSE_MILLIS = 500;
    private static final int MAX_PAUSE_MILLIS = 2_500;

    /** From shorter than a claim on a purchase lasts to much longer. */
    private static final int MIN_STOP_MILLIS = 1_000;

    private static final int MAX_STOP_MILLIS = 12_000;

    /** At least one node keeps running. */
    private static final int MAX_STOPPED = TestCluster.NODES - 1;

    /** Of each kind. */
    private static final int MIN_OF_EACH = 3;

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
    private final Thread atExit = new Thread(this::resumeAll);

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
        scheduleNext(end);
        try {
            enough.get(LIMIT_MINUTES, TimeUnit.MINUTES);
        } finally {
            close();
        }
    }

    private void scheduleNext(long end) {
        timer.schedule(
                () -> {
                    try {
                        failRandomNode();
                        if (Math.min(kills, stops) >= MIN_OF_EACH && System.nanoTime() - end >= 0) {
                            enough.complete(null);
                        } else {
                            scheduleNext(end);
                        }
                    } catch (Exception | Error e) {
                        enough.completeExceptionally(e);
                    }
                },
                between(MIN_PAUSE_MILLIS, MAX_PAUSE_MILLIS),
                TimeUnit.MILLISECONDS);
    }

    private int between(int min, int max) {
        return min + random.nextInt(max - min);
    }

    private void failRandomNode() throws Exception {
        List<Integer> running = nodes.ready();
        running.removeAll(stopped.keySet());
        if (running.isEmpty()) {
            return;
        }
        int node = running.get(random.nextInt(running.size()));
        if (random.nextDouble() < SHARE_OF_KILLS) {
            writeLog("KILL", node);
            nodes.replace(node);
            kills++;
        } else if (stopped.size() < MAX_STOPPED) {
            stop(node, between(MIN_STOP_MILLIS, MAX_STOP_MILLIS));
            stops++;
        }
    }

    private void stop(int node, int millis) throws Exception {
        long pid = nodes.pid(node);
        stopped.put(node, pid);
        writeLog("STOP for " + millis + " ms:", node);
        signal("STOP", pid);
        timer.schedule(() -> resume(node, pid), millis, TimeUnit.MILLISECONDS);
    }

    private void resume(int node, long pid) {
        // Once, at the end of its time or of the failures.
        if (stopped.remove(node, pid)) {
            try {
                signal("CONT", pid);
                writeLog("CONT", node);
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

    private void writeLog(String what, int node) throws IOException {
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

    private void resumeAll() {
        Map.copyOf(stopped).forEach(this::resume);
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
        resumeAll();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}

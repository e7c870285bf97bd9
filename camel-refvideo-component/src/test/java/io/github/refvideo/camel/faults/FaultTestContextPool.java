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
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Some benches, and who waits for a free one. When they are closed, no thread may be left. */
final class FaultTestContextPool implements AutoCloseable {

    /** Threads of the platform that live on, whoever began them. */
    private static final Set<String> PLATFORM =
            Set.of(
                    "ForkJoinPool",
                    "CompletableFuture",
                    "Keep-Alive",
                    "process reaper",
                    "Attach",
                    "Java2D",
                    "Cleaner",
                    "awaitility");

    private final Set<Thread> before = Thread.getAllStackTraces().keySet();
    private final List<FaultTestContext> all = new CopyOnWriteArrayList<>();
    private final BlockingQueue<FaultTestContext> free;
    private final ExecutorService players;

    /** Something to do at a bench. */
    interface Play<T> {
        T at(FaultTestContext bench) throws Exception;
    }

    private FaultTestContextPool(int size) {
        free = new ArrayBlockingQueue<>(size);
        players = Executors.newFixedThreadPool(size);
    }

    static FaultTestContextPool open(Path folder, int size) {
        FaultTestContextPool benches = new FaultTestContextPool(size);
        for (int i = 0; i < size; i++) {
            Path own = folder.resolve("bench-" + i);
            benches.players.execute(() -> benches.build(own));
        }
        Awaitility.await().atMost(120, TimeUnit.SECONDS).until(() -> benches.free.size() == size);
        return benches;
    }

    private void build(Path own) {
        try {
            FaultTestContext bench = new FaultTestContext(own);
            all.add(bench);
            free.add(bench);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    <T> CompletableFuture<T> play(Play<T> play) {
        CompletableFuture<T> result = new CompletableFuture<>();
        players.execute(() -> play(play, result));
        return result;
    }

    private <T> void play(Play<T> play, CompletableFuture<T> result) {
        FaultTestContext bench = null;
        try {
            bench = free.poll(60, TimeUnit.SECONDS);
            result.complete(LateCompletionError.best(play, bench));
        } catch (Exception | Error e) {
            result.completeExceptionally(e);
        } finally {
            if (bench != null) {
                free.add(bench);
            }
        }
    }

    @Override
    public void close() {
        players.shutdown();
        all.parallelStream().forEach(FaultTestContext::close);
        Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(leftThreads()).isEmpty());
    }

    private List<String> leftThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> PLATFORM.stream().noneMatch(name::contains))
                .toList();
    }
}

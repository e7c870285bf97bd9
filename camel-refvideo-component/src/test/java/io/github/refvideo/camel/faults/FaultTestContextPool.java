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

/** A pool of test contexts. After it is closed, no thread may be left. */
final class FaultTestContextPool implements AutoCloseable {

    /** Threads of the platform, which stay alive. */
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
    private final ExecutorService executor;

    /** A run in a test context. */
    interface Task<T> {
        T at(FaultTestContext testContext) throws Exception;
    }

    private FaultTestContextPool(int size) {
        free = new ArrayBlockingQueue<>(size);
        executor = Executors.newFixedThreadPool(size);
    }

    static FaultTestContextPool open(Path folder, int size) {
        FaultTestContextPool pool = new FaultTestContextPool(size);
        for (int i = 0; i < size; i++) {
            Path own = folder.resolve("test-" + i);
            pool.executor.execute(() -> pool.build(own));
        }
        Awaitility.await().atMost(120, TimeUnit.SECONDS).until(() -> pool.free.size() == size);
        return pool;
    }

    private void build(Path own) {
        try {
            FaultTestContext testContext = new FaultTestContext(own);
            all.add(testContext);
            free.add(testContext);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    <T> CompletableFuture<T> run(Task<T> run) {
        CompletableFuture<T> result = new CompletableFuture<>();
        executor.execute(() -> run(run, result));
        return result;
    }

    private <T> void run(Task<T> run, CompletableFuture<T> result) {
        FaultTestContext testContext = null;
        try {
            testContext = free.poll(60, TimeUnit.SECONDS);
            result.complete(DeadlineExceededError.best(run, testContext));
        } catch (Exception | Error e) {
            result.completeExceptionally(e);
        } finally {
            if (testContext != null) {
                free.add(testContext);
            }
        }
    }

    @Override
    public void close() {
        executor.shutdown();
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

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

/** A pool of environments. After it is closed, no thread may be left. */
final class FaultTestEnvironmentPool implements AutoCloseable {

    /** JVM threads that are started by the first caller and never end. */
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
    private final List<FaultTestEnvironment> all = new CopyOnWriteArrayList<>();
    private final BlockingQueue<FaultTestEnvironment> free;
    private final ExecutorService executor;

    /** An action on an environment. */
    interface EnvironmentAction<T> {
        T at(FaultTestEnvironment environment) throws Exception;
    }

    private FaultTestEnvironmentPool(int size) {
        free = new ArrayBlockingQueue<>(size);
        executor = Executors.newFixedThreadPool(size);
    }

    static FaultTestEnvironmentPool open(Path folder, int size) {
        FaultTestEnvironmentPool environments = new FaultTestEnvironmentPool(size);
        for (int i = 0; i < size; i++) {
            Path own = folder.resolve("environment-" + i);
            environments.executor.execute(() -> environments.build(own));
        }
        Awaitility.await()
                .atMost(120, TimeUnit.SECONDS)
                .until(() -> environments.free.size() == size);
        return environments;
    }

    private void build(Path own) {
        try {
            FaultTestEnvironment environment = new FaultTestEnvironment(own);
            all.add(environment);
            free.add(environment);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    <T> CompletableFuture<T> run(EnvironmentAction<T> run) {
        CompletableFuture<T> result = new CompletableFuture<>();
        executor.execute(() -> run(run, result));
        return result;
    }

    private <T> void run(EnvironmentAction<T> run, CompletableFuture<T> result) {
        FaultTestEnvironment environment = null;
        try {
            environment = free.poll(60, TimeUnit.SECONDS);
            result.complete(LateCompletionError.best(run, environment));
            free.add(environment);
        } catch (Exception | Error e) {
            try {
                if (environment != null) {
                    replace(environment);
                }
            } finally {
                result.completeExceptionally(e);
            }
        }
    }

    /** A request of a failed case may still be on its way, and would be counted in the next one. */
    private void replace(FaultTestEnvironment environment) {
        all.remove(environment);
        environment.close();
        build(environment.folder());
    }

    @Override
    public void close() {
        executor.shutdown();
        all.parallelStream().forEach(FaultTestEnvironment::close);
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

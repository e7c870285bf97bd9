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
package io.github.refvideo.camel.repository;

import static io.github.refvideo.camel.repository.TestRecords.claimed;
import static io.github.refvideo.camel.repository.TestRecords.next;

import io.github.refvideo.camel.repository.PurchaseState.Name;
import io.github.refvideo.test.PostgresServer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Measures the writes per second of each repository. A purchase is three: claimed, submitted,
 * delivered. Arguments: a directory for the file repository (on the disk to measure) and the
 * seconds for each measurement.
 */
final class WriteThroughputMain {

    private WriteThroughputMain() {}

    public static void main(String[] args) throws Exception {
        Path directory = Files.createDirectories(Path.of(args[0]));
        long seconds = Long.parseLong(args[1]);
        measure("memory", new MemoryVideoJobRepository(), seconds);
        FileVideoJobRepository files =
                new FileVideoJobRepository(Files.createTempDirectory(directory, "jobs"));
        measure("file", files, seconds);
        listed("file", files);
        try (TestRepository.Opened h2 =
                TestRepository.jdbc("jdbc:h2:mem:speed", "refvideo_job").open()) {
            measure("h2 (memory)", h2.repository(), seconds);
        }
        PostgresServer server = PostgresServer.start().orElse(null);
        if (server == null) {
            System.out.println("no PostgreSQL on this machine");
            return;
        }
        try (TestRepository.Opened postgres =
                TestRepository.jdbc(server.url(), "refvideo_job").open()) {
            measure("postgresql", postgres.repository(), seconds);
            listed("postgresql", postgres.repository());
        } finally {
            server.stop();
        }
    }

    private static void measure(String name, VideoJobRepository repository, long seconds)
            throws Exception {
        for (int threads : new int[] {1, 8}) {
            ExecutorService pool = Executors.newFixedThreadPool(threads);
            long start = System.nanoTime();
            long end = start + TimeUnit.SECONDS.toNanos(seconds);
            List<Callable<Integer>> writers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                String prefix = threads + "-" + i + "-";
                writers.add(() -> purchases(repository, prefix, end));
            }
            int purchases = 0;
            for (Future<Integer> done : pool.invokeAll(writers)) {
                purchases += done.get();
            }
            double took = (System.nanoTime() - start) / 1e9;
            pool.shutdown();
            System.out.printf(
                    "%-12s %d thread(s): %,8.0f writes/s%n", name, threads, 3 * purchases / took);
        }
    }

    private static int purchases(VideoJobRepository repository, String prefix, long end)
            throws Exception {
        int done = 0;
        while (System.nanoTime() < end) {
            JobRecord record = claimed(prefix + done++);
            repository.create(record);
            record = next(record, Name.ACKNOWLEDGED);
            repository.replace(record);
            repository.replace(next(record, Name.TAKEN));
        }
        return done;
    }

    private static void listed(String name, VideoJobRepository repository) throws Exception {
        for (int i = 0; i < 10_000; i++) {
            repository.create(claimed("listed-" + i));
        }
        ThreadMXBean thread = ManagementFactory.getThreadMXBean();
        for (int round = 0; round < 3; round++) {
            long start = System.nanoTime();
            long startCpu = thread.getCurrentThreadCpuTime();
            int listed = repository.unfinished(100_000).size();
            System.out.printf(
                    "%-12s lists %,d unfinished in %d ms (%d ms of CPU)%n",
                    name,
                    listed,
                    (System.nanoTime() - start) / 1_000_000,
                    (thread.getCurrentThreadCpuTime() - startCpu) / 1_000_000);
        }
    }
}

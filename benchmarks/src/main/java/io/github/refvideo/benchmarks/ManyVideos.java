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
package io.github.refvideo.benchmarks;

import com.sun.management.ThreadMXBean;
import io.github.refvideo.camel.RefVideoConfiguration;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * 1,000 jobs whose videos of 5 MiB are ready at the same time, with 256 connections and {@code
 * output=file}, in a child JVM with {@code -Xmx96m}. Fails if a video is lost or incomplete. The
 * server is another child JVM on loopback.
 */
public final class ManyVideos {

    private static final long LENGTH = 5L << 20;
    private static final int VIDEOS = 1000;
    private static final int CONNECTIONS = 256;
    private static final int LIMIT_MINUTES = 10;

    private ManyVideos() {}

    public static void main(String[] args) throws Exception {
        Path directory = Files.createTempDirectory("refvideo-benchmark-");
        try (ZeroStore.Running store = ZeroStore.fork(LENGTH)) {
            Process client =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-Xmx96m",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    Client.class.getName(),
                                    store.base(),
                                    directory.toString())
                            .inheritIO()
                            .start();
            try {
                if (!client.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                    throw new IllegalStateException(
                            "Not finished within " + LIMIT_MINUTES + " minutes");
                }
            } finally {
                client.destroyForcibly();
            }
            if (client.exitValue() != 0) {
                throw new IllegalStateException("The client failed");
            }
        } finally {
            try (Stream<Path> rest = Files.list(directory)) {
                for (Path file : rest.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(directory);
        }
    }

    /** The measured JVM. */
    static final class Client {

        private Client() {}

        public static void main(String[] args) throws Exception {
            long start = System.nanoTime();
            int lost = 0;
            try (DefaultCamelContext context = context(args[0], args[1])) {
                ProducerTemplate template = context.createProducerTemplate();
                List<CompletableFuture<Exchange>> all = new ArrayList<>();
                for (int i = 0; i < VIDEOS; i++) {
                    all.add(
                            template.asyncSend(
                                            "refvideo:generate",
                                            exchange ->
                                                    exchange.getMessage()
                                                            .setBody("http://127.0.0.1:9/cat.png"))
                                    .thenApply(Client::checked));
                }
                for (CompletableFuture<Exchange> one : all) {
                    Exception failure = one.get(LIMIT_MINUTES, TimeUnit.MINUTES).getException();
                    if (failure != null) {
                        lost++;
                        System.out.println("lost: " + failure);
                    }
                }
                report(lost, (System.nanoTime() - start) / 1e9);
            }
            System.exit(lost == 0 ? 0 : 1);
        }

        /** Deletes each video immediately, so that the disk does not have to hold all of them. */
        private static Exchange checked(Exchange exchange) {
            try {
                if (exchange.getException() == null) {
                    Path video = exchange.getMessage().getBody(File.class).toPath();
                    if (Files.size(video) != LENGTH) {
                        throw new IOException("Incomplete: " + video);
                    }
                    Files.delete(video);
                }
            } catch (IOException e) {
                exchange.setException(e);
            }
            return exchange;
        }

        private static void report(int lost, double seconds) {
            long peak =
                    ManagementFactory.getMemoryPoolMXBeans().stream()
                            .filter(pool -> pool.getType() == MemoryType.HEAP)
                            .map(MemoryPoolMXBean::getPeakUsage)
                            .mapToLong(usage -> usage.getUsed())
                            .sum();
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long allocated =
                    Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds())).sum();
            System.out.printf(
                    "%d videos of %d MiB with a heap of %d MiB: %d lost, %.1f s, %.0f MiB/s%n",
                    VIDEOS,
                    LENGTH >> 20,
                    Runtime.getRuntime().maxMemory() >> 20,
                    lost,
                    seconds,
                    VIDEOS * (LENGTH >> 20) / seconds);
            System.out.printf(
                    "sum of the peaks of the heap's pools: %d MiB; allocated per video: %d KiB%n",
                    peak >> 20, allocated / VIDEOS >> 10);
        }

        private static DefaultCamelContext context(String base, String directory) throws Exception {
            DefaultCamelContext context = new DefaultCamelContext();
            RefVideoConfiguration options = Downloads.intoFiles(context, base, directory);
            options.setPollInterval(500L);
            options.setMaxTotalConnections(CONNECTIONS);
            options.setConnectionsPerRoute(CONNECTIONS);
            context.start();
            return context;
        }
    }
}

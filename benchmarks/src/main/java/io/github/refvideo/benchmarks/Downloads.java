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

import io.github.refvideo.camel.RefVideoComponent;
import io.github.refvideo.camel.RefVideoConfiguration;
import io.github.refvideo.camel.RefVideoOutput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;

/**
 * Downloads 64 videos of 50 MB concurrently to files: the component with {@code output=file},
 * compared with a plain loop of HttpClient 5 and {@code Files.copy} on 64 threads. The candidates
 * run alternately in one JVM; the files of each round are deleted immediately. The server is a
 * child JVM on loopback.
 */
public final class Downloads {

    private static final int VIDEOS = 64;
    private static final long LENGTH = 50L << 20;
    private static final int TURNS = 3;

    /** The required throughput, relative to the plain loop. */
    private static final double LEAST = 0.8;

    private final String base;
    private final Path directory;

    private Downloads(String base, Path directory) {
        this.base = base;
        this.directory = directory;
    }

    public static void main(String[] args) throws Exception {
        Path directory = Files.createTempDirectory("refvideo-benchmark-");
        try (ZeroStore.Running store = ZeroStore.fork(LENGTH)) {
            new Downloads(store.base(), directory).compare();
        } finally {
            Files.delete(directory);
        }
    }

    private void compare() throws Exception {
        double[] loop = new double[TURNS];
        double[] durable = new double[TURNS];
        double[] component = new double[TURNS];
        try (CloseableHttpClient http = client();
                DefaultCamelContext context = context()) {
            ExecutorService pool = Executors.newFixedThreadPool(VIDEOS);
            ProducerTemplate template = context.createProducerTemplate();
            template.setExecutorService(pool);
            // The first round is the warm-up and does not count.
            for (int turn = -1; turn < TURNS; turn++) {
                int slot = Math.max(turn, 0);
                loop[slot] = turn(pool, () -> copy(http, false));
                durable[slot] = turn(pool, () -> copy(http, true));
                component[slot] = turn(pool, () -> generate(template));
            }
            pool.shutdown();
        }
        System.out.printf("%d concurrent videos of %d MiB%n", VIDEOS, LENGTH >> 20);
        row("HttpClient 5 and Files.copy, 64 threads", loop, loop);
        row("the same, each file forced to disk", durable, loop);
        row("refvideo, output=file (forces each file)", component, loop);
        if (median(component) < LEAST * median(loop)) {
            throw new IllegalStateException("Slower than " + LEAST + " of the plain loop");
        }
    }

    private static void row(String name, double[] figures, double[] against) {
        System.out.printf(
                "%-42s %6.0f MiB/s (median of %d; %4.0f to %4.0f), %.2f of the first%n",
                name,
                median(figures),
                TURNS,
                Arrays.stream(figures).min().orElse(0),
                Arrays.stream(figures).max().orElse(0),
                median(figures) / median(against));
    }

    private static double median(double[] figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** MiB per second. */
    private double turn(ExecutorService pool, Callable<Void> one) throws Exception {
        List<Callable<Void>> all = new ArrayList<>();
        for (int i = 0; i < VIDEOS; i++) {
            all.add(one);
        }
        long start = System.nanoTime();
        for (Future<Void> done : pool.invokeAll(all)) {
            done.get();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                if (Files.size(file) != LENGTH) {
                    throw new IllegalStateException("Incomplete: " + file);
                }
                Files.delete(file);
            }
        }
        return VIDEOS * (LENGTH >> 20) / seconds;
    }

    private Void copy(CloseableHttpClient http, boolean force) throws IOException {
        Path file = Files.createTempFile(directory, "video", ".mp4");
        Files.delete(file);
        http.execute(
                new HttpGet(base + "/video.mp4"),
                reply -> {
                    try (InputStream in = reply.getEntity().getContent()) {
                        return Files.copy(in, file);
                    }
                });
        if (force) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
        return null;
    }

    private Void generate(ProducerTemplate template) throws Exception {
        Exchange answer =
                template.send(
                        "refvideo:generate",
                        exchange -> exchange.getMessage().setBody("http://127.0.0.1:9/cat.png"));
        if (answer.getException() != null) {
            throw answer.getException();
        }
        return null;
    }

    private static CloseableHttpClient client() {
        return HttpClients.custom()
                .setConnectionManager(
                        PoolingHttpClientConnectionManagerBuilder.create()
                                .setMaxConnPerRoute(VIDEOS)
                                .setMaxConnTotal(VIDEOS)
                                .build())
                .build();
    }

    private DefaultCamelContext context() throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        intoFiles(context, base, directory.toString()).setPollInterval(10L);
        context.start();
        return context;
    }

    /** The component's options for videos of a {@link ZeroStore}. */
    static RefVideoConfiguration intoFiles(CamelContext context, String base, String directory) {
        RefVideoConfiguration options =
                context.getComponent("refvideo", RefVideoComponent.class).getConfiguration();
        options.setApiKey("key");
        options.setBaseUrl(base + "/v4/ai");
        options.setAllowPrivateAddresses(true);
        options.setModel("alibaba/wan-v2.6-r2v");
        options.setPrompt("character1 waves");
        // The benchmark measures downloads, without the delay before the first status request.
        options.setInitialPollDelay(0L);
        options.setOutput(RefVideoOutput.file);
        options.setOutputDirectory(directory);
        return options;
    }
}

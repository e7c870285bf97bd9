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
import io.github.refvideo.camel.RefVideoConstants;
import io.github.refvideo.camel.RefVideoOutput;
import io.github.refvideo.camel.event.AccountSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** The measured side: one route behind one SEDA consumer thread. */
public final class ManyJobsClient {

    private static final double HEADROOM = 0.9;

    private ManyJobsClient() {}

    public static void main(String[] args) throws Exception {
        CountDownLatch all = new CountDownLatch(ManyJobs.JOBS);
        AtomicInteger failed = new AtomicInteger();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            RefVideoComponent component = context.getComponent("refvideo", RefVideoComponent.class);
            configure(component.getConfiguration(), args[0]);
            if (args[1].equals("interval")) {
                component.getConfiguration().setPollInterval(5_000L);
            }
            Lag lag = new Lag();
            context.addRoutes(route(all, failed, lag));
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            long start = System.nanoTime();
            for (int i = 0; i < ManyJobs.JOBS; i++) {
                template.sendBody("seda:jobs", "http://127.0.0.1:9/cat.png");
            }
            int inFlight = 0;
            long threads = 0;
            while (!all.await(100, TimeUnit.MILLISECONDS)) {
                inFlight = Math.max(inFlight, component.getJobsInFlight());
                threads = Math.max(threads, ourThreads());
            }
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            AccountSnapshot account = component.getAccounts().get(0);
            System.out.printf(
                    "client:    delivered                     %d%n", ManyJobs.JOBS - failed.get());
            System.out.printf("client:    failed                        %d%n", failed.get());
            System.out.printf("client:    most in flight at once        %d%n", inFlight);
            System.out.printf("client:    most threads of ours          %d%n", threads);
            System.out.printf(
                    "client:    heap limit                    %d MB%n",
                    Runtime.getRuntime().maxMemory() >> 20);
            System.out.printf("client:    throttles                     %d%n", account.throttles());
            System.out.printf("client:    lag                           %s%n", lag);
            System.out.printf(
                    "client:    best lag at this limit        %s%n",
                    lag.best(ManyJobs.STATUS_QUOTA * HEADROOM));
            System.out.printf("client:    time                          %.1f s%n", millis / 1000.0);
            System.out.printf(
                    "client:    CPU time, all threads         %.1f s%n",
                    cpuTime().toMillis() / 1000.0);
        }
    }

    private static void configure(RefVideoConfiguration configuration, String baseUrl) {
        configuration.setProvider("dashscope");
        configuration.setBaseUrl(baseUrl);
        configuration.setApiKey("simulated");
        configuration.setModel("wan2.6-r2v");
        configuration.setPrompt("character1 waves");
        configuration.setDuration(2);
        configuration.setOutput(RefVideoOutput.url);
        configuration.setMaxInFlight(ManyJobs.JOBS);
        configuration.setSubmitsPerSecond((double) ManyJobs.SUBMITS_PER_SECOND);
        configuration.setStatusPerSecond(ManyJobs.STATUS_QUOTA * HEADROOM);
        configuration.setPollTimeout(600_000L);
    }

    private static RouteBuilder route(CountDownLatch all, AtomicInteger failed, Lag lag) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class)
                        .handled(true)
                        .process(exchange -> failed.incrementAndGet())
                        .process(exchange -> all.countDown());
                from("seda:jobs?size=" + ManyJobs.JOBS)
                        .to("refvideo:generate")
                        .process(exchange -> lag.add(end(exchange)))
                        .process(exchange -> all.countDown());
            }
        };
    }

    private static Instant end(Exchange exchange) {
        Map<?, ?> metadata =
                exchange.getMessage().getHeader(RefVideoConstants.PROVIDER_METADATA, Map.class);
        return (Instant) ((Map<?, ?>) metadata.get("dashscope")).get("endTime");
    }

    /** The times from the ends of jobs, by the clock of the simulator, to their videos' URLs. */
    static final class Lag {
        private final List<Instant> ends = new ArrayList<>();
        private long sum;
        private long longest;

        synchronized void add(Instant end) {
            long millis = Duration.between(end, Instant.now()).toMillis();
            sum += millis;
            longest = Math.max(longest, millis);
            ends.add(end);
        }

        @Override
        public synchronized String toString() {
            return mean(sum) + ", longest " + longest + " ms";
        }

        /** If each job was read once, in the order of their ends, at the rate limit. */
        synchronized String best(double perSecond) {
            Collections.sort(ends);
            double next = 0;
            double total = 0;
            double most = 0;
            for (Instant end : ends) {
                double millis = end.toEpochMilli();
                double read = Math.max(next, millis);
                total += read - millis;
                most = Math.max(most, read - millis);
                next = read + 1000 / perSecond;
            }
            return mean((long) total) + ", longest " + (long) most + " ms";
        }

        private String mean(long total) {
            return "mean " + (ends.isEmpty() ? 0 : total / ends.size()) + " ms";
        }
    }

    /** Of this process since its start, including class loading, compiler and garbage collector. */
    static Duration cpuTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static long ourThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(
                        name ->
                                List.of("RefVideo", "refvideo-http").stream()
                                        .anyMatch(name::contains))
                .count();
    }
}

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
package io.github.refvideo.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.job.JobTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thousand videos at once behind one consumer thread, in a quarter of a gigabyte. */
class ThousandJobsIT {

    private static final int JOBS = 1000;

    @Test
    void oneSedaConsumerCarriesThemAllOnFewThreads(@TempDir Path folder) throws Exception {
        String output = ForkedJvm.run(folder, Load.class, List.of("-Xmx256m"));

        System.out.println(output);
        assertThat(figure(output, "delivered")).isEqualTo(JOBS);
        assertThat(figure(output, "failed")).isZero();
        assertThat(figure(output, "paid")).isEqualTo(JOBS);
        assertThat(figure(output, "in flight at once")).isEqualTo(JOBS);
        assertThat(figure(output, "our threads at most")).isPositive().isLessThanOrEqualTo(24);
        assertThat(figure(output, "route threads")).isEqualTo(1);
    }

    private static long figure(String output, String name) {
        Matcher matcher = Pattern.compile(Pattern.quote(name) + ": (\\d+)").matcher(output);
        assertThat(matcher.find()).as(name + " in " + output).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    /** The program; prints its figures. The simulator shares its JVM and its heap. */
    static final class Load {

        private Load() {}

        public static void main(String[] args) throws Exception {
            CountDownLatch all = new CountDownLatch(JOBS);
            AtomicInteger delivered = new AtomicInteger();
            AtomicInteger failed = new AtomicInteger();
            try (RefVideoSimulator simulator =
                            RefVideoSimulator.builder()
                                    .jobTime(JobTime.fixed(Duration.ofSeconds(2)))
                                    .fetchReferences(false)
                                    .renderVideos(false)
                                    .start();
                    DefaultCamelContext context = new DefaultCamelContext()) {
                RefVideoComponent component =
                        context.getComponent("refvideo", RefVideoComponent.class);
                RefVideoTestSupport.pointAt(simulator, component.getConfiguration());
                component.getConfiguration().setPollInterval(1_000L);
                component.getConfiguration().setPollTimeout(120_000L);
                context.addRoutes(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                onException(Exception.class)
                                        .handled(true)
                                        .process(e -> failed.incrementAndGet())
                                        .process(e -> all.countDown());
                                from("seda:jobs?size=2000&concurrentConsumers=1")
                                        .to("refvideo:generate?output=url")
                                        .process(e -> delivered.incrementAndGet())
                                        .process(e -> all.countDown());
                            }
                        });
                context.start();
                // No job ends before all of them are in flight, however slow the machine is.
                simulator.clock().freeze();
                ProducerTemplate template = context.createProducerTemplate();
                long start = System.nanoTime();
                for (int i = 0; i < JOBS; i++) {
                    template.sendBody("seda:jobs", simulator.referenceUrl("cat.png"));
                }
                int inFlight = 0;
                long threads = 0;
                long routeThreads = 0;
                while (!all.await(20, TimeUnit.MILLISECONDS)) {
                    inFlight = Math.max(inFlight, component.getJobsInFlight());
                    if (simulator.ledger().jobsCreated() == JOBS) {
                        simulator.clock().unfreeze();
                    }
                    threads = Math.max(threads, threads("RefVideo", "refvideo-http"));
                    routeThreads = Math.max(routeThreads, threads("seda://jobs"));
                }
                System.out.println("delivered: " + delivered);
                System.out.println("failed: " + failed);
                System.out.println("paid: " + simulator.ledger().jobsCreated());
                System.out.println("in flight at once: " + inFlight);
                System.out.println("our threads at most: " + threads);
                System.out.println("route threads: " + routeThreads);
                Runtime runtime = Runtime.getRuntime();
                System.out.println("heap limit MB: " + (runtime.maxMemory() >> 20));
                System.out.println(
                        "millis: " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
            }
        }

        private static long threads(String... names) {
            return Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getName)
                    .filter(name -> List.of(names).stream().anyMatch(name::contains))
                    .count();
        }
    }
}

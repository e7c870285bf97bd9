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

import io.github.refvideo.camel.repository.FileVideoJobRepository;
import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.job.JobTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** Routes on virtual threads. Camel reads the switch once, so each test has a JVM of its own. */
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadsIT {

    private static final int JOBS = 200;

    @Test
    void manyRoutesBlockOnVirtualThreadsAtTheSameTime(@TempDir Path folder) throws Exception {
        String said =
                ForkedJvm.run(
                        folder,
                        Program.class,
                        List.of("-Xmx256m", "-Dcamel.threads.virtual.enabled=true"),
                        folder.toString());

        assertThat(said)
                .contains("VIDEOS " + JOBS)
                .contains("VIRTUAL " + JOBS)
                // Neither a worker nor a thread for files or records is a platform thread.
                .contains("PLATFORM THREADS []")
                .contains("PINNED []")
                .doesNotContain("more threads");
    }

    /** Verifies the first test: without the switch, the same program uses platform threads. */
    @Test
    void withoutTheSwitchRoutesUsePlatformThreads(@TempDir Path folder) throws Exception {
        String said = ForkedJvm.run(folder, Program.class, List.of("-Xmx256m"), folder.toString());

        assertThat(said)
                .contains("VIDEOS " + JOBS)
                .contains("VIRTUAL 0")
                .contains("RefVideoWorker");
    }

    /**
     * Generates videos whose routes all block at the same step until the last one has arrived, and
     * then wait for a call to the service.
     */
    static final class Program {

        private static final AtomicInteger VIRTUAL = new AtomicInteger();
        private static final Set<String> PLATFORM = ConcurrentHashMap.newKeySet();
        private static final Set<String> PINNED = ConcurrentHashMap.newKeySet();

        private Program() {}

        public static void main(String[] args) throws Exception {
            try (Recording recording = new Recording();
                    RefVideoSimulator simulator =
                            RefVideoSimulator.builder()
                                    .jobTime(JobTime.fixed(Duration.ofMillis(50)))
                                    .fetchReferences(false)
                                    .renderVideos(false)
                                    .withoutQuotas()
                                    .start();
                    DefaultCamelContext context = new DefaultCamelContext()) {
                recording
                        .enable("jdk.VirtualThreadPinned")
                        .withThreshold(Duration.ofMillis(20))
                        .withStackTrace();
                RefVideoComponent component =
                        context.getComponent("refvideo", RefVideoComponent.class);
                RefVideoTestSupport.pointAt(simulator, component.getConfiguration());
                component.getConfiguration().setPollTimeout(60_000L);
                component.setJobRepository(new FileVideoJobRepository(Path.of(args[0], "jobs")));
                ProducerTemplate template = context.createProducerTemplate();
                CyclicBarrier barrier = new CyclicBarrier(JOBS);
                context.addRoutes(routes(barrier, template));
                context.start();

                // Threads that wait for the initialization of a class are pinned, once per class.
                template.requestBody("direct:first", simulator.referenceUrl("cat.png"));
                recording.start();
                int videos = generate(simulator, template);

                recording.stop();
                Path file = Path.of(args[0], "recording.jfr");
                recording.dump(file);
                RecordingFile.readAllEvents(file).forEach(Program::pinned);
                System.out.println("VIDEOS " + videos);
                System.out.println("VIRTUAL " + VIRTUAL);
                System.out.println("PLATFORM THREADS " + new TreeSet<>(PLATFORM));
                System.out.println("PINNED " + PINNED);
            }
        }

        private static int generate(RefVideoSimulator simulator, ProducerTemplate template)
                throws Exception {
            List<CompletableFuture<Exchange>> answers = new ArrayList<>();
            for (int i = 0; i < JOBS; i++) {
                answers.add(
                        template.asyncSend(
                                "direct:generate",
                                exchange ->
                                        exchange.getMessage()
                                                .setBody(simulator.referenceUrl("cat.png"))));
            }
            int videos = 0;
            for (CompletableFuture<Exchange> answer : answers) {
                Exchange made = answer.get(120, TimeUnit.SECONDS);
                if (made.getException() != null) {
                    throw made.getException();
                }
                videos += "SUCCEEDED".equals(made.getMessage().getBody()) ? 1 : 0;
            }
            return videos;
        }

        private static RouteBuilder routes(CyclicBarrier barrier, ProducerTemplate template) {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:first")
                            .to("refvideo:generate?output=stream")
                            .setBody(header(RefVideoConstants.JOB))
                            .to("refvideo:status");
                    from("direct:generate")
                            .to("refvideo:generate?output=stream")
                            .process(
                                    exchange -> {
                                        if (isVirtual()) {
                                            VIRTUAL.incrementAndGet();
                                        }
                                        barrier.await(60, TimeUnit.SECONDS);
                                        platformThreads();
                                        Object job =
                                                exchange.getMessage()
                                                        .getHeader(RefVideoConstants.JOB);
                                        exchange.getMessage()
                                                .setBody(
                                                        template.requestBody(
                                                                "refvideo:status", job));
                                    });
                }
            };
        }

        /** By reflection, because the tests are compiled for Java 17. */
        private static boolean isVirtual() throws ReflectiveOperationException {
            return (boolean) Thread.class.getMethod("isVirtual").invoke(Thread.currentThread());
        }

        /** All threads of the JVM are platform threads here. */
        private static void platformThreads() {
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().matches(".*RefVideo(Worker|Disk|Repository).*")) {
                    PLATFORM.add(thread.getName().replaceAll(".*(RefVideo[A-Z][a-z]+).*", "$1"));
                }
            }
        }

        private static void pinned(RecordedEvent event) {
            if (event.getEventType().getName().equals("jdk.VirtualThreadPinned")
                    && event.getStackTrace() != null
                    && event.getStackTrace().getFrames().stream()
                            .anyMatch(
                                    frame ->
                                            frame.getMethod()
                                                            .getType()
                                                            .getName()
                                                            .startsWith("io.github.refvideo.camel.")
                                                    && !frame.getMethod()
                                                            .getType()
                                                            .getName()
                                                            .contains("VirtualThreadsIT"))) {
                PINNED.add(event.getDuration() + " " + event.getStackTrace().getFrames());
            }
        }
    }
}

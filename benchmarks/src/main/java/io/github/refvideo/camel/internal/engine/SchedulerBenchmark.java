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
package io.github.refvideo.camel.internal.engine;

import io.github.refvideo.camel.internal.engine.RunTimeEstimator.RunTimes;
import io.github.refvideo.camel.internal.time.Timer;
import io.github.refvideo.camel.internal.util.Backoff;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.JobLister;
import io.github.refvideo.camel.spi.JobStatus;
import io.github.refvideo.camel.spi.Quota;
import io.github.refvideo.camel.spi.StatusPage;
import io.github.refvideo.camel.spi.StatusQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What runs per poll: the scheduler during one second of a virtual clock, with 100,000 waiting jobs
 * whose status is read from the list of the service, a page at a time, and a service that answers
 * immediately; and the time of the next status request of one job.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SchedulerBenchmark {

    private static final int JOBS = 100_000;
    private static final int PAGE = 100;
    private static final double STATUS_PER_SECOND = 180;
    private static final double SUBMITS_PER_SECOND = 2_000;
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final PollingPolicy POLICY =
            new PollingPolicy(
                    null,
                    INTERVAL,
                    true,
                    Duration.ofHours(1),
                    Duration.ofDays(1),
                    20,
                    PAGE,
                    false,
                    INTERVAL);

    private VirtualTimer timer;
    private PollSchedule schedule;
    private EndlessJobs service;

    /** Submits the jobs. Some others have ended, so that the scheduler expects ends. */
    @Setup(Level.Iteration)
    public void submit() {
        timer = new VirtualTimer();
        RunTimes runTimes = new RunTimeEstimator().of("m", null, null);
        for (int i = 0; i < PAGE; i++) {
            runTimes.ended(0, 60 + i);
        }
        AccountLimiter limiter =
                new AccountLimiter(
                        timer,
                        new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), 0, () -> 0),
                        new Quota(0, 0, STATUS_PER_SECOND));
        service = new EndlessJobs();
        BatchStatusPoller poller = new BatchStatusPoller(limiter, timer, service, "benchmark");
        for (int i = 0; i < JOBS; i++) {
            timer.advance(Duration.ofNanos((long) (1e9 / SUBMITS_PER_SECOND)));
            JobHandle job =
                    new JobHandle(
                            "benchmark",
                            "http://127.0.0.1",
                            "m",
                            "job-" + i,
                            timer.now(),
                            null,
                            null);
            service.add(job);
            limiter.counts().countSubmit();
            schedule = new PollSchedule(runTimes, POLICY, timer.nanoTime(), Duration.ZERO, true);
            poller.watch(job, schedule, true, status -> {});
        }
    }

    @Benchmark
    public int secondOfScheduler() {
        timer.advance(Duration.ofSeconds(1));
        return service.pages;
    }

    @Benchmark
    public long nextStatusRequest() {
        return schedule.dueNanos();
    }

    /** A list of jobs that never end, the newest first. */
    private static final class EndlessJobs implements JobLister {

        private final List<Map<String, StatusPage.Row>> blocks = new ArrayList<>();
        private int pages;

        void add(JobHandle job) {
            if (blocks.isEmpty() || blocks.get(blocks.size() - 1).size() == PAGE) {
                blocks.add(new HashMap<>());
            }
            blocks.get(blocks.size() - 1)
                    .put(
                            job.jobId(),
                            new StatusPage.Row(
                                    JobStatus.RUNNING, job.model(), job.submittedAt(), null, null));
        }

        @Override
        public Duration longestWindow() {
            return Duration.ofHours(24);
        }

        @Override
        public CompletableFuture<StatusPage> list(StatusQuery query, Duration timeout) {
            pages++;
            int block = blocks.size() - query.page();
            return CompletableFuture.completedFuture(
                    new StatusPage(block < 0 ? Map.of() : blocks.get(block), blocks.size()));
        }
    }

    /** Time that only {@link #advance} changes. Used by one thread. */
    private static final class VirtualTimer implements Timer {

        private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

        private record Task(long due, long number, Runnable action) {}

        private final PriorityQueue<Task> tasks =
                new PriorityQueue<>(
                        Comparator.comparingLong(Task::due).thenComparingLong(Task::number));
        private long nanos;
        private long count;

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public Instant now() {
            return START.plusNanos(nanos);
        }

        @Override
        public Cancellable after(Duration delay, Runnable action) {
            Task task = new Task(nanos + Math.max(0, delay.toNanos()), count++, action);
            tasks.add(task);
            return () -> tasks.remove(task);
        }

        void advance(Duration time) {
            long until = nanos + time.toNanos();
            while (!tasks.isEmpty() && tasks.peek().due() <= until) {
                Task task = tasks.poll();
                nanos = Math.max(nanos, task.due());
                task.action().run();
            }
            nanos = until;
        }
    }
}

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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.event.DeliveredVideo;
import io.github.refvideo.camel.event.JobOrigin;
import io.github.refvideo.camel.internal.engine.JobSpec.CompletionPoint;
import io.github.refvideo.camel.internal.time.ManualTimer;
import io.github.refvideo.camel.repository.MemoryVideoJobRepository;
import io.github.refvideo.camel.spi.JobFacts;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.JobLister;
import io.github.refvideo.camel.spi.JobReport;
import io.github.refvideo.camel.spi.JobStatus;
import io.github.refvideo.camel.spi.PollHints;
import io.github.refvideo.camel.spi.PreparedSubmit;
import io.github.refvideo.camel.spi.Quota;
import io.github.refvideo.camel.spi.Resubmission;
import io.github.refvideo.camel.spi.StatusPage;
import io.github.refvideo.camel.spi.StatusQuery;
import io.github.refvideo.camel.spi.Submission;
import io.github.refvideo.camel.spi.SubmitCall;
import io.github.refvideo.camel.spi.VideoProvider;
import io.github.refvideo.camel.spi.VideoRequest;
import io.github.refvideo.camel.spi.VideoSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The time from the end of a job to the answer with its video, for several distributions of run
 * times, on a virtual clock. The best possible scheduler knows when jobs end, and reads each once,
 * at the same rate limit.
 */
class PollingSimulationTest {

    private static final Duration ROUND_TRIP = Duration.ofMillis(50);
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    /** A workload and what is asserted: the mean and the longest lag above those of the best. */
    enum Workload {
        FIXED_60_S(100, 4, 18, 1.0, 5.0, 2.0, job -> 60),
        FIXED_10_S(1_000, 100, 180, 1.25, 4.0, 2.0, job -> 10),
        UNIFORM(500, 4, 18, 1.25, 6, 2.0, job -> 60 + 60 * random(job)),
        LOG_NORMAL(1_000, 4, 18, 1.5, 8, 2.4, job -> 120 * Math.exp(0.4 * gaussian(job))),
        BURSTS(1_000, 4, 18, 1.25, 6, 2.0, job -> 30 + 40 * (job / 100 % 2)),
        SLOWER(1_000, 4, 18, 1.25, 6, 2.0, job -> (job < 500 ? 60 : 150) + 10 * random(job)),
        FASTER(1_000, 4, 18, 1.25, 12, 2.0, job -> (job < 500 ? 150 : 60) + 10 * random(job)),
        /** Other clients of the account submit twice as many jobs. */
        SHARED_ACCOUNT(500, 4, 18, 1.5, 8, 2.6, job -> 60 + 60 * random(job)),
        FIVE_IN_FLIGHT(100, 5, 4, 18, 1.4, 6, 2.2, job -> 60 + 2 * random(job)),
        WITHOUT_TIMES(100, 5, 4, 18, 2, 6, 3.6, job -> 60 + 2 * random(job)),
        ALL_AT_ONCE(10_000, 500, 180, 2.5, 5, 1.2, job -> 60);

        final int jobs;
        final int inFlight;
        final double submitRate;
        final double statusRate;
        final double meanAboveBest;
        final double longestAboveBest;
        final double requestsPerJob;
        final IntToDoubleFunction seconds;

        Workload(
                int jobs,
                double submitRate,
                double statusRate,
                double meanAboveBest,
                double longestAboveBest,
                double requestsPerJob,
                IntToDoubleFunction seconds) {
            this(
                    jobs,
                    0,
                    submitRate,
                    statusRate,
                    meanAboveBest,
                    longestAboveBest,
                    requestsPerJob,
                    seconds);
        }

        Workload(
                int jobs,
                int inFlight,
                double submitRate,
                double statusRate,
                double meanAboveBest,
                double longestAboveBest,
                double requestsPerJob,
                IntToDoubleFunction seconds) {
            this.jobs = jobs;
            this.inFlight = inFlight;
            this.submitRate = submitRate;
            this.statusRate = statusRate;
            this.meanAboveBest = meanAboveBest;
            this.longestAboveBest = longestAboveBest;
            this.requestsPerJob = requestsPerJob;
            this.seconds = seconds;
        }

        private static double random(int job) {
            return new Random(job * 7919L).doubles(2).skip(1).findFirst().orElseThrow();
        }

        private static double gaussian(int job) {
            Random random = new Random(job * 7919L);
            random.nextGaussian();
            return random.nextGaussian();
        }
    }

    private final ManualTimer timer = new ManualTimer();

    @BeforeAll
    static void printHeader() {
        System.out.println(
                """
                | workload | jobs | requests/s | lag, mean / longest (s) | best possible | ratio \
                | requests per job | lag with pollInterval=5s | requests per job |
                |---|---|---|---|---|---|---|---|---|""");
    }

    @ParameterizedTest
    @EnumSource(Workload.class)
    void lagIsCloseToTheBestAtTheSameLimit(Workload workload) {
        Service service = new Service(workload);
        double[] lags = run(workload, service, true);
        double[] best = best(workload, service);
        Service fixed = new Service(workload);
        double[] fixedLags = run(workload, fixed, false);

        double requests = (service.reads + service.pages) / (double) workload.jobs;
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %.0f | %.2f / %.2f | %.2f / %.2f | %.2f / %.2f | %.2f | %.2f / %.2f |"
                        + " %.2f |%n",
                workload.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                workload.jobs,
                workload.statusRate,
                mean(lags),
                max(lags),
                mean(best),
                max(best),
                mean(lags) / mean(best),
                max(lags) / max(best),
                requests,
                mean(fixedLags),
                max(fixedLags),
                (fixed.reads + fixed.pages) / (double) workload.jobs);
        assertThat(mean(lags)).isLessThanOrEqualTo(mean(best) + workload.meanAboveBest);
        assertThat(max(lags)).isLessThanOrEqualTo(max(best) + workload.longestAboveBest);
        assertThat(requests).isLessThanOrEqualTo(workload.requestsPerJob);
        assertThat(service.mostInASecond).isLessThanOrEqualTo((int) workload.statusRate);
    }

    private double[] run(Workload workload, Service service, boolean adaptive) {
        JobEngine engine =
                new JobEngine(
                        timer,
                        Runnable::run,
                        new Random(7),
                        TestPurchaseStores.over(
                                new MemoryVideoJobRepository(
                                        2 * workload.jobs, Duration.ofHours(48), timer::now),
                                "node",
                                timer));
        for (int i = 0; i < workload.jobs; i++) {
            engine.run(job("key" + i, workload, service, adaptive));
        }
        while (service.outcomes < workload.jobs) {
            timer.advance(Duration.ofSeconds(10));
        }
        assertThat(service.errors).isEmpty();
        timer.advance(Duration.ofMinutes(2));
        return service.lags.values().stream().mapToDouble(Double::doubleValue).toArray();
    }

    private JobSpec job(String key, Workload workload, Service service, boolean adaptive) {
        return new JobSpec(
                JobOrigin.UNKNOWN,
                null,
                service,
                TestPurchaseStores.purchase(key, new PreparedSubmit("m", new byte[0], List.of())),
                null,
                "message of " + key,
                null,
                CompletionPoint.DELIVERED,
                new PollingPolicy(
                        null,
                        INTERVAL,
                        adaptive,
                        Duration.ofHours(1),
                        Duration.ofDays(1),
                        20,
                        100,
                        false,
                        INTERVAL),
                new Quota(workload.inFlight, workload.submitRate, workload.statusRate),
                (handle, video, deadline) -> {
                    service.delivered(handle.jobId());
                    return CompletableFuture.completedFuture(new DeliveredVideo("url", null, -1));
                },
                (outcome, receipt) -> {
                    service.outcomes++;
                    if (outcome.error() != null) {
                        service.errors.add(outcome.error());
                    }
                    receipt.exchangeCompleted();
                });
    }

    /** Reads each job once, when it has ended, in this order. */
    private static double[] best(Workload workload, Service service) {
        double[] ends =
                service.jobs.values().stream()
                        .mapToDouble(job -> job.endNanos / 1e9)
                        .sorted()
                        .toArray();
        double[] lags = new double[ends.length];
        double next = 0;
        for (int i = 0; i < ends.length; i++) {
            double read = Math.max(next, ends[i]);
            lags[i] = read + ROUND_TRIP.toMillis() / 1e3 - ends[i];
            next = read + 1 / workload.statusRate;
        }
        return lags;
    }

    private static double mean(double[] values) {
        return DoubleStream.of(values).average().orElseThrow();
    }

    private static double max(double[] values) {
        return DoubleStream.of(values).max().orElseThrow();
    }

    /** A service with a list, the newest job first. */
    private final class Service implements VideoProvider, JobLister {

        private record Job(String id, long startNanos, long endNanos, Instant start, Instant end) {

            boolean hasEnded(long nanos) {
                return nanos >= endNanos;
            }
        }

        private final Workload workload;
        private final Map<String, Job> jobs = new HashMap<>();
        private final List<Job> inOrder = new ArrayList<>();
        private final Map<String, Double> lags = new HashMap<>();
        private final Deque<Long> lastSecond = new ArrayDeque<>();
        private final List<Exception> errors = new ArrayList<>();
        private int outcomes;
        private int reads;
        private int pages;
        private int mostInASecond;

        Service(Workload workload) {
            this.workload = workload;
        }

        void delivered(String id) {
            lags.put(id, (timer.nanoTime() - jobs.get(id).endNanos) / 1e9);
        }

        private Job add(String name) {
            double seconds = workload.seconds.applyAsDouble(inOrder.size());
            long nanos = (long) (seconds * 1e9);
            Job job =
                    new Job(
                            name + inOrder.size(),
                            timer.nanoTime(),
                            timer.nanoTime() + nanos,
                            timer.now(),
                            timer.now().plusNanos(nanos));
            inOrder.add(job);
            return job;
        }

        private <T> CompletableFuture<T> answer(T value) {
            CompletableFuture<T> answer = new CompletableFuture<>();
            timer.after(ROUND_TRIP.dividedBy(2), () -> answer.complete(value));
            return answer;
        }

        private void count() {
            long now = timer.nanoTime();
            lastSecond.addLast(now);
            while (now - lastSecond.peekFirst() >= 1_000_000_000L) {
                lastSecond.removeFirst();
            }
            mostInASecond = Math.max(mostInASecond, lastSecond.size());
        }

        @Override
        public CompletableFuture<Submission> submit(SubmitCall call) {
            Job job = add("job-");
            jobs.put(job.id, job);
            if (workload == Workload.SHARED_ACCOUNT) {
                add("other-");
                add("other-");
            }
            return answer(
                    new Submission(
                            new JobHandle(
                                    "fake", "http://fake", "m", job.id, job.start, null, null),
                            JobReport.pending(JobStatus.QUEUED, List.of(), JobFacts.NONE)));
        }

        @Override
        public CompletableFuture<JobReport> status(JobHandle handle, Duration timeout) {
            reads++;
            count();
            CompletableFuture<JobReport> answer = new CompletableFuture<>();
            timer.after(
                    ROUND_TRIP.dividedBy(2),
                    () -> {
                        JobReport report = report(jobs.get(handle.jobId()));
                        timer.after(ROUND_TRIP.dividedBy(2), () -> answer.complete(report));
                    });
            return answer;
        }

        private JobReport report(Job job) {
            return job.hasEnded(timer.nanoTime())
                    ? new JobReport(
                            JobStatus.SUCCEEDED,
                            new VideoSource.Link("http://v", null, null),
                            List.of(),
                            null,
                            workload == Workload.WITHOUT_TIMES ? JobFacts.NONE : times(job))
                    : JobReport.pending(JobStatus.RUNNING, List.of(), JobFacts.NONE);
        }

        private JobFacts times(Job job) {
            return new JobFacts(
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    Map.of(),
                    Map.of(name(), Map.of("submitTime", job.start, "endTime", job.end)));
        }

        @Override
        public CompletableFuture<StatusPage> list(StatusQuery query, Duration timeout) {
            pages++;
            count();
            CompletableFuture<StatusPage> answer = new CompletableFuture<>();
            timer.after(
                    ROUND_TRIP.dividedBy(2),
                    () -> {
                        StatusPage page = page(query);
                        timer.after(ROUND_TRIP.dividedBy(2), () -> answer.complete(page));
                    });
            return answer;
        }

        private StatusPage page(StatusQuery query) {
            int first = 0;
            int last = inOrder.size();
            while (first < last && inOrder.get(first).start.isBefore(query.from())) {
                first++;
            }
            int total = last - first;
            Map<String, StatusPage.Row> rows = new LinkedHashMap<>();
            int newest = last - 1 - (query.page() - 1) * query.pageSize();
            for (int i = newest; i >= first && i > newest - query.pageSize(); i--) {
                Job job = inOrder.get(i);
                boolean ended = job.hasEnded(timer.nanoTime());
                rows.put(
                        job.id,
                        new StatusPage.Row(
                                ended ? JobStatus.SUCCEEDED : JobStatus.RUNNING,
                                "m",
                                job.start,
                                ended ? job.end : null,
                                null));
            }
            return new StatusPage(rows, (total + query.pageSize() - 1) / query.pageSize());
        }

        @Override
        public Duration longestWindow() {
            return Duration.ofHours(24);
        }

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public String baseUrl() {
            return "http://fake";
        }

        @Override
        public Resubmission resubmission() {
            return Resubmission.PAYS_AGAIN;
        }

        @Override
        public PreparedSubmit prepare(VideoRequest request, PollHints hints) {
            throw new AssertionError("The engine gets requests prepared");
        }
    }
}

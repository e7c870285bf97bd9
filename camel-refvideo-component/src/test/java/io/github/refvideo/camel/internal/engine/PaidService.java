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

import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.internal.time.Timer;
import io.github.refvideo.camel.spi.CancelOutcome;
import io.github.refvideo.camel.spi.JobCanceler;
import io.github.refvideo.camel.spi.JobFacts;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.JobLister;
import io.github.refvideo.camel.spi.JobReport;
import io.github.refvideo.camel.spi.JobStatus;
import io.github.refvideo.camel.spi.PollHints;
import io.github.refvideo.camel.spi.PreparedSubmit;
import io.github.refvideo.camel.spi.Resubmission;
import io.github.refvideo.camel.spi.StatusPage;
import io.github.refvideo.camel.spi.StatusQuery;
import io.github.refvideo.camel.spi.Submission;
import io.github.refvideo.camel.spi.SubmitCall;
import io.github.refvideo.camel.spi.VideoProvider;
import io.github.refvideo.camel.spi.VideoRequest;
import io.github.refvideo.camel.spi.VideoSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A service that counts paid jobs, whether or not they were acknowledged. A test defines the result
 * of each submit and the duration of calls.
 */
final class PaidService implements VideoProvider, JobLister, JobCanceler {

    /** What becomes of one submit. */
    enum Fate {
        ACCEPTED,
        /** The job is made and billed, its acknowledgement is lost. */
        LOST_AFTER,
        /** The call does not arrive, and the caller cannot know it. */
        LOST_BEFORE,
        /** Certainly not processed; may be tried again. */
        UNREACHABLE,
        /** Certainly refused. */
        REFUSED,
        /** Made and billed; no answer ever comes. */
        SILENT
    }

    /** One job that is billed. */
    record Job(String id, String key, String prompt, Instant submittedAt, byte[] body) {}

    static final Duration JOB_TIME = Duration.ofSeconds(40);

    final List<Job> jobs = new ArrayList<>();
    final List<StatusQuery> queries = new ArrayList<>();
    int submits;
    int statusReads;
    int cancels;
    Supplier<Fate> fates = () -> Fate.ACCEPTED;
    Consumer<SubmitCall> beforeSubmit = call -> {};
    Supplier<Duration> latency = () -> Duration.ZERO;
    Supplier<CompletableFuture<StatusPage>> listAnswer = () -> null;
    Supplier<CompletableFuture<CancelOutcome>> cancelAnswer =
            () -> CompletableFuture.completedFuture(CancelOutcome.CANCELED);
    JobStatus end = JobStatus.SUCCEEDED;
    boolean ends = true;
    int pageLimit = 100;

    private final Timer timer;
    private final Resubmission resubmission;
    private final Map<String, Job> byKey = new LinkedHashMap<>();

    PaidService(Timer timer, Resubmission resubmission) {
        this.timer = timer;
        this.resubmission = resubmission;
    }

    /** A request's bytes are its prompt. */
    static PreparedSubmit request(String prompt) {
        return new PreparedSubmit("m", prompt.getBytes(StandardCharsets.UTF_8), List.of());
    }

    long paid(String key) {
        return jobs.stream().filter(job -> key.equals(job.key())).count();
    }

    /** A job of another client with the same account. */
    Job addForeignJob(String prompt) {
        return make("of a stranger", prompt, prompt.getBytes(StandardCharsets.UTF_8));
    }

    private Job make(String key, String prompt, byte[] body) {
        Job job = new Job("job_" + (jobs.size() + 1), key, prompt, timer.now(), body);
        jobs.add(job);
        return job;
    }

    @Override
    public String name() {
        return "paid";
    }

    @Override
    public String baseUrl() {
        return "http://paid";
    }

    @Override
    public Resubmission resubmission() {
        return resubmission;
    }

    @Override
    public PreparedSubmit prepare(VideoRequest request, PollHints hints) {
        throw new AssertionError("The engine gets requests prepared");
    }

    @Override
    public CompletableFuture<Submission> submit(SubmitCall call) {
        PreparedSubmit submit = call.request();
        String idempotencyKey = call.idempotencyKey();
        beforeSubmit.accept(call);
        submits++;
        return switch (fates.get()) {
            case ACCEPTED -> later(() -> accepted(submit, idempotencyKey));
            case LOST_AFTER ->
                    later(
                            () -> {
                                paidFor(submit, idempotencyKey);
                                return FakeProvider.lost();
                            });
            case SILENT -> {
                paidFor(submit, idempotencyKey);
                yield new CompletableFuture<>();
            }
            case LOST_BEFORE -> later(FakeProvider::lost);
            case UNREACHABLE -> later(FakeProvider::unreachable);
            case REFUSED ->
                    later(() -> FakeProvider.refused(ErrorKind.PAYMENT_REQUIRED, 402, null));
        };
    }

    private CompletableFuture<Submission> accepted(PreparedSubmit submit, String key) {
        Job job = paidFor(submit, key);
        return CompletableFuture.completedFuture(
                new Submission(
                        new JobHandle(
                                name(),
                                baseUrl(),
                                submit.model(),
                                job.id(),
                                timer.now(),
                                null,
                                null),
                        FakeProvider.pending(JobStatus.QUEUED)));
    }

    private Job paidFor(PreparedSubmit submit, String key) {
        String prompt = new String(submit.body(), StandardCharsets.UTF_8);
        return resubmission == Resubmission.SAME_KEY_IS_SAFE
                ? byKey.computeIfAbsent(key, k -> make(k, prompt, submit.body()))
                : make(key, prompt, submit.body());
    }

    @Override
    public CompletableFuture<JobReport> status(JobHandle handle, Duration timeout) {
        statusReads++;
        Job job =
                jobs.stream().filter(j -> j.id().equals(handle.jobId())).findFirst().orElseThrow();
        return later(() -> CompletableFuture.completedFuture(report(job)));
    }

    private JobReport report(Job job) {
        if (!over(job)) {
            return FakeProvider.pending(JobStatus.RUNNING);
        }
        JobFacts facts =
                new JobFacts(null, null, null, job.prompt(), null, null, Map.of(), Map.of());
        return end == JobStatus.SUCCEEDED
                ? new JobReport(
                        end,
                        new VideoSource.Link("http://paid/" + job.id(), "video/mp4", null),
                        List.of(),
                        null,
                        facts)
                : new JobReport(
                        end, null, List.of(), FakeProvider.ended(end, false).failure(), facts);
    }

    private boolean over(Job job) {
        return ends && !job.submittedAt().plus(JOB_TIME).isAfter(timer.now());
    }

    @Override
    public Duration longestWindow() {
        return Duration.ofDays(1);
    }

    @Override
    public CompletableFuture<StatusPage> list(StatusQuery query, Duration timeout) {
        queries.add(query);
        CompletableFuture<StatusPage> scripted = listAnswer.get();
        return scripted != null
                ? scripted
                : later(() -> CompletableFuture.completedFuture(page(query)));
    }

    private StatusPage page(StatusQuery query) {
        List<Job> listed =
                jobs.stream()
                        .filter(job -> !job.submittedAt().isBefore(query.from()))
                        .filter(job -> !job.submittedAt().isAfter(query.to()))
                        .toList();
        Map<String, StatusPage.Row> rows = new LinkedHashMap<>();
        int size = Math.min(pageLimit, query.pageSize());
        listed.stream()
                .skip((query.page() - 1L) * size)
                .limit(size)
                .forEach(
                        job ->
                                rows.put(
                                        job.id(),
                                        new StatusPage.Row(
                                                over(job) ? end : JobStatus.RUNNING,
                                                "m",
                                                job.submittedAt(),
                                                null,
                                                null)));
        return new StatusPage(rows, (listed.size() + size - 1) / size);
    }

    @Override
    public CompletableFuture<CancelOutcome> cancel(JobHandle job, Duration timeout) {
        cancels++;
        return cancelAnswer.get();
    }

    private <T> CompletableFuture<T> later(Supplier<CompletableFuture<T>> work) {
        Duration delay = latency.get();
        if (delay.isZero()) {
            return work.get();
        }
        // The request arrives in the middle of the call, and its answer at the end.
        CompletableFuture<T> answer = new CompletableFuture<>();
        timer.after(
                delay.dividedBy(2),
                () -> {
                    CompletableFuture<T> result = work.get();
                    timer.after(
                            delay.dividedBy(2),
                            () ->
                                    result.whenComplete(
                                            (value, failure) -> {
                                                if (failure == null) {
                                                    answer.complete(value);
                                                } else {
                                                    answer.completeExceptionally(failure);
                                                }
                                            }));
                });
        return answer;
    }
}

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

import io.github.refvideo.camel.error.ErrorDetails;
import io.github.refvideo.camel.error.ErrorDetails.ServiceReply;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.ProviderException;
import io.github.refvideo.camel.error.ProviderException.Processed;
import io.github.refvideo.camel.spi.JobFacts;
import io.github.refvideo.camel.spi.JobFailure;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.JobReport;
import io.github.refvideo.camel.spi.JobStatus;
import io.github.refvideo.camel.spi.PollHints;
import io.github.refvideo.camel.spi.PreparedSubmit;
import io.github.refvideo.camel.spi.Resubmission;
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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A provider with prepared answers; the last one of each kind repeats. */
final class FakeProvider implements VideoProvider {

    static final JobHandle HANDLE =
            new JobHandle(
                    "fake",
                    "http://fake",
                    "m",
                    "job_1",
                    Instant.EPOCH,
                    "key",
                    "{\"id\":\"job_1\"}");

    final List<String> submittedKeys = new ArrayList<>();
    final List<byte[]> submittedBytes = new ArrayList<>();
    final List<CompletableFuture<?>> calls = new ArrayList<>();
    int statusReads;
    Resubmission resubmission = Resubmission.SAME_KEY_IS_SAFE;
    Supplier<String> account = () -> "fake at http://fake";

    private final Deque<CompletableFuture<Submission>> submissions = new ArrayDeque<>();
    private final Deque<CompletableFuture<JobReport>> reports = new ArrayDeque<>();

    FakeProvider submitAnswers(CompletableFuture<Submission> answer) {
        submissions.add(answer);
        return this;
    }

    FakeProvider accepts() {
        return submitAnswers(
                CompletableFuture.completedFuture(
                        new Submission(HANDLE, pending(JobStatus.QUEUED))));
    }

    /** The whole job runs inside its submit and has no id. */
    FakeProvider runsInsideTheSubmit(JobReport report) {
        return submitAnswers(CompletableFuture.completedFuture(new Submission(null, report)));
    }

    FakeProvider statusAnswers(CompletableFuture<JobReport> answer) {
        reports.add(answer);
        return this;
    }

    FakeProvider reports(JobReport report) {
        return statusAnswers(CompletableFuture.completedFuture(report));
    }

    static JobReport pending(JobStatus status) {
        return JobReport.pending(status, List.of(), JobFacts.NONE);
    }

    static JobReport succeeded() {
        return new JobReport(
                JobStatus.SUCCEEDED,
                new VideoSource.Link("http://fake/v.mp4", "video/mp4", null),
                List.of(),
                null,
                JobFacts.NONE);
    }

    static JobReport succeededWithoutVideo() {
        return new JobReport(JobStatus.SUCCEEDED, null, List.of(), null, JobFacts.NONE);
    }

    static JobReport ended(JobStatus status, boolean rejected) {
        return new JobReport(
                status,
                null,
                List.of(),
                new JobFailure("Code", "words of the service", rejected),
                JobFacts.NONE);
    }

    static <T> CompletableFuture<T> refused(ErrorKind kind, int status, Duration retryAfter) {
        return failed(kind, status, status == 429, Processed.NO, retryAfter);
    }

    static <T> CompletableFuture<T> unreachable() {
        return failed(ErrorKind.SERVICE, 0, true, Processed.NO, null);
    }

    static <T> CompletableFuture<T> lost() {
        return failed(ErrorKind.SERVICE, 0, true, Processed.MAYBE, null);
    }

    static <T> CompletableFuture<T> failed(
            ErrorKind kind,
            int status,
            boolean retryable,
            Processed processed,
            Duration retryAfter) {
        return CompletableFuture.failedFuture(
                new ProviderException(
                        ErrorDetails.of(kind, "the call failed")
                                .retryable(retryable)
                                .reply(new ServiceReply(status, "code", "req_1", retryAfter)),
                        processed));
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
    public String account() {
        return account.get();
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
    public synchronized CompletableFuture<Submission> submit(SubmitCall call) {
        submittedKeys.add(call.idempotencyKey());
        submittedBytes.add(call.request().body());
        return remember(next(submissions));
    }

    @Override
    public synchronized CompletableFuture<JobReport> status(JobHandle job, Duration timeout) {
        statusReads++;
        return remember(next(reports));
    }

    private <T> CompletableFuture<T> remember(CompletableFuture<T> call) {
        calls.add(call);
        return call;
    }

    private static <T> T next(Deque<T> answers) {
        return answers.size() > 1 ? answers.poll() : answers.peek();
    }
}

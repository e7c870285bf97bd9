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
package io.github.refvideo.camel.internal.provider.dashscope;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.ProviderException;
import io.github.refvideo.camel.internal.http.AsyncHttp;
import io.github.refvideo.camel.internal.model.ModelTable;
import io.github.refvideo.camel.internal.provider.ErrorCategory;
import io.github.refvideo.camel.internal.provider.ErrorCodes;
import io.github.refvideo.camel.internal.provider.ResponseFutures;
import io.github.refvideo.camel.internal.provider.ServiceError;
import io.github.refvideo.camel.internal.provider.ServiceJson;
import io.github.refvideo.camel.internal.provider.dashscope.DashscopeClient.Call;
import io.github.refvideo.camel.internal.provider.dashscope.DashscopeClient.Operation;
import io.github.refvideo.camel.internal.util.Futures;
import io.github.refvideo.camel.spi.CancelOutcome;
import io.github.refvideo.camel.spi.HealthProbe;
import io.github.refvideo.camel.spi.JobCanceler;
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
import io.github.refvideo.camel.spi.TraceContext;
import io.github.refvideo.camel.spi.VideoProvider;
import io.github.refvideo.camel.spi.VideoRequest;
import io.github.refvideo.camel.spi.Warning;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Alibaba Model Studio (DashScope). Thread-safe; one instance per endpoint, the HTTP client is
 * shared. Each create that arrives is a job that is billed.
 */
public final class DashscopeProvider implements VideoProvider, JobLister, JobCanceler, HealthProbe {

    /** The word in the {@code provider} option. */
    public static final String NAME = "dashscope";

    /** The service documents 5 jobs, 5 submits and 20 reads a second; slightly less avoids 429. */
    private static final Quota QUOTA = new Quota(5, 4, 18);

    private static final String NO_TASK = "00000000-0000-0000-0000-000000000000";

    private static final Set<ErrorKind> NO_SUCH_TASK =
            EnumSet.of(ErrorKind.JOB_EXPIRED, ErrorKind.INVALID_REQUEST);

    private static final String CREATE = "/services/aigc/video-generation/video-synthesis";

    private final DashscopeSettings settings;
    private final ModelTable models;
    private final Supplier<Instant> now;
    private final DashscopeErrors errors;
    private final DashscopeClient client;
    private final DashscopeResponseReader responses;

    /**
     * @param settings see {@link DashscopeSettings}
     * @param http not closed by the provider
     * @param now wall-clock time, for handles, for the age of jobs and for dates in Retry-After
     * @param models the model table
     */
    public DashscopeProvider(
            DashscopeSettings settings, AsyncHttp http, Supplier<Instant> now, ModelTable models) {
        this.models = models;
        this.settings = settings;
        this.now = now;
        this.errors = new DashscopeErrors(settings.secrets(), now);
        this.client = new DashscopeClient(http, errors, settings);
        this.responses = new DashscopeResponseReader(settings.unknownGrace(), now, errors);
    }

    /** Shares everything but the client. */
    private DashscopeProvider(DashscopeProvider other, DashscopeClient client) {
        this.settings = other.settings;
        this.models = other.models;
        this.now = other.now;
        this.errors = other.errors;
        this.client = client;
        this.responses = other.responses;
    }

    @Override
    public VideoProvider traced(TraceContext trace) {
        return new DashscopeProvider(this, client.adding(trace.headers()));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String baseUrl() {
        return settings.baseUrl();
    }

    @Override
    public String account() {
        return settings.credential().fingerprint(NAME);
    }

    @Override
    public Quota quota() {
        return QUOTA;
    }

    @Override
    public Resubmission resubmission() {
        return Resubmission.PAYS_AGAIN;
    }

    @Override
    public PreparedSubmit prepare(VideoRequest request, PollHints hints) {
        return DashscopeRequestWriter.write(request, models);
    }

    @Override
    public boolean usesPollHints() {
        return false;
    }

    /** The idempotency key is not sent, because the service does not support one. */
    @Override
    public CompletableFuture<Submission> submit(SubmitCall submit) {
        String model = submit.request().model();
        Call call =
                new Call(
                        Operation.SUBMIT,
                        settings.endpoint(CREATE),
                        client.submitHeaders(submit.request().body()),
                        submit.request().body(),
                        model);
        return client.submit(
                call, submit.timeout(), submit.permitted(), body -> created(body, model));
    }

    private Optional<Submission> created(JsonNode body, String model) {
        return ServiceJson.text(body.path("output").path("task_id"))
                .map(
                        id -> {
                            Instant at = now.get();
                            return new Submission(
                                    new JobHandle(
                                            NAME, settings.baseUrl(), model, id, at, null, null),
                                    responses.report(body, at));
                        });
    }

    @Override
    public CompletableFuture<JobReport> status(JobHandle job, Duration timeout) {
        return jobUri(job, "")
                .map(
                        uri ->
                                client.send(
                                        call(Operation.STATUS, uri, job.model()),
                                        timeout,
                                        body -> queried(body, job)))
                .orElseGet(this::badHandle);
    }

    private Optional<JobReport> queried(JsonNode body, JobHandle job) {
        return ServiceJson.text(body.path("output").path("task_status"))
                .map(word -> responses.report(body, job.submittedAt()))
                .map(report -> explained(report, job));
    }

    /** A job that is unknown here may exist in another region. */
    private JobReport explained(JobReport report, JobHandle job) {
        if (report.status() != JobStatus.EXPIRED || job.baseUrl().equals(settings.baseUrl())) {
            return report;
        }
        Warning elsewhere =
                Warning.local(
                        "job",
                        "it was submitted to another address than the current one;"
                                + " if that is another region, the job may still exist: check"
                                + " region, workspaceId and baseUrl");
        return new JobReport(report.status(), null, List.of(elsewhere), null, report.facts());
    }

    @Override
    public Duration longestWindow() {
        return DashscopeResponseReader.LONGEST_WINDOW;
    }

    @Override
    public CompletableFuture<StatusPage> list(StatusQuery query, Duration timeout) {
        URI uri = settings.listEndpoint(DashscopeResponseReader.listPath(query));
        return client.send(
                call(Operation.LIST, uri, query.model()),
                timeout,
                body -> responses.page(body, query));
    }

    @Override
    public CompletableFuture<CancelOutcome> cancel(JobHandle job, Duration timeout) {
        CompletableFuture<CancelOutcome> call =
                jobUri(job, "/cancel")
                        .map(
                                uri ->
                                        client.send(
                                                call(Operation.CANCEL, uri, job.model()),
                                                timeout,
                                                DashscopeProvider::canceled))
                        .orElseGet(this::badHandle);
        return ResponseFutures.propagateCancel(
                call, call.exceptionally(DashscopeProvider::tooLate));
    }

    /** The reply contains only a request id. */
    private static Optional<CancelOutcome> canceled(JsonNode body) {
        return ServiceError.of(body).byCode() != null
                ? Optional.empty()
                : Optional.of(CancelOutcome.CANCELED);
    }

    private static CancelOutcome tooLate(Throwable failure) {
        if (Futures.unwrap(failure) instanceof ProviderException refused
                && ErrorCodes.find(refused.details().reply().code())
                        .filter(meaning -> meaning == ErrorCategory.NOT_IN_THIS_STATE)
                        .isPresent()) {
            return CancelOutcome.TOO_LATE;
        }
        throw new CompletionException(Futures.unwrap(failure));
    }

    /**
     * Requests a task that does not exist. The list is not used, because some workspace hosts
     * refuse it for valid keys.
     */
    @Override
    public CompletableFuture<Void> probe(Duration timeout) {
        URI uri = settings.endpoint("/tasks/" + NO_TASK);
        CompletableFuture<JsonNode> call =
                client.send(call(Operation.STATUS, uri, null), timeout, Optional::of);
        return ResponseFutures.propagateCancel(
                call,
                call.handle(
                        (body, failure) -> failure == null ? null : acceptUnknownTask(failure)));
    }

    /**
     * "No such task" is a success: only a valid key gets this reply. A reply without an error code
     * is not from the service.
     */
    private static @Nullable Void acceptUnknownTask(Throwable failure) {
        if (Futures.unwrap(failure) instanceof ProviderException refused
                && NO_SUCH_TASK.contains(refused.details().kind())
                && refused.details().reply().code() != null) {
            return null;
        }
        throw new CompletionException(Futures.unwrap(failure));
    }

    private Call call(Operation operation, URI uri, @Nullable String model) {
        return new Call(operation, uri, settings.headers(), null, model);
    }

    /**
     * The URL of a job; empty if the id could change the path. The base URL comes from the
     * settings, never from the handle, because a handle is untrusted input and the key is sent to
     * this URL.
     */
    private Optional<URI> jobUri(JobHandle job, String action) {
        if (job.jobId().chars().allMatch(c -> c == '.')) {
            return Optional.empty();
        }
        String id = URLEncoder.encode(job.jobId(), StandardCharsets.UTF_8).replace("+", "%20");
        return Optional.of(settings.endpoint("/tasks/" + id + action));
    }

    private <T> CompletableFuture<T> badHandle() {
        return CompletableFuture.failedFuture(errors.badHandle());
    }
}

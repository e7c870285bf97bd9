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
package io.github.refvideo.camel.internal.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.ProviderException;
import io.github.refvideo.camel.internal.http.AsyncHttp;
import io.github.refvideo.camel.internal.http.HttpRequest;
import io.github.refvideo.camel.internal.http.HttpResponse;
import io.github.refvideo.camel.internal.http.RequestBody;
import io.github.refvideo.camel.internal.model.ModelTable;
import io.github.refvideo.camel.internal.provider.HttpErrors;
import io.github.refvideo.camel.internal.provider.ResponseFutures;
import io.github.refvideo.camel.internal.provider.ServiceJson;
import io.github.refvideo.camel.internal.provider.TransportErrors;
import io.github.refvideo.camel.internal.provider.openai.OpenAiVideosErrors.Operation;
import io.github.refvideo.camel.internal.provider.openai.OpenAiVideosRequest.Content;
import io.github.refvideo.camel.internal.util.CompositeFuture;
import io.github.refvideo.camel.spi.CancelOutcome;
import io.github.refvideo.camel.spi.HealthProbe;
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
import io.github.refvideo.camel.spi.StatusPage.Row;
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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Self-hosted servers with an OpenAI-style {@code /v1/videos}: vLLM-Omni and SGLang. They keep jobs
 * in memory, have no idempotency keys and no price, and deliver the videos themselves. Thread-safe.
 */
public final class OpenAiVideosProvider
        implements VideoProvider, JobLister, JobCanceler, HealthProbe {

    /** The word in the {@code provider} option. */
    public static final String NAME = "openai-videos";

    private static final int MAX_LIMIT = 100;

    /** The list has no limit of age. */
    private static final Duration LONGEST_WINDOW = Duration.ofDays(30);

    private final OpenAiVideosSettings settings;
    private final ModelTable models;
    private final Supplier<Instant> now;
    private final OpenAiVideosErrors errors;
    private final OpenAiVideosResponseReader reader;
    private final AsyncHttp http;
    private final AtomicReference<@Nullable VideosServer> server;

    /**
     * @param settings see {@link OpenAiVideosSettings}
     * @param http not closed by the provider
     * @param now wall-clock time, for handles and for dates in Retry-After
     * @param models the model table
     */
    public OpenAiVideosProvider(
            OpenAiVideosSettings settings,
            AsyncHttp http,
            Supplier<Instant> now,
            ModelTable models) {
        this.settings = settings;
        this.http = http;
        this.now = now;
        this.models = models;
        this.errors = new OpenAiVideosErrors(settings.secrets(), now);
        this.reader = new OpenAiVideosResponseReader(settings, errors);
        this.server = new AtomicReference<>(settings.server());
    }

    /** Shares everything but the client. */
    private OpenAiVideosProvider(OpenAiVideosProvider other, AsyncHttp http) {
        this.settings = other.settings;
        this.models = other.models;
        this.now = other.now;
        this.errors = other.errors;
        this.reader = other.reader;
        this.server = other.server;
        this.http = http;
    }

    @Override
    public VideoProvider traced(TraceContext trace) {
        return new OpenAiVideosProvider(this, http.adding(trace.headers()));
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
        return settings.account();
    }

    @Override
    public Resubmission resubmission() {
        return Resubmission.PAYS_AGAIN;
    }

    @Override
    public boolean sendsMedia() {
        return !settings.passReferenceUrls();
    }

    @Override
    public PreparedSubmit prepare(VideoRequest request, PollHints hints) {
        return OpenAiVideosRequest.prepare(request, models, server.get());
    }

    @Override
    public boolean usesPollHints() {
        return false;
    }

    /** The idempotency key is not sent, because the servers do not support one. */
    @Override
    public CompletableFuture<Submission> submit(SubmitCall submit) {
        CompositeFuture<Submission> calls = new CompositeFuture<>();
        // Half of the time: a deadline that passes now would make the submit uncertain.
        calls.track(server(submit.timeout().dividedBy(2)))
                .whenComplete(
                        (program, failure) -> {
                            if (failure != null) {
                                ProviderException error = TransportErrors.of(failure, NAME);
                                calls.result()
                                        .completeExceptionally(
                                                OpenAiVideosErrors.beforeSubmit(error));
                                return;
                            }
                            try {
                                calls.completeWith(create(submit, program));
                            } catch (IllegalArgumentException e) {
                                // Before anything is sent.
                                calls.result()
                                        .completeExceptionally(
                                                errors.notSent(
                                                        ErrorKind.INVALID_REQUEST, e.getMessage()));
                            } catch (RuntimeException | Error e) {
                                // Otherwise the exchange would wait until its deadline.
                                calls.result().completeExceptionally(e);
                            }
                        });
        return calls.result();
    }

    /**
     * Sends the request on a new connection. If a reused connection breaks while it is written, it
     * is unknown whether the job exists.
     */
    private CompletableFuture<Submission> create(SubmitCall submit, VideosServer program) {
        OpenAiVideosRequest request = OpenAiVideosRequest.parse(submit.request().body());
        Content content = request.content(program, sendsMedia() ? submit.request().media() : null);
        Map<String, String> headers = settings.headers();
        headers.put("content-type", content.type());
        headers.put("accept", "application/json");
        URI uri = settings.endpoint("/videos");
        RequestBody body = content.body();
        HttpRequest call =
                new HttpRequest(
                                "POST",
                                uri,
                                headers,
                                null,
                                settings.limit(submit.timeout(), body.length()),
                                settings.limit(submit.timeout()),
                                OpenAiVideosSettings.MAX_REPLY_BYTES)
                        .uploading(body)
                        .onFreshConnection()
                        .onlyIf(submit.permitted());
        return ResponseFutures.read(
                http.send(call),
                NAME,
                reply -> created(uri, reply, submit.request().model(), request.prompt()));
    }

    private Submission created(URI uri, HttpResponse reply, String model, @Nullable String prompt) {
        JsonNode job = ServiceJson.object(reply.body());
        if (!reply.head().successful() && !OpenAiVideosResponseReader.isNamedJob(job)) {
            // Another program can have been started at this URL.
            server.set(settings.server());
            throw new CompletionException(errors.ofReply(Operation.SUBMIT, uri, reply, prompt));
        }
        String id =
                OpenAiVideosResponseReader.id(job)
                        .orElseThrow(
                                () ->
                                        new CompletionException(
                                                errors.unusable(
                                                        uri,
                                                        "contains no job id",
                                                        reply.status())));
        JobHandle handle =
                new JobHandle(NAME, settings.baseUrl(), model, id, now.get(), null, null);
        return new Submission(
                handle,
                OpenAiVideosResponseReader.isJob(job)
                        ? reader.report(job)
                        : JobReport.pending(JobStatus.QUEUED, List.of(), JobFacts.NONE));
    }

    /** The body decides: the status of a failed job has the HTTP status of its failure. */
    @Override
    public CompletableFuture<JobReport> status(JobHandle job, Duration timeout) {
        Optional<URI> uri = reader.jobUri(job.jobId(), "");
        return uri.isEmpty()
                ? badHandle()
                : send("GET", uri.get(), timeout, reply -> queried(uri.get(), reply, job));
    }

    private JobReport queried(URI uri, HttpResponse reply, JobHandle job) {
        JsonNode body = ServiceJson.object(reply.body());
        if (OpenAiVideosResponseReader.isJob(body)) {
            if (OpenAiVideosResponseReader.id(body).filter(job.jobId()::equals).isEmpty()) {
                throw new CompletionException(
                        errors.unusable(uri, "is about another job", reply.status()));
            }
            return reader.report(body);
        }
        if (OpenAiVideosErrors.isUnknownJob(reply)) {
            return lost(uri, reply, job);
        }
        throw new CompletionException(
                reply.head().successful()
                        ? errors.unusable(uri, "contains no job", reply.status())
                        : errors.ofReply(Operation.JOB, uri, reply, null));
    }

    /**
     * Jobs are kept in memory, so a job that its server does not know never becomes known. Another
     * server says nothing about the job.
     */
    private JobReport lost(URI uri, HttpResponse reply, JobHandle job) {
        if (!settings.isServerOf(job)) {
            throw new CompletionException(errors.ofOtherServer(uri, reply));
        }
        return new JobReport(
                JobStatus.EXPIRED,
                null,
                List.of(
                        Warning.local(
                                "job",
                                "the server does not know the job: it was restarted, or the job was"
                                        + " deleted or canceled")),
                null,
                JobFacts.NONE);
    }

    @Override
    public Duration longestWindow() {
        return LONGEST_WINDOW;
    }

    /**
     * The servers know no page numbers, so the pages before are read as well. A job of a page that
     * was read is on the list with all its data.
     */
    @Override
    public CompletableFuture<StatusPage> list(StatusQuery query, Duration timeout) {
        CompositeFuture<StatusPage> calls = new CompositeFuture<>();
        readPage(query, 1, null, timeout, calls);
        return calls.result();
    }

    private void readPage(
            StatusQuery query,
            int number,
            @Nullable String after,
            Duration timeout,
            CompositeFuture<StatusPage> calls) {
        int limit = Math.min(query.pageSize(), MAX_LIMIT);
        URI uri =
                settings.endpoint(
                        "/videos?order=desc&limit="
                                + limit
                                + (after == null
                                        ? ""
                                        : "&after="
                                                + URLEncoder.encode(
                                                        after, StandardCharsets.UTF_8)));
        CompletableFuture<JsonNode> read =
                calls.require(send("GET", uri, timeout, reply -> listed(uri, reply)));
        calls.require(
                read.thenAccept(
                        jobs -> {
                            String last = last(jobs.path("data"));
                            boolean more =
                                    last != null
                                            // A server may ignore the position.
                                            && !last.equals(after)
                                            && jobs.path("has_more")
                                                    .asBoolean(jobs.path("data").size() >= limit)
                                            && !isOlder(jobs.path("data"), query.from());
                            if (more && number < query.page()) {
                                readPage(query, number + 1, last, timeout, calls);
                            } else {
                                calls.result()
                                        .complete(
                                                page(
                                                        number == query.page() ? jobs : null,
                                                        query,
                                                        more ? number + 1 : number));
                            }
                        }));
    }

    private JsonNode listed(URI uri, HttpResponse reply) {
        JsonNode body = ServiceJson.object(reply.body());
        if (!reply.head().successful()) {
            throw new CompletionException(errors.ofReply(Operation.OTHER, uri, reply, null));
        } else if (!body.path("data").isArray()) {
            throw new CompletionException(
                    errors.unusable(uri, "contains no list of jobs", reply.status()));
        }
        return body;
    }

    private static @Nullable String last(JsonNode jobs) {
        return jobs.isEmpty()
                ? null
                : OpenAiVideosResponseReader.id(jobs.get(jobs.size() - 1)).orElse(null);
    }

    /** Whether the last, oldest job was created before a time. */
    private static boolean isOlder(JsonNode jobs, @Nullable Instant from) {
        Instant created = OpenAiVideosResponseReader.created(jobs.get(jobs.size() - 1));
        return from != null && created != null && created.isBefore(from);
    }

    private StatusPage page(@Nullable JsonNode list, StatusQuery query, int totalPages) {
        Map<String, Row> rows = new LinkedHashMap<>();
        if (list != null) {
            for (JsonNode job : list.path("data")) {
                if (OpenAiVideosResponseReader.isJob(job)) {
                    Row row = reader.row(job, query.model());
                    if (isWithin(row.submittedAt(), query)) {
                        rows.put(OpenAiVideosResponseReader.id(job).orElseThrow(), row);
                    }
                }
            }
        }
        return new StatusPage(Collections.unmodifiableMap(rows), totalPages);
    }

    private static boolean isWithin(@Nullable Instant created, StatusQuery query) {
        return created == null
                || (query.from() == null || !created.isBefore(query.from()))
                        && (query.to() == null || !created.isAfter(query.to()));
    }

    /**
     * Deletes the job at vLLM-Omni, which stops it. SGLang only forgets the job and continues to
     * work, so nothing is sent and the video can still be delivered. A job that has ended is not
     * deleted, because that would delete its video.
     */
    @Override
    public CompletableFuture<CancelOutcome> cancel(JobHandle job, Duration timeout) {
        Optional<URI> uri = reader.jobUri(job.jobId(), "");
        if (uri.isEmpty()) {
            return badHandle();
        }
        CompositeFuture<CancelOutcome> calls = new CompositeFuture<>();
        calls.require(server(timeout))
                .thenAccept(
                        program -> {
                            if (program == VideosServer.SGLANG) {
                                calls.result().complete(CancelOutcome.TOO_LATE);
                                return;
                            }
                            calls.require(status(job, timeout))
                                    .thenAccept(
                                            report -> {
                                                if (report.status().terminal()) {
                                                    calls.result().complete(CancelOutcome.TOO_LATE);
                                                } else {
                                                    calls.completeWith(delete(uri.get(), timeout));
                                                }
                                            });
                        });
        return calls.result();
    }

    private CompletableFuture<CancelOutcome> delete(URI uri, Duration timeout) {
        return send(
                "DELETE",
                uri,
                timeout,
                reply -> {
                    if (!reply.head().successful()) {
                        throw new CompletionException(
                                errors.ofReply(Operation.JOB, uri, reply, null));
                    }
                    JsonNode body = ServiceJson.object(reply.body());
                    if (!body.path("deleted").asBoolean()
                            && !body.path("status").asText("").equals("deleted")) {
                        throw new CompletionException(
                                errors.unusable(
                                        uri, "does not confirm the deletion", reply.status()));
                    }
                    return CancelOutcome.CANCELED;
                });
    }

    /** Requests the list of models, which requires the key. */
    @Override
    public CompletableFuture<Void> probe(Duration timeout) {
        return models(timeout, reply -> null);
    }

    /** The server program; asks the server until it is known. */
    private CompletableFuture<VideosServer> server(Duration timeout) {
        VideosServer known = server.get();
        return known != null
                ? CompletableFuture.completedFuture(known)
                : models(timeout, this::recognized);
    }

    private VideosServer recognized(HttpResponse reply) {
        URI uri = settings.endpoint("/models");
        if (HttpErrors.isForeign(reply)) {
            throw new CompletionException(
                    errors.notSent(
                            ErrorKind.SERVICE,
                            "The response of the server at "
                                    + HttpRequest.host(uri)
                                    + " is not a list of models"
                                    + HttpErrors.foreignHint(uri, OpenAiVideosErrors.EXAMPLE_URL)));
        }
        VideosServer found =
                VideosServer.of(ServiceJson.object(reply.body()))
                        .orElseThrow(
                                () ->
                                        new CompletionException(
                                                errors.notSent(
                                                        ErrorKind.INVALID_REQUEST,
                                                        "openaiServer: the program of the server at "
                                                                + HttpRequest.host(uri)
                                                                + " was not recognized by its list"
                                                                + " of models; set openaiServer to"
                                                                + " vllm or sglang")));
        server.set(found);
        return found;
    }

    private <T> CompletableFuture<T> models(Duration timeout, Function<HttpResponse, T> result) {
        URI uri = settings.endpoint("/models");
        return send(
                "GET",
                uri,
                timeout,
                reply -> {
                    if (!reply.head().successful()) {
                        throw new CompletionException(
                                errors.ofReply(Operation.OTHER, uri, reply, null));
                    }
                    return result.apply(reply);
                });
    }

    private <T> CompletableFuture<T> send(
            String method, URI uri, Duration timeout, Function<HttpResponse, T> result) {
        Map<String, String> headers = settings.headers();
        headers.put("accept", "application/json");
        return ResponseFutures.read(
                http.send(
                        new HttpRequest(
                                method,
                                uri,
                                headers,
                                null,
                                settings.limit(timeout),
                                null,
                                OpenAiVideosSettings.MAX_REPLY_BYTES)),
                NAME,
                result);
    }

    private <T> CompletableFuture<T> badHandle() {
        return CompletableFuture.failedFuture(
                errors.notSent(
                        ErrorKind.INVALID_REQUEST,
                        "job (header CamelRefVideoJob): its id is not a job id of a server"));
    }
}

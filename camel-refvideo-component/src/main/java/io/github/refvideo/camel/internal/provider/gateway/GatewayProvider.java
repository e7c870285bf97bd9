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
package io.github.refvideo.camel.internal.provider.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.camel.internal.http.AsyncHttp;
import io.github.refvideo.camel.internal.http.HttpRequest;
import io.github.refvideo.camel.internal.http.HttpResponse;
import io.github.refvideo.camel.internal.io.VideoSpool;
import io.github.refvideo.camel.internal.model.ModelTable;
import io.github.refvideo.camel.internal.provider.AccountFingerprint;
import io.github.refvideo.camel.internal.provider.CancellationPropagation;
import io.github.refvideo.camel.internal.provider.JobStatusParser;
import io.github.refvideo.camel.internal.provider.ResponseFutures;
import io.github.refvideo.camel.internal.provider.ServiceJson;
import io.github.refvideo.camel.internal.provider.TransportErrors;
import io.github.refvideo.camel.internal.provider.UnknownStatusTracker;
import io.github.refvideo.camel.internal.provider.gateway.GatewayErrors.Asked;
import io.github.refvideo.camel.spi.HealthProbe;
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
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;

/** Vercel AI Gateway. Thread-safe; one instance per endpoint, the HTTP client is shared. */
public final class GatewayProvider implements VideoProvider, HealthProbe {

    /** The word in the {@code provider} option. */
    public static final String NAME = "gateway";

    /** Where a video may stand inside, its reader can say more about what is too much. */
    private static final long CAPPED_BY_INTAKE = Long.MAX_VALUE;

    private final GatewaySettings settings;
    private final AsyncHttp http;
    private final Supplier<Instant> now;
    private final VideoSpool spool;
    private final GatewayHeaders headers;
    private final GatewayRequestWriter writer;
    private final GatewayReplies replies;
    private final GatewayErrors errors;

    /**
     * @param settings see {@link GatewaySettings}
     * @param http not closed by the provider
     * @param now wall-clock time, for the handle and for dates in Retry-After
     * @param spool where videos go that come inside a reply
     * @param models what is known about models
     */
    public GatewayProvider(
            GatewaySettings settings,
            AsyncHttp http,
            Supplier<Instant> now,
            VideoSpool spool,
            ModelTable models) {
        this.settings = settings;
        this.http = http;
        this.now = now;
        this.spool = spool;
        this.headers = new GatewayHeaders(settings);
        this.writer = new GatewayRequestWriter(settings.referenceStyle(), models);
        this.replies = new GatewayReplies(new UnknownStatusTracker(NAME), settings.secrets());
        this.errors = new GatewayErrors(settings, now);
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
        return AccountFingerprint.name(NAME, settings.credential().token());
    }

    @Override
    public Resubmission resubmission() {
        return !settings.stream() ? Resubmission.SAME_KEY_IS_SAFE : Resubmission.PAYS_AGAIN;
    }

    /**
     * In the flow async the hints are not sent: this component polls, and a start is sent again
     * with the same bytes even by a message whose waiting times are others.
     */
    @Override
    public PreparedSubmit prepare(VideoRequest request, PollHints hints) {
        return writer.write(request, settings.stream() ? hints : PollHints.NONE);
    }

    @Override
    public CompletableFuture<Submission> submit(SubmitCall submit) {
        return settings.stream() ? stream(submit) : start(submit);
    }

    private CompletableFuture<Submission> start(SubmitCall submit) {
        String model = submit.request().model();
        Map<String, String> head = headers.forModel(model);
        head.put(GatewayHeaders.IDEMPOTENCY_KEY, submit.idempotencyKey());
        URI uri = settings.endpoint("/video-model/start");
        HttpRequest call =
                new HttpRequest(
                                "POST",
                                uri,
                                head,
                                submit.request().body(),
                                shorter(submit.timeout()),
                                null,
                                GatewaySettings.MAX_CONTROL_REPLY_BYTES)
                        .onlyIf(submit.permitted());
        return ResponseFutures.of(
                http.send(call),
                NAME,
                reply ->
                        started(body(Asked.TO_SUBMIT, uri, reply), model, submit.idempotencyKey()));
    }

    private Submission started(JsonNode body, String model, String idempotencyKey) {
        JsonNode operation = body.path("operation");
        String jobId = operation.path("gatewayJobId").asText("");
        if (jobId.isBlank()) {
            throw new CompletionException(errors.unusable("names no job", 200));
        }
        JobHandle handle =
                new JobHandle(
                        NAME,
                        settings.baseUrl(),
                        model,
                        jobId,
                        now.get(),
                        idempotencyKey,
                        operation.toString());
        return new Submission(handle, replies.started(body));
    }

    /** The status of a finished job may hold the video itself. */
    @Override
    public CompletableFuture<JobReport> status(JobHandle job, Duration timeout) {
        URI uri = settings.endpoint("/video-model/status");
        JsonReply reply = new JsonReply(intake());
        CompletableFuture<Void> exchange =
                http.stream(
                        new HttpRequest(
                                "POST",
                                uri,
                                headers.forModel(job.model()),
                                StatusRequest.body(job.jobId(), job.operation()),
                                shorter(timeout),
                                null,
                                CAPPED_BY_INTAKE),
                        reply);
        return answer(exchange, reply::intake, failure -> status(uri, reply, failure));
    }

    private CompletableFuture<JobReport> status(URI uri, JsonReply reply, Throwable failure) {
        JsonIntake intake = reply.intake();
        if (failure != null) {
            return unanswered(intake, failure);
        }
        JsonNode body = body(Asked.ABOUT_A_JOB, uri, new HttpResponse(reply.head(), intake.json()));
        return intake.videos().thenApply(videos -> replies.status(body, videos));
    }

    private CompletableFuture<Submission> stream(SubmitCall submit) {
        URI uri = settings.endpoint("/video-model");
        Map<String, String> head = headers.forModel(submit.request().model());
        head.put("accept", "text/event-stream");
        EventStream events = new EventStream(this::intake);
        CompletableFuture<Void> exchange =
                http.stream(
                        new HttpRequest(
                                        "POST",
                                        uri,
                                        head,
                                        submit.request().body(),
                                        submit.timeout(),
                                        settings.heartbeatTimeout(),
                                        CAPPED_BY_INTAKE)
                                .onlyIf(submit.permitted())
                                .onFreshConnection(),
                        events);
        return answer(exchange, events::intake, failure -> streamed(uri, events, failure));
    }

    private CompletableFuture<Submission> streamed(URI uri, EventStream events, Throwable failure) {
        JsonIntake intake = events.intake();
        // An event that came before the connection broke is an answer all the same.
        if (failure != null && !events.isComplete()) {
            return unanswered(intake, failure).thenApply(report -> new Submission(null, report));
        }
        byte[] answer = intake.json();
        if (!events.head().successful()) {
            throw new CompletionException(
                    errors.ofReply(Asked.TO_SUBMIT, uri, new HttpResponse(events.head(), answer)));
        }
        JsonNode event = ServiceJson.object(answer);
        if (isFailure(event)) {
            throw new CompletionException(errors.ofEvent(event));
        }
        if (!event.path("videos").isArray()) {
            throw new CompletionException(errors.unusable("holds no result event", 200));
        }
        return intake.videos()
                .thenApply(videos -> new Submission(null, replies.streamed(event, videos)));
    }

    private static boolean isFailure(JsonNode event) {
        return JobStatusParser.find(event.path("type").asText(""))
                .map(status -> status.terminal() && status != JobStatus.SUCCEEDED)
                .orElse(!event.path("videos").isArray() && event.hasNonNull("error"));
    }

    /** Reads what official clients read when they start: it needs the key and costs nothing. */
    @Override
    public CompletableFuture<Void> probe(Duration timeout) {
        URI uri = settings.endpoint("/config");
        ProbeReply reply = new ProbeReply();
        CompletableFuture<Void> exchange =
                http.stream(
                        new HttpRequest(
                                "GET",
                                uri,
                                headers.common(),
                                null,
                                shorter(timeout),
                                null,
                                ProbeReply.MOST_BYTES),
                        reply);
        return CancellationPropagation.link(
                exchange, exchange.handle((v, failure) -> probed(uri, reply, failure)));
    }

    private Void probed(URI uri, ProbeReply reply, Throwable failure) {
        if (reply.head() == null) {
            throw new CompletionException(TransportErrors.of(failure, NAME));
        }
        // Whatever became of the rest: the service is there and knows the key.
        if (!reply.head().successful()) {
            throw new CompletionException(errors.ofReply(Asked.TO_SUBMIT, uri, reply.beginning()));
        }
        return null;
    }

    private JsonIntake intake() {
        return new JsonIntake(
                spool, settings.maxVideoBytes(), GatewaySettings.MAX_CONTROL_REPLY_BYTES);
    }

    /**
     * Makes of an exchange whose reply may hold videos its result; whatever else happens, the
     * videos are let go.
     *
     * @param reader makes the result; gets null, or how the exchange failed
     */
    private static <T> CompletableFuture<T> answer(
            CompletableFuture<Void> exchange,
            Supplier<JsonIntake> intake,
            Function<Throwable, CompletableFuture<T>> reader) {
        CompletableFuture<T> answer =
                exchange.handle((v, failure) -> reader.apply(failure))
                        .thenCompose(Function.identity());
        answer.whenComplete(
                (result, failure) -> {
                    if (failure != null) {
                        intake.get().discard();
                    }
                });
        return CancellationPropagation.link(exchange, answer);
    }

    /** A reply that broke off. If that was because of its video, the rest does not matter. */
    private CompletableFuture<JobReport> unanswered(JsonIntake intake, Throwable failure) {
        if (intake.oversized()) {
            return intake.videos().thenApply(GatewayReplies::oversized);
        }
        throw new CompletionException(
                intake.tooLong()
                        ? errors.unusable("is longer than 1 MiB without its video", 200)
                        : TransportErrors.of(failure, NAME));
    }

    private Duration shorter(Duration timeout) {
        return timeout.compareTo(settings.responseTimeout()) < 0
                ? timeout
                : settings.responseTimeout();
    }

    private JsonNode body(Asked asked, URI uri, HttpResponse reply) {
        if (!reply.head().successful()) {
            throw new CompletionException(errors.ofReply(asked, uri, reply));
        }
        JsonNode body = ServiceJson.object(reply.body());
        if (body.isMissingNode()) {
            throw new CompletionException(
                    errors.unusable("cannot be read as JSON", reply.status()));
        }
        return body;
    }
}

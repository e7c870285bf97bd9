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
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.refvideo.camel.internal.http.AsyncHttp;
import io.github.refvideo.camel.internal.http.HttpRequest;
import io.github.refvideo.camel.internal.http.HttpResponse;
import io.github.refvideo.camel.internal.http.ResponseHead;
import io.github.refvideo.camel.internal.http.ResponseSink;
import io.github.refvideo.camel.internal.io.VideoSpool;
import io.github.refvideo.camel.internal.model.ModelTable;
import io.github.refvideo.camel.internal.provider.JobStatusParser;
import io.github.refvideo.camel.internal.provider.ResponseFutures;
import io.github.refvideo.camel.internal.provider.ServiceJson;
import io.github.refvideo.camel.internal.provider.TransportErrors;
import io.github.refvideo.camel.internal.provider.gateway.GatewayErrors.Operation;
import io.github.refvideo.camel.internal.util.Digests;
import io.github.refvideo.camel.spi.HealthProbe;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.JobReport;
import io.github.refvideo.camel.spi.JobStatus;
import io.github.refvideo.camel.spi.PollHints;
import io.github.refvideo.camel.spi.PreparedSubmit;
import io.github.refvideo.camel.spi.Resubmission;
import io.github.refvideo.camel.spi.Submission;
import io.github.refvideo.camel.spi.SubmitCall;
import io.github.refvideo.camel.spi.TraceContext;
import io.github.refvideo.camel.spi.VideoProvider;
import io.github.refvideo.camel.spi.VideoRequest;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Vercel AI Gateway. Thread-safe; one instance per endpoint, the HTTP client is shared. */
public final class GatewayProvider implements VideoProvider, HealthProbe {

    /** The word in the {@code provider} option. */
    public static final String NAME = "gateway";

    /** For replies with a video: {@link VideoReply} limits them itself. */
    private static final long LIMITED_BY_READER = Long.MAX_VALUE;

    private final GatewaySettings settings;
    private final AsyncHttp http;
    private final Supplier<Instant> now;
    private final VideoSpool spool;
    private final GatewayRequestWriter writer;
    private final GatewayResponseReader replies;
    private final GatewayErrors errors;

    /**
     * @param settings see {@link GatewaySettings}
     * @param http not closed by the provider
     * @param now wall-clock time, for the handle and for dates in Retry-After
     * @param spool stores videos that are part of a reply
     * @param models the model table
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
        this.writer = new GatewayRequestWriter(models);
        this.replies = new GatewayResponseReader(new JobStatusParser(NAME), settings.secrets());
        this.errors = new GatewayErrors(settings, now);
    }

    /** Shares everything but the client. */
    private GatewayProvider(GatewayProvider other, AsyncHttp http) {
        this.settings = other.settings;
        this.http = http;
        this.now = other.now;
        this.spool = other.spool;
        this.writer = other.writer;
        this.replies = other.replies;
        this.errors = other.errors;
    }

    @Override
    public VideoProvider traced(TraceContext trace) {
        return new GatewayProvider(this, http.adding(trace.headers()));
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

    /** The token of a callback URL: a digest of the key under the credential. */
    public byte[] callbackToken(String key) {
        byte[] signed = ("refvideo callback " + key).getBytes(StandardCharsets.UTF_8);
        return Digests.hmacSha256(settings.credential().token(), signed);
    }

    @Override
    public Resubmission resubmission() {
        return !settings.stream() ? Resubmission.SAME_KEY_IS_SAFE : Resubmission.PAYS_AGAIN;
    }

    /**
     * Hints are sent only in the stream flow. In the async flow this component polls, and a retried
     * start must have the same bytes, even if the polling options of the message differ.
     */
    @Override
    public PreparedSubmit prepare(VideoRequest request, PollHints hints) {
        return writer.write(request, usesPollHints() ? hints : PollHints.NONE);
    }

    @Override
    public boolean usesPollHints() {
        return settings.stream();
    }

    @Override
    public CompletableFuture<Submission> submit(SubmitCall submit) {
        return settings.stream() ? stream(submit) : start(submit);
    }

    private CompletableFuture<Submission> start(SubmitCall submit) {
        String model = submit.request().model();
        Map<String, String> head = settings.headers(model);
        head.put("idempotency-key", submit.idempotencyKey());
        URI uri = settings.endpoint("/video-model/start");
        String callbackUrl = submit.callbackUrl();
        byte[] body = submit.request().body();
        if (callbackUrl != null) {
            body = GatewayRequestWriter.withCallback(body, callbackUrl);
        }
        HttpRequest call =
                new HttpRequest(
                                "POST",
                                uri,
                                head,
                                body,
                                settings.limit(submit.timeout()),
                                null,
                                GatewaySettings.MAX_CONTROL_REPLY_BYTES)
                        .onlyIf(submit.permitted());
        return ResponseFutures.read(
                http.send(call),
                NAME,
                reply ->
                        started(
                                body(Operation.SUBMIT, uri, reply),
                                model,
                                submit.idempotencyKey()));
    }

    private Submission started(JsonNode body, String model, String idempotencyKey) {
        JsonNode operation = body.path("operation");
        String jobId = operation.path("gatewayJobId").asText("");
        if (jobId.isBlank()) {
            throw new CompletionException(errors.unusable("contains no job id", 200));
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
        // Read first: the report is made without the secret.
        String secret = GatewayResponseReader.webhookSecret(body);
        return new Submission(handle, replies.started(body), secret);
    }

    /** The status of a finished job may contain the video. */
    @Override
    public CompletableFuture<JobReport> status(JobHandle job, Duration timeout) {
        URI uri = settings.endpoint("/video-model/status");
        VideoReply reply = videoReply();
        CompletableFuture<Void> exchange =
                http.stream(
                        new HttpRequest(
                                "POST",
                                uri,
                                settings.headers(job.model()),
                                statusBody(job.jobId(), job.operation()),
                                settings.limit(timeout),
                                null,
                                LIMITED_BY_READER),
                        reply);
        return read(exchange, () -> reply, failure -> status(uri, reply, failure));
    }

    private CompletableFuture<JobReport> status(
            URI uri, VideoReply reply, @Nullable Throwable failure) {
        if (failure != null && !reply.isVideoLost()) {
            throw new CompletionException(TransportErrors.of(failure, NAME));
        }
        checkStatus(Operation.STATUS, uri, reply.inMemory());
        return reply.json().thenApply(body -> replies.status(readable(body, reply.head())));
    }

    private CompletableFuture<Submission> stream(SubmitCall submit) {
        URI uri = settings.endpoint("/video-model");
        Map<String, String> head = settings.headers(submit.request().model());
        head.put("accept", "text/event-stream");
        EventStream events = new EventStream(this::videoReply);
        CompletableFuture<Void> exchange =
                http.stream(
                        new HttpRequest(
                                        "POST",
                                        uri,
                                        head,
                                        submit.request().body(),
                                        submit.timeout(),
                                        settings.heartbeatTimeout(),
                                        LIMITED_BY_READER)
                                .onlyIf(submit.permitted())
                                .onFreshConnection(),
                        events);
        return read(exchange, events::reply, failure -> streamed(uri, events, failure));
    }

    private CompletableFuture<Submission> streamed(
            URI uri, EventStream events, @Nullable Throwable failure) {
        VideoReply reply = events.reply();
        // A result that arrived before the connection was lost is valid.
        if (failure != null && !events.hasResult() && !reply.isVideoLost()) {
            throw new CompletionException(TransportErrors.of(failure, NAME));
        }
        checkStatus(Operation.SUBMIT, uri, reply.inMemory());
        return reply.json().thenApply(event -> new Submission(null, result(event)));
    }

    private JobReport result(JsonNode event) {
        if (isFailure(event)) {
            throw new CompletionException(errors.ofEvent(event));
        }
        if (!event.path("videos").isArray()) {
            throw new CompletionException(errors.unusable("contains no result event", 200));
        }
        return replies.streamed(event);
    }

    private static boolean isFailure(JsonNode event) {
        return JobStatusParser.find(event.path("type").asText(""))
                .map(status -> status.terminal() && status != JobStatus.SUCCEEDED)
                .orElse(!event.path("videos").isArray() && event.hasNonNull("error"));
    }

    /**
     * Requests the configuration, as the official clients do at startup. This requires the key and
     * is free.
     */
    @Override
    public CompletableFuture<Void> probe(Duration timeout) {
        URI uri = settings.endpoint("/config");
        ProbeReply reply = new ProbeReply();
        CompletableFuture<Void> exchange =
                http.stream(
                        new HttpRequest(
                                "GET",
                                uri,
                                settings.headers(),
                                null,
                                settings.limit(timeout),
                                null,
                                ProbeReply.MAX_BYTES),
                        reply);
        return ResponseFutures.propagateCancel(
                exchange, exchange.handle((v, failure) -> probed(uri, reply, failure)));
    }

    private @Nullable Void probed(URI uri, ProbeReply reply, @Nullable Throwable failure) {
        ResponseHead head = reply.head();
        if (head == null) {
            throw new CompletionException(TransportErrors.of(failure, NAME));
        }
        // The head is enough: the service is reachable and accepts the key.
        if (!head.successful()) {
            throw new CompletionException(
                    errors.ofReply(Operation.SUBMIT, uri, reply.beginning(head)));
        }
        return null;
    }

    private VideoReply videoReply() {
        return new VideoReply(spool, settings.maxVideoBytes());
    }

    /**
     * Reads the reply of an exchange that may contain a video. If that fails, or the result is
     * cancelled, the video is deleted.
     *
     * @param reader called with the failure of the exchange; null if it succeeded
     */
    private static <T> CompletableFuture<T> read(
            CompletableFuture<Void> exchange,
            Supplier<VideoReply> reply,
            Function<@Nullable Throwable, CompletableFuture<T>> reader) {
        CompletableFuture<T> result =
                exchange.handle((v, failure) -> reader.apply(failure))
                        .thenCompose(Function.identity());
        result.whenComplete(
                (value, failure) -> {
                    if (failure != null) {
                        reply.get().discard();
                    }
                });
        return ResponseFutures.propagateCancel(exchange, result);
    }

    private JsonNode body(Operation operation, URI uri, HttpResponse reply) {
        checkStatus(operation, uri, reply);
        return readable(ServiceJson.object(reply.body()), reply.head());
    }

    private void checkStatus(Operation operation, URI uri, HttpResponse reply) {
        if (!reply.head().successful()) {
            throw new CompletionException(errors.ofReply(operation, uri, reply));
        }
    }

    private JsonNode readable(JsonNode body, ResponseHead head) {
        if (body.isMissingNode()) {
            throw new CompletionException(
                    errors.unusable(
                            "is not JSON, or is larger than 1 MiB without its video",
                            head.status()));
        }
        return body;
    }

    /**
     * The body of a status request; the token of the service is sent as it was received.
     *
     * @param operation the token as JSON text; parsed, because a handle is untrusted input
     */
    private static byte[] statusBody(String jobId, @Nullable String operation) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        JsonNode token =
                operation == null
                        ? MissingNode.getInstance()
                        : ServiceJson.object(operation.getBytes(StandardCharsets.UTF_8));
        body.set("operation", token.isObject() ? token : byId(jobId));
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode byId(String jobId) {
        return JsonNodeFactory.instance.objectNode().put("gatewayJobId", jobId);
    }

    /** Keeps the head of a reply, and the beginning of its body in case of an error. */
    private static final class ProbeReply implements ResponseSink {

        /**
         * A list of all models may be long; it is read to its end so that the connection is reused.
         */
        static final long MAX_BYTES = 16L << 20;

        private static final int KEPT_BYTES = 64 << 10;

        private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
        private volatile @Nullable ResponseHead head;

        @Override
        public void head(ResponseHead replyHead) {
            head = replyHead;
        }

        @Override
        public void data(ByteBuffer piece) {
            int length = Math.min(piece.remaining(), KEPT_BYTES - beginning.size());
            byte[] bytes = new byte[length];
            piece.get(bytes);
            beginning.write(bytes, 0, length);
        }

        /** Null if there is no reply. */
        @Nullable ResponseHead head() {
            return head;
        }

        HttpResponse beginning(ResponseHead head) {
            return new HttpResponse(head, beginning.toByteArray());
        }
    }
}

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
package io.github.refvideo.camel.provider.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.camel.http.AsyncHttp;
import io.github.refvideo.camel.http.HttpCall;
import io.github.refvideo.camel.http.HttpReply;
import io.github.refvideo.camel.outcome.JobHandle;
import io.github.refvideo.camel.outcome.JobReport;
import io.github.refvideo.camel.provider.Accounts;
import io.github.refvideo.camel.provider.Answers;
import io.github.refvideo.camel.provider.Cancelling;
import io.github.refvideo.camel.provider.PollHints;
import io.github.refvideo.camel.provider.PreparedSubmit;
import io.github.refvideo.camel.provider.Resubmission;
import io.github.refvideo.camel.provider.ServiceJson;
import io.github.refvideo.camel.provider.Submission;
import io.github.refvideo.camel.provider.TransportErrors;
import io.github.refvideo.camel.provider.UnknownWords;
import io.github.refvideo.camel.provider.VideoProvider;
import io.github.refvideo.camel.provider.gateway.GatewayErrors.Asked;
import io.github.refvideo.camel.request.VideoRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;

/** Vercel AI Gateway. Thread-safe; one instance per endpoint, the HTTP client is shared. */
public final class GatewayProvider implements VideoProvider {

    /** The word in the {@code provider} option. */
    public static final String NAME = "gateway";

    private final GatewaySettings settings;
    private final AsyncHttp http;
    private final Supplier<Instant> now;
    private final GatewayHeaders headers;
    private final GatewayRequestWriter writer;
    private final GatewayReplies replies;
    private final GatewayErrors errors;

    /**
     * @param settings see {@link GatewaySettings}
     * @param http not closed by the provider
     * @param now wall-clock time, for the handle and for dates in Retry-After
     */
    public GatewayProvider(GatewaySettings settings, AsyncHttp http, Supplier<Instant> now) {
        this.settings = settings;
        this.http = http;
        this.now = now;
        this.headers = new GatewayHeaders(settings);
        this.writer = new GatewayRequestWriter(settings.referenceStyle());
        this.replies = new GatewayReplies(new UnknownWords(NAME), settings.credential().token());
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
        return Accounts.name(NAME, settings.credential().token());
    }

    @Override
    public Resubmission resubmission() {
        return settings.flow() == GatewayFlow.async
                ? Resubmission.SAME_KEY_IS_SAFE
                : Resubmission.PAYS_AGAIN;
    }

    @Override
    public PreparedSubmit prepare(VideoRequest request, PollHints hints) {
        return writer.write(request, hints);
    }

    @Override
    public CompletableFuture<Submission> submit(
            PreparedSubmit submit, String idempotencyKey, Duration timeout) {
        return settings.flow() == GatewayFlow.async
                ? start(submit, idempotencyKey, timeout)
                : stream(submit, timeout);
    }

    private CompletableFuture<Submission> start(
            PreparedSubmit submit, String idempotencyKey, Duration timeout) {
        Map<String, String> head = headers.forModel(submit.model());
        head.put(GatewayHeaders.IDEMPOTENCY_KEY, idempotencyKey);
        return control(
                "/video-model/start",
                head,
                submit.body(),
                timeout,
                Asked.TO_SUBMIT,
                body -> started(body, submit.model(), idempotencyKey));
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

    @Override
    public CompletableFuture<JobReport> status(JobHandle job, Duration timeout) {
        return control(
                "/video-model/status",
                headers.forModel(job.model()),
                StatusRequest.body(job.jobId(), job.operation()),
                timeout,
                Asked.ABOUT_A_JOB,
                replies::status);
    }

    private CompletableFuture<Submission> stream(PreparedSubmit submit, Duration timeout) {
        URI uri = settings.endpoint("/video-model");
        Map<String, String> head = headers.forModel(submit.model());
        head.put("accept", "text/event-stream");
        EventStream events = new EventStream();
        CompletableFuture<Void> exchange =
                http.stream(
                        new HttpCall(
                                "POST",
                                uri,
                                head,
                                submit.body(),
                                timeout,
                                settings.heartbeatTimeout(),
                                settings.maxInlineReplyBytes()),
                        events);
        return Cancelling.link(exchange, exchange.handle((v, e) -> streamed(uri, events, e)));
    }

    private Submission streamed(URI uri, EventStream events, Throwable failure) {
        // An event that came before the connection broke is an answer all the same.
        if (failure != null && events.event() == null) {
            throw new CompletionException(TransportErrors.of(failure, NAME));
        }
        if (!events.head().successful()) {
            throw new CompletionException(
                    errors.ofReply(
                            Asked.TO_SUBMIT,
                            uri,
                            new HttpReply(events.head(), events.plainBody())));
        }
        byte[] answer =
                events.isEventStream() && events.event() != null
                        ? events.event().getBytes(StandardCharsets.UTF_8)
                        : events.plainBody();
        JsonNode event = ServiceJson.object(answer);
        if (event.path("type").asText("").equals("error")) {
            throw new CompletionException(errors.ofEvent(event));
        }
        if (!event.path("videos").isArray()) {
            throw new CompletionException(errors.unusable("holds no result event", 200));
        }
        return new Submission(null, replies.streamed(event));
    }

    private <T> CompletableFuture<T> control(
            String path,
            Map<String, String> head,
            byte[] body,
            Duration timeout,
            Asked asked,
            Function<JsonNode, T> reader) {
        URI uri = settings.endpoint(path);
        Duration limit =
                timeout.compareTo(settings.responseTimeout()) < 0
                        ? timeout
                        : settings.responseTimeout();
        // The status of a finished job may hold the video itself.
        long cap =
                asked == Asked.ABOUT_A_JOB
                        ? settings.maxInlineReplyBytes()
                        : GatewaySettings.MAX_CONTROL_REPLY_BYTES;
        return Answers.of(
                http.send(new HttpCall("POST", uri, head, body, limit, null, cap)),
                NAME,
                reply -> reader.apply(body(asked, uri, reply)));
    }

    private JsonNode body(Asked asked, URI uri, HttpReply reply) {
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

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
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.refvideo.camel.error.ErrorDetails;
import io.github.refvideo.camel.error.ErrorDetails.ServiceReply;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.ProviderException;
import io.github.refvideo.camel.error.ProviderException.Processed;
import io.github.refvideo.camel.internal.http.HttpRequest;
import io.github.refvideo.camel.internal.http.HttpResponse;
import io.github.refvideo.camel.internal.http.RetryAfter;
import io.github.refvideo.camel.internal.provider.ErrorCategory;
import io.github.refvideo.camel.internal.provider.HttpErrors;
import io.github.refvideo.camel.internal.provider.ServiceError;
import io.github.refvideo.camel.internal.provider.ServiceJson;
import io.github.refvideo.camel.internal.provider.ServiceText;
import io.github.refvideo.camel.spi.JobFailure;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns errors of a self-hosted server into typed errors. The servers mix the error formats of
 * vLLM, OpenAI and FastAPI. The messages contain neither the key nor the prompt.
 */
final class OpenAiVideosErrors {

    private static final String PROVIDER = OpenAiVideosProvider.NAME;
    static final String EXAMPLE_URL = "http://gpu1:8091/v1";

    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int UNAVAILABLE = 503;
    private static final int CONFLICT = 409;
    private static final int TOO_LARGE = 413;

    /** As in {@code Video not found}. */
    private static final Pattern UNKNOWN_JOB =
            Pattern.compile("\\b(video|job|task)\\b", Pattern.CASE_INSENSITIVE);

    /**
     * The texts of vLLM-Omni before its model is loaded, and of SGLang without a directory for
     * videos.
     */
    private static final Pattern NOT_READY =
            Pattern.compile("[A-Za-z ]{0,40}handler not initialized|Video delivery is unavailable");

    /** The kind of a call. */
    enum Operation {
        SUBMIT,
        /** About one job. */
        JOB,
        OTHER
    }

    private final Collection<String> secrets;
    private final Supplier<Instant> now;

    OpenAiVideosErrors(Collection<String> secrets, Supplier<Instant> now) {
        this.secrets = secrets;
        this.now = now;
    }

    /**
     * The error of a reply with an error status.
     *
     * @param prompt removed from the text of the server
     */
    ProviderException ofReply(
            Operation operation, URI uri, HttpResponse reply, @Nullable String prompt) {
        JsonNode body = ServiceJson.object(reply.body());
        ServiceError said = ServiceError.of(body);
        ErrorCategory meaning = meaning(operation, said, reply);
        ServiceReply facts =
                new ServiceReply(
                        reply.status(),
                        sanitize(said.code()),
                        sanitize(said.requestId()),
                        RetryAfter.parse(reply.head(), now.get()).orElse(null));
        Optional<String> text = text(body, said);
        boolean refused = operation == Operation.SUBMIT && isNotReady(reply, text);
        return new ProviderException(
                ErrorDetails.of(
                                kind(operation, meaning, reply),
                                message(operation, uri, reply, text, prompt))
                        .provider(PROVIDER)
                        .retryable(meaning.retryable())
                        .reply(facts)
                        .cause(HttpErrors.cause(uri, reply, secrets)),
                refused ? Processed.NO : meaning.processed());
    }

    /** A submit with a 5xx status may have created a job, whatever code its body has. */
    private static ErrorCategory meaning(
            Operation operation, ServiceError said, HttpResponse reply) {
        return operation == Operation.SUBMIT && reply.status() >= 500
                ? ErrorCategory.SERVER_ERROR
                : said.meaning(reply.status());
    }

    /** Any other 503 can come from a proxy that lost the answer. */
    private static boolean isNotReady(HttpResponse reply, Optional<String> text) {
        return reply.status() == UNAVAILABLE
                && text.filter(said -> NOT_READY.matcher(said).lookingAt()).isPresent();
    }

    private static ErrorKind kind(Operation operation, ErrorCategory meaning, HttpResponse reply) {
        if (operation != Operation.JOB || meaning != ErrorCategory.NOT_FOUND) {
            return meaning.kind();
        }
        return isUnknownJob(reply) ? ErrorKind.JOB_EXPIRED : ErrorKind.SERVICE;
    }

    /**
     * Whether the server says that it does not know a job. Any other 404 is about a route: it comes
     * from a proxy or from a server that is not ready, and says nothing about the job.
     */
    static boolean isUnknownJob(HttpResponse reply) {
        if (reply.status() != NOT_FOUND) {
            return false;
        }
        JsonNode body = ServiceJson.object(reply.body());
        return text(body, ServiceError.of(body))
                .filter(text -> UNKNOWN_JOB.matcher(text).find())
                .isPresent();
    }

    /** What the server says, in any of the formats. */
    private static Optional<String> text(JsonNode body, ServiceError said) {
        return validation(body).or(() -> Optional.ofNullable(said.message()));
    }

    /** The error of a 2xx reply without the expected content. */
    ProviderException unusable(URI uri, String what, int status) {
        return new ProviderException(
                ErrorDetails.of(
                                ErrorKind.SERVICE,
                                "The response of the server at "
                                        + HttpRequest.host(uri)
                                        + " "
                                        + what)
                        .provider(PROVIDER)
                        .retryable(true)
                        .reply(new ServiceReply(status, null, null, null)),
                Processed.MAYBE);
    }

    /** The error of a server that does not know a job of another server. */
    ProviderException ofOtherServer(URI uri, HttpResponse reply) {
        return new ProviderException(
                ErrorDetails.of(
                                ErrorKind.INVALID_REQUEST,
                                "The server at "
                                        + HttpRequest.host(uri)
                                        + " does not know the job, which was submitted with another"
                                        + " baseUrl; set baseUrl to the server of the job")
                        .provider(PROVIDER)
                        .reply(new ServiceReply(reply.status(), null, null, null))
                        .cause(HttpErrors.cause(uri, reply, secrets)),
                Processed.NO);
    }

    /** A call that is not sent. */
    ProviderException notSent(ErrorKind kind, String message) {
        return new ProviderException(
                ErrorDetails.of(kind, message).provider(PROVIDER), Processed.NO);
    }

    /** A failure of a call that was sent before the submit: the submit was not sent. */
    static ProviderException beforeSubmit(ProviderException failure) {
        return new ProviderException(failure.details(), Processed.NO);
    }

    /**
     * @param job that failed
     */
    JobFailure ofJob(JsonNode job) {
        ServiceError said =
                ServiceError.of(
                        JsonNodeFactory.instance.objectNode().set("error", job.path("error")));
        String prompt = ServiceJson.text(job.path("prompt")).orElse(null);
        return new JobFailure(
                sanitize(said.code()), sanitize(said.message(), prompt), said.contentRejected());
    }

    private String message(
            Operation operation,
            URI uri,
            HttpResponse reply,
            Optional<String> text,
            @Nullable String prompt) {
        StringBuilder message = new StringBuilder("The server at ").append(HttpRequest.host(uri));
        message.append(" answered ").append(reply.status());
        text.ifPresent(line -> message.append(": ").append(sanitize(line, prompt)));
        return message.append(hint(operation, uri, reply)).toString();
    }

    /**
     * The text of FastAPI: {@code detail} is text, an error object, or a list of the fields that
     * are not valid. The values of fields are left out.
     */
    private static Optional<String> validation(JsonNode body) {
        JsonNode detail = body.path("detail");
        if (!detail.isArray()) {
            return ServiceJson.text(detail)
                    .or(() -> Optional.ofNullable(ServiceError.of(detail).message()));
        }
        StringJoiner fields = new StringJoiner("; ");
        for (JsonNode error : detail) {
            invalidField(error).ifPresent(fields::add);
        }
        return fields.length() == 0 ? Optional.empty() : Optional.of(fields.toString());
    }

    private static Optional<String> invalidField(JsonNode error) {
        StringJoiner path = new StringJoiner(".");
        error.path("loc").forEach(part -> path.add(part.asText()));
        return ServiceJson.text(error.isObject() ? error.path("msg") : error)
                .map(text -> path.length() == 0 ? text : path + ": " + text);
    }

    /** What the user can do, by the names of the options; empty, or starts with a separator. */
    private static String hint(Operation operation, URI uri, HttpResponse reply) {
        if (reply.status() == TOO_LARGE) {
            return "; the server, or a proxy before it, limits the size of a request: raise the"
                    + " limit (client_max_body_size of nginx), or send smaller references";
        } else if (reply.status() >= 400 && reply.status() < 500 && HttpErrors.isForeign(reply)) {
            return HttpErrors.foreignHint(uri, EXAMPLE_URL);
        }
        return switch (reply.status()) {
            case 401, 403 -> "; check the apiKey option";
            case NOT_FOUND, NOT_ALLOWED ->
                    isUnknownJob(reply)
                            ? "; the server does not know the job: it was restarted, or the job was"
                                    + " deleted"
                            : "; check baseUrl, which ends in /v1"
                                    + (uri.getPath().endsWith("/models")
                                            ? ". If the server has no list of models, set"
                                                    + " openaiServer to vllm or sglang"
                                            : ", and model (header CamelRefVideoModel)");
            case CONFLICT ->
                    operation == Operation.JOB
                            ? "; the server has not stopped the job yet: send the request again"
                            : "";
            case UNAVAILABLE -> "; the server may still load its model";
            default ->
                    reply.status() >= 300 && reply.status() < 400
                            ? "; redirects are not followed, check baseUrl"
                            : "";
        };
    }

    private @Nullable String sanitize(@Nullable String text) {
        return text == null ? null : ServiceText.line(text, secrets);
    }

    /**
     * @param prompt removed, because the server may quote it
     */
    private @Nullable String sanitize(@Nullable String text, @Nullable String prompt) {
        return text == null ? null : sanitize(ServiceText.withoutPrompt(text, prompt));
    }
}

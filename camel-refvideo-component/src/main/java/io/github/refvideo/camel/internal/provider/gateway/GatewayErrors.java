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
import io.github.refvideo.camel.error.ErrorDetails;
import io.github.refvideo.camel.error.ErrorDetails.ServiceReply;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.ProviderException;
import io.github.refvideo.camel.error.ProviderException.Processed;
import io.github.refvideo.camel.internal.http.HttpResponse;
import io.github.refvideo.camel.internal.http.RetryAfter;
import io.github.refvideo.camel.internal.provider.ErrorCategory;
import io.github.refvideo.camel.internal.provider.HttpErrors;
import io.github.refvideo.camel.internal.provider.ServiceError;
import io.github.refvideo.camel.internal.provider.ServiceJson;
import io.github.refvideo.camel.internal.provider.ServiceText;
import java.net.URI;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's error table: status and {@code error.type} to a typed error. The same table serves
 * replies with an error status and error events inside a stream.
 */
final class GatewayErrors {

    private static final String PROVIDER = GatewayProvider.NAME;

    private final GatewaySettings settings;
    private final Supplier<Instant> now;

    GatewayErrors(GatewaySettings settings, Supplier<Instant> now) {
        this.settings = settings;
        this.now = now;
    }

    /** The kind of a call. A 404 means an expired job or an unknown model. */
    enum Operation {
        SUBMIT,
        STATUS
    }

    /** A reply whose status is not 2xx. */
    ProviderException ofReply(Operation operation, URI uri, HttpResponse reply) {
        JsonNode body = ServiceJson.object(reply.body());
        ServiceError said = ServiceError.of(body);
        ErrorCategory meaning = said.meaning(reply.status());
        return build(
                operation == Operation.STATUS && meaning == ErrorCategory.NOT_FOUND
                        ? ErrorKind.JOB_EXPIRED
                        : meaning.kind(),
                meaning,
                said,
                new ServiceReply(
                        reply.status(),
                        said.code(),
                        text(body.path("generationId")),
                        RetryAfter.parse(reply.head(), now.get()).orElse(null)),
                advice(meaning, body.path("error").path("param"), uri, reply),
                HttpErrors.cause(uri, reply, settings.secrets()),
                meaning.processed());
    }

    /**
     * The error of a stream event. The HTTP status was 200, so the job had started, and sending the
     * request again would create another job, whatever the error.
     */
    ProviderException ofEvent(JsonNode event) {
        int status = event.path("statusCode").asInt(502);
        ServiceError said = ServiceError.of(event);
        ErrorCategory meaning =
                said.contentRejected() ? ErrorCategory.CONTENT : said.meaning(status);
        return build(
                meaning.kind(),
                meaning,
                said,
                new ServiceReply(status, said.code(), text(event.path("generationId")), null),
                advice(meaning, event.path("param"), null, null),
                null,
                Processed.MAYBE);
    }

    /** The error of a 2xx reply without the expected content. */
    ProviderException unusable(String what, int status) {
        return new ProviderException(
                ErrorDetails.of(ErrorKind.SERVICE, "The response of the gateway " + what)
                        .provider(PROVIDER)
                        .retryable(true)
                        .reply(new ServiceReply(status, null, null, null)),
                Processed.MAYBE);
    }

    private ProviderException build(
            ErrorKind kind,
            ErrorCategory meaning,
            ServiceError said,
            ServiceReply reply,
            String advice,
            @Nullable Throwable cause,
            Processed processed) {
        StringBuilder words = new StringBuilder("The gateway at ").append(settings.host());
        words.append(" answered ").append(reply.status());
        if (said.code() != null) {
            words.append(" (").append(line(said.code())).append(')');
        }
        if (said.message() != null) {
            words.append(": ").append(line(said.message()));
        }
        ErrorDetails details =
                ErrorDetails.of(kind, words.append(advice).toString())
                        .provider(PROVIDER)
                        .retryable(meaning.retryable())
                        .reply(reply)
                        .cause(cause);
        return new ProviderException(details, processed);
    }

    /** What the user can do; empty, or starts with a separator. */
    private String advice(
            ErrorCategory meaning,
            JsonNode param,
            @Nullable URI uri,
            @Nullable HttpResponse reply) {
        boolean refused =
                meaning == ErrorCategory.FORBIDDEN
                        || meaning == ErrorCategory.NOT_FOUND
                        || meaning == ErrorCategory.BAD_KEY && HttpErrors.isWebPage(reply);
        if (uri != null && reply != null && refused && HttpErrors.isForeign(reply)) {
            return HttpErrors.foreignHint(uri, "https://ai-gateway.vercel.sh/v4/ai");
        }
        return switch (meaning) {
            case NO_SUCH_MODEL ->
                    "; check model (header CamelRefVideoModel): '"
                            + line(param.path("modelId").asText("?"))
                            + "'";
            case REDIRECT -> "; redirects are not followed, check baseUrl";
            case BAD_KEY ->
                    "; check the apiKey option, or AI_GATEWAY_API_KEY or"
                            + " VERCEL_OIDC_TOKEN in the environment";
            case FORBIDDEN -> "; this credential is not allowed to do this";
            case UNPAID, FREE_TIER_USED_UP ->
                    "; the account has no credit, or its budget is used up";
            default -> "";
        };
    }

    private String line(String text) {
        return ServiceText.line(text, settings.secrets());
    }

    private static @Nullable String text(JsonNode node) {
        return node.isValueNode() && !node.isNull() ? node.asText() : null;
    }
}

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
import io.github.refvideo.camel.error.ErrorDetails;
import io.github.refvideo.camel.error.ErrorDetails.ServiceReply;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.ProviderException;
import io.github.refvideo.camel.error.ProviderException.Processed;
import io.github.refvideo.camel.http.HttpReply;
import io.github.refvideo.camel.http.RetryAfter;
import io.github.refvideo.camel.provider.HttpCauses;
import io.github.refvideo.camel.provider.ServiceJson;
import io.github.refvideo.camel.provider.ServiceText;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

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

    /** What was asked; a 404 means another thing for a job than for a model. */
    enum Asked {
        TO_SUBMIT,
        ABOUT_A_JOB
    }

    /** A reply whose status is not 2xx. */
    ProviderException ofReply(Asked asked, URI uri, HttpReply reply) {
        JsonNode body = ServiceJson.object(reply.body());
        JsonNode error = body.path("error");
        return build(
                asked,
                reply.status(),
                text(error.path("type")),
                text(error.path("message")),
                error.path("param"),
                text(body.path("generationId")),
                RetryAfter.of(reply.head(), now.get()).orElse(null),
                HttpCauses.of(uri, reply, settings.secrets()),
                processed(reply.status()));
    }

    /**
     * An error event of a stream: it stands inside a 200, so the job had begun. Whatever it says,
     * sending it once more would be another job.
     */
    ProviderException ofEvent(JsonNode event) {
        return build(
                Asked.TO_SUBMIT,
                event.path("statusCode").asInt(502),
                text(event.path("errorType")),
                text(event.path("message")),
                event.path("param"),
                text(event.path("generationId")),
                null,
                null,
                Processed.MAYBE);
    }

    /** A 2xx without the answer that belongs into it. */
    ProviderException unusable(String what, int status) {
        return new ProviderException(
                ErrorDetails.of(ErrorKind.SERVICE, "The gateway's answer " + what)
                        .provider(PROVIDER)
                        .retryable(true)
                        .reply(new ServiceReply(status, null, null, null)),
                Processed.MAYBE);
    }

    private ProviderException build(
            Asked asked,
            int status,
            String type,
            String message,
            JsonNode param,
            String generationId,
            Duration retryAfter,
            Throwable cause,
            Processed processed) {
        ErrorKind kind = kind(asked, status);
        ErrorDetails details =
                ErrorDetails.of(kind, words(kind, status, type, message, param))
                        .provider(PROVIDER)
                        .retryable(retryable(status))
                        .reply(new ServiceReply(status, type, generationId, retryAfter))
                        .cause(cause);
        return new ProviderException(details, processed);
    }

    /** The official rule: 408, 409, 429 and 5xx may pass, nothing else does. */
    private static boolean retryable(int status) {
        return status == 408 || status == 409 || status == 429 || status >= 500;
    }

    private static Processed processed(int status) {
        boolean refused = status >= 400 && status < 500 && status != 408 && status != 409;
        // A redirect was not followed, so nobody processed the call.
        return refused || status >= 300 && status < 400 ? Processed.NO : Processed.MAYBE;
    }

    private static ErrorKind kind(Asked asked, int status) {
        if (asked == Asked.ABOUT_A_JOB && status == 404) {
            return ErrorKind.JOB_EXPIRED;
        }
        return switch (status) {
            case 401, 403 -> ErrorKind.AUTHENTICATION;
            case 402 -> ErrorKind.PAYMENT_REQUIRED;
            case 429 -> ErrorKind.RATE_LIMITED;
            case 408, 409, 424 -> ErrorKind.SERVICE;
            default ->
                    status >= 400 && status < 500 ? ErrorKind.INVALID_REQUEST : ErrorKind.SERVICE;
        };
    }

    private String words(ErrorKind kind, int status, String type, String message, JsonNode param) {
        StringBuilder words = new StringBuilder("The gateway at ").append(settings.host());
        words.append(" answered ").append(status);
        if (type != null) {
            words.append(" (").append(ServiceText.line(type, settings.secrets())).append(')');
        }
        if (message != null) {
            words.append(": ").append(ServiceText.line(message, settings.secrets()));
        }
        return words.append(advice(kind, status, type, param)).toString();
    }

    private String advice(ErrorKind kind, int status, String type, JsonNode param) {
        if ("model_not_found".equals(type)) {
            return "; check model (header CamelRefVideoModel): '"
                    + ServiceText.line(param.path("modelId").asText("?"), settings.secrets())
                    + "'";
        }
        if (status >= 300 && status < 400) {
            return "; redirects are not followed, check baseUrl";
        }
        return switch (kind) {
            case AUTHENTICATION ->
                    status == 401
                            ? "; check the apiKey option, or AI_GATEWAY_API_KEY or"
                                    + " VERCEL_OIDC_TOKEN in the environment"
                            : "; this credential may not do it";
            case PAYMENT_REQUIRED -> "; the account needs money or a larger budget";
            default -> "";
        };
    }

    private static String text(JsonNode node) {
        return node.isValueNode() && !node.isNull() ? node.asText() : null;
    }
}

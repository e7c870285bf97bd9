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

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.camel.error.ProviderException;
import io.github.refvideo.camel.internal.http.AsyncHttp;
import io.github.refvideo.camel.internal.http.HttpRequest;
import io.github.refvideo.camel.internal.http.HttpResponse;
import io.github.refvideo.camel.internal.provider.ResponseFutures;
import io.github.refvideo.camel.internal.provider.ServiceError;
import io.github.refvideo.camel.internal.provider.ServiceJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sends calls to DashScope and turns replies into results or typed errors. Thread-safe. */
final class DashscopeClient {

    /** URLs of files in the temporary storage of the service. */
    private static final String OSS_SCHEME = "oss://";

    /** An image may be one long string. */
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    /** The kind of a call. */
    enum Operation {
        SUBMIT("POST", DashscopeSettings.MAX_REPLY_BYTES),
        STATUS("GET", DashscopeSettings.MAX_REPLY_BYTES),
        LIST("GET", DashscopeSettings.MAX_LIST_BYTES),
        CANCEL("POST", DashscopeSettings.MAX_REPLY_BYTES);

        private final String method;
        private final long maxReplyBytes;

        Operation(String method, long maxReplyBytes) {
            this.method = method;
            this.maxReplyBytes = maxReplyBytes;
        }
    }

    /**
     * One call.
     *
     * @param model for error messages
     */
    record Call(
            Operation operation,
            URI uri,
            Map<String, String> headers,
            byte @Nullable [] body,
            @Nullable String model) {

        HttpRequest http(Duration timeout) {
            return new HttpRequest(
                    operation.method, uri, headers, body, timeout, null, operation.maxReplyBytes);
        }

        /** The prompt in the body. */
        @Nullable String prompt() {
            return body == null
                    ? null
                    : ServiceJson.text(ServiceJson.object(body).path("input").path("prompt"))
                            .orElse(null);
        }
    }

    private final AsyncHttp http;
    private final DashscopeErrors errors;
    private final DashscopeSettings settings;

    DashscopeClient(AsyncHttp http, DashscopeErrors errors, DashscopeSettings settings) {
        this.http = http;
        this.errors = errors;
        this.settings = settings;
    }

    /** A client whose calls have these headers as well. */
    DashscopeClient adding(Map<String, String> headers) {
        return new DashscopeClient(http.adding(headers), errors, settings);
    }

    /**
     * @param timeout the limit of the caller; responseTimeout may be shorter
     * @param reader returns empty when the body is not a reply to this call
     */
    <T> CompletableFuture<T> send(
            Call call, Duration timeout, Function<JsonNode, Optional<T>> reader) {
        return send(call, call.http(settings.limit(timeout)), reader);
    }

    /**
     * Sends the paid call on a new connection. If a reused connection breaks while the call is
     * written, it is unknown whether the job exists, and a second call would pay again.
     *
     * @param permitted see {@link io.github.refvideo.camel.spi.SubmitCall#permitted}
     */
    <T> CompletableFuture<T> submit(
            Call call,
            Duration timeout,
            BooleanSupplier permitted,
            Function<JsonNode, Optional<T>> reader) {
        HttpRequest http = call.http(settings.limit(timeout)).onFreshConnection().onlyIf(permitted);
        return send(call, http, reader);
    }

    private <T> CompletableFuture<T> send(
            Call call, HttpRequest request, Function<JsonNode, Optional<T>> reader) {
        return ResponseFutures.read(
                http.send(request), DashscopeProvider.NAME, reply -> read(call, reply, reader));
    }

    private <T> T read(Call call, HttpResponse reply, Function<JsonNode, Optional<T>> reader) {
        if (!reply.head().successful()) {
            throw new CompletionException(errors.ofReply(call, reply));
        }
        JsonNode body = ServiceJson.object(reply.body());
        if (body.isMissingNode()) {
            throw new CompletionException(
                    errors.unusable(call, "cannot be read as JSON", reply.status()));
        }
        return reader.apply(body)
                .orElseThrow(() -> new CompletionException(withoutResult(call, reply, body)));
    }

    /** A proxy or reseller may return an error with status 200. */
    private ProviderException withoutResult(Call call, HttpResponse reply, JsonNode body) {
        ServiceError said = ServiceError.of(body);
        return said.code() != null || said.message() != null
                ? errors.ofReply(call, reply)
                : errors.unusable(call, "does not contain the expected data", reply.status());
    }

    /** The headers of a submit. */
    Map<String, String> submitHeaders(byte[] body) {
        Map<String, String> headers = settings.headers();
        headers.put("content-type", "application/json");
        // The documentation disagrees whether video needs this; some hosts refuse without it.
        headers.put("x-dashscope-async", "enable");
        if (containsOssUrl(body)) {
            headers.put("x-dashscope-ossresourceresolve", "enable");
        }
        return headers;
    }

    /** Whether a string in the body is an oss:// URL. They work only if a header enables them. */
    private static boolean containsOssUrl(byte[] body) {
        try (JsonParser parser = JSON.createParser(body)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING
                        && parser.getText()
                                .regionMatches(true, 0, OSS_SCHEME, 0, OSS_SCHEME.length())) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("The request is not JSON", e);
        }
    }
}

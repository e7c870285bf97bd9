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
import io.github.refvideo.camel.error.ProviderException;
import io.github.refvideo.camel.internal.http.AsyncHttp;
import io.github.refvideo.camel.internal.http.HttpRequest;
import io.github.refvideo.camel.internal.http.HttpResponse;
import io.github.refvideo.camel.internal.provider.ResponseFutures;
import io.github.refvideo.camel.internal.provider.ServiceError;
import io.github.refvideo.camel.internal.provider.ServiceJson;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Sends calls, and makes of each reply a result or a typed failure. Thread-safe. */
final class DashscopeCalls {

    private final AsyncHttp http;
    private final DashscopeErrors errors;
    private final Duration responseTimeout;

    DashscopeCalls(AsyncHttp http, DashscopeErrors errors, Duration responseTimeout) {
        this.http = http;
        this.errors = errors;
        this.responseTimeout = responseTimeout;
    }

    /**
     * @param timeout the caller's limit; the setting may be shorter
     * @param reader empty when the body is not the answer that belongs to the call
     */
    <T> CompletableFuture<T> send(
            DashscopeCall call, Duration timeout, Function<JsonNode, Optional<T>> reader) {
        return send(call, call.http(limit(timeout)), reader);
    }

    /**
     * Sends the call that costs money: on a connection of its own, because one that dies while the
     * call is written would leave it unknown whether the job exists, and a second call would pay
     * again.
     *
     * @param permitted see {@link io.github.refvideo.camel.spi.SubmitCall#permitted}
     */
    <T> CompletableFuture<T> create(
            DashscopeCall call,
            Duration timeout,
            BooleanSupplier permitted,
            Function<JsonNode, Optional<T>> reader) {
        HttpRequest http = call.http(limit(timeout)).onFreshConnection().onlyIf(permitted);
        return send(call, http, reader);
    }

    private Duration limit(Duration timeout) {
        return timeout.compareTo(responseTimeout) < 0 ? timeout : responseTimeout;
    }

    private <T> CompletableFuture<T> send(
            DashscopeCall call, HttpRequest request, Function<JsonNode, Optional<T>> reader) {
        return ResponseFutures.of(
                http.send(request), DashscopeProvider.NAME, reply -> read(call, reply, reader));
    }

    private <T> T read(
            DashscopeCall call, HttpResponse reply, Function<JsonNode, Optional<T>> reader) {
        if (!reply.head().successful()) {
            throw new CompletionException(errors.ofReply(call, reply));
        }
        JsonNode body = ServiceJson.object(reply.body());
        if (body.isMissingNode()) {
            throw new CompletionException(
                    errors.unusable(call, "cannot be read as JSON", reply.status()));
        }
        return reader.apply(body)
                .orElseThrow(() -> new CompletionException(withoutAnswer(call, reply, body)));
    }

    /** A reseller in front of the service may lose the status of an error. */
    private ProviderException withoutAnswer(DashscopeCall call, HttpResponse reply, JsonNode body) {
        ServiceError said = ServiceError.of(body);
        return said.code() != null || said.message() != null
                ? errors.ofReply(call, reply)
                : errors.unusable(call, "holds no answer to the call", reply.status());
    }
}

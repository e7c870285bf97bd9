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
package io.github.refvideo.camel.internal.provider;

import io.github.refvideo.camel.internal.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Futures of calls to a service. */
public final class ResponseFutures {

    private ResponseFutures() {}

    /**
     * Turns the reply of an exchange into a result or a typed error.
     *
     * @param exchange cancelled when the result is cancelled
     * @param provider name of the provider
     * @param reader makes the result; throws {@link CompletionException} with a typed error
     */
    public static <T> CompletableFuture<T> read(
            CompletableFuture<HttpResponse> exchange,
            String provider,
            Function<HttpResponse, T> reader) {
        return propagateCancel(
                exchange,
                exchange.handle(
                        (reply, failure) -> {
                            if (failure != null) {
                                throw new CompletionException(
                                        TransportErrors.of(failure, provider));
                            }
                            return reader.apply(reply);
                        }));
    }

    /**
     * Cancels an exchange when a future that was derived from it is cancelled.
     *
     * @return the derived future
     */
    public static <T> CompletableFuture<T> propagateCancel(
            Future<?> exchange, CompletableFuture<T> derived) {
        derived.whenComplete(
                (result, failure) -> {
                    if (derived.isCancelled()) {
                        exchange.cancel(true);
                    }
                });
        return derived;
    }
}

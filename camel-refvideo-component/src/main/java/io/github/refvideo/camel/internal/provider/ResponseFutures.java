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
import java.util.function.Function;

/** Makes of an exchange with a service its result, or a typed failure. */
public final class ResponseFutures {

    private ResponseFutures() {}

    /**
     * @param exchange under way; cancelling the result cancels it
     * @param provider name of the provider
     * @param reader makes the result; throws {@link CompletionException} around a typed failure
     */
    public static <T> CompletableFuture<T> of(
            CompletableFuture<HttpResponse> exchange,
            String provider,
            Function<HttpResponse, T> reader) {
        return CancellationPropagation.link(
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
}

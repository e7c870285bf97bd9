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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** Lets the cancellation of a derived future reach the exchange that it was derived from. */
public final class CancellationPropagation {

    private CancellationPropagation() {}

    /**
     * @param exchange what is under way
     * @param derived what the caller gets; cancelling it cancels the exchange
     */
    public static <T> CompletableFuture<T> link(Future<?> exchange, CompletableFuture<T> derived) {
        derived.whenComplete(
                (result, failure) -> {
                    if (derived.isCancelled()) {
                        exchange.cancel(true);
                    }
                });
        return derived;
    }
}

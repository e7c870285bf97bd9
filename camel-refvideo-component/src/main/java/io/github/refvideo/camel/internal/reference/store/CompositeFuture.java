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
package io.github.refvideo.camel.internal.reference.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A result that takes several calls. When it ends, by cancelling above all, so does every call that
 * is still under way for it. Thread-safe.
 */
final class CompositeFuture<T> {

    private final CompletableFuture<T> result = new CompletableFuture<>();

    /** What the caller gets. */
    CompletableFuture<T> result() {
        return result;
    }

    /** A call whose failure the caller looks at. */
    <S> CompletableFuture<S> track(CompletableFuture<S> call) {
        result.whenComplete((value, failure) -> call.cancel(true));
        return call;
    }

    /** A call without which there is no result. */
    <S> CompletableFuture<S> call(CompletableFuture<S> call) {
        track(call)
                .whenComplete(
                        (value, failure) -> {
                            if (failure != null) {
                                result.completeExceptionally(cause(failure));
                            }
                        });
        return call;
    }

    /** The call that brings the result. */
    void last(CompletableFuture<T> call) {
        call(call).thenAccept(result::complete);
    }

    /** A failure without the wrapping that derived futures put around it. */
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }
}

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
package io.github.refvideo.camel.internal.http;

import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.apache.hc.core5.concurrent.FutureCallback;

/** HttpCore's three-way callback from two functions. */
final class Callbacks {

    private Callbacks() {}

    /**
     * @param success what it throws goes to {@code failure} instead of the I/O reactor
     */
    static <T> FutureCallback<T> of(Consumer<T> success, Consumer<Throwable> failure) {
        return new FutureCallback<>() {
            @Override
            public void completed(T result) {
                try {
                    success.accept(result);
                } catch (Throwable e) {
                    failure.accept(e);
                }
            }

            @Override
            public void failed(Exception e) {
                failure.accept(e);
            }

            @Override
            public void cancelled() {
                failure.accept(new CancellationException());
            }
        };
    }

    /** For callbacks that take no {@link Error}. */
    static Exception exception(Throwable e) {
        return e instanceof Exception known ? known : new IllegalStateException(e);
    }
}

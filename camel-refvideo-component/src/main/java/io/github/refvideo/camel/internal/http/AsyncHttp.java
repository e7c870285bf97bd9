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

import java.io.Closeable;
import java.util.concurrent.CompletableFuture;

/**
 * Sends single HTTP requests without holding a thread.
 *
 * <p>Thread-safe. Futures complete on an I/O or timer thread: continuations must be short and
 * non-blocking. Cancelling a future aborts the exchange on the wire. Failures arrive as {@link
 * HttpFailureException} in the future; a reply of any status is a success here.
 */
public interface AsyncHttp extends Closeable {

    /** Sends a request and buffers the reply, up to the call's cap. */
    CompletableFuture<HttpReply> send(HttpCall call);

    /**
     * Sends a request and hands the reply on piece by piece. The future completes when the reply
     * has ended and the sink has been told.
     *
     * @param call the cap applies to the whole body
     * @param sink called on an I/O thread, never concurrently; what it throws aborts the exchange
     *     and fails the future
     */
    CompletableFuture<Void> stream(HttpCall call, ReplySink sink);

    /** Aborts what is under way and releases connections and threads. */
    @Override
    void close();
}

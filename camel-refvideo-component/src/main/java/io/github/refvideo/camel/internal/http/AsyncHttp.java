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

import io.github.refvideo.camel.internal.time.Timer;
import java.io.Closeable;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Sends single HTTP requests without blocking a thread.
 *
 * <p>Thread-safe. Futures complete on an I/O or timer thread: continuations must be short and must
 * not block. Cancelling a future aborts the exchange and closes its connection. Failures complete
 * the future with {@link HttpFailureException}. A response of any status is a success here.
 */
public interface AsyncHttp extends Closeable {

    /**
     * Creates a client with its own connections and I/O threads (daemon threads, named {@code
     * refvideo-http-*}). The caller closes it.
     *
     * @param timer measures the timeouts; the client does not stop it
     */
    static AsyncHttp create(HttpSettings settings, Timer timer) {
        return new ApacheAsyncHttp(settings, timer, InetAddress::getAllByName);
    }

    /** Sends a request and buffers the response, up to the limit of the request. */
    CompletableFuture<HttpResponse> send(HttpRequest request);

    /**
     * Sends a request and streams the response to a sink. The future completes when the response
     * has ended and the sink was informed.
     *
     * @param request its limit applies to the whole body
     * @param sink called on an I/O thread, never concurrently. An exception it throws aborts the
     *     exchange and fails the future
     */
    CompletableFuture<Void> stream(HttpRequest request, ResponseSink sink);

    /** A view of this client that adds headers to each request. Closing it has no effect. */
    default AsyncHttp adding(Map<String, String> headers) {
        AsyncHttp client = this;
        return new AsyncHttp() {
            @Override
            public CompletableFuture<HttpResponse> send(HttpRequest request) {
                return client.send(request.adding(headers));
            }

            @Override
            public CompletableFuture<Void> stream(HttpRequest request, ResponseSink sink) {
                return client.stream(request.adding(headers), sink);
            }

            @Override
            public void close() {}
        };
    }

    /** Aborts exchanges in progress and releases connections and threads. */
    @Override
    void close();
}

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

import io.github.refvideo.camel.internal.http.HttpFailureException.Reason;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes a response to the sink of its exchange: not more than the request allows, and not faster
 * than the sink accepts it. Throws nothing: an {@link Error} would end the I/O thread.
 */
final class ResponseReader implements AsyncResponseConsumer<Void>, FutureCallback<Void> {

    /** Bytes of a body that arrive before the sink is asked whether it accepts more. */
    static final int INITIAL_WINDOW = 16 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(ResponseReader.class);

    private final HttpExchange exchange;
    private final AtomicBoolean asking = new AtomicBoolean();
    private long received;

    // Guarded by this: bytes that the server may send and has not sent yet.
    private long window = INITIAL_WINDOW;

    ResponseReader(HttpExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public void informationResponse(HttpResponse response, HttpContext context) {
        exchange.activity();
    }

    @Override
    public void consumeResponse(
            HttpResponse response,
            @Nullable EntityDetails entity,
            HttpContext context,
            FutureCallback<Void> result) {
        exchange.activity();
        LOG.debug(
                "{} {}: {}",
                exchange.request().method(),
                exchange.target().label(),
                response.getCode());
        if (!exchange.isSent()) {
            String what = "the proxy answered " + response.getCode() + " to CONNECT";
            exchange.fail(new ConnectException(what));
            return;
        }
        if (entity != null && entity.getContentLength() > maxBytes()) {
            failTooLarge(entity.getContentLength() + " bytes announced");
            return;
        }
        String reason = response.getReasonPhrase() == null ? "" : response.getReasonPhrase();
        ResponseHead head = new ResponseHead(response.getCode(), reason, headers(response));
        if (exchange.deliver(sink -> sink.head(head)) && entity == null) {
            end();
        }
    }

    /** Called again with each part that arrives while the sink accepts little or nothing. */
    @Override
    public void updateCapacity(CapacityChannel channel) {
        try {
            synchronized (this) {
                window = Math.min(window, INITIAL_WINDOW / 2);
            }
            if (asking.compareAndSet(false, true)) {
                exchange.sink()
                        .ready()
                        .whenComplete(
                                (ready, e) -> {
                                    asking.set(false);
                                    increaseCapacity(channel);
                                });
            }
        } catch (Throwable e) {
            exchange.fail(e);
        }
    }

    /** Called on an I/O thread, or on the thread on which the sink became ready. */
    private void increaseCapacity(CapacityChannel channel) {
        try {
            exchange.activity();
            int capacity = exchange.sink().capacity();
            if (capacity <= 0) {
                // Taken by a part that was already on its way.
                updateCapacity(channel);
                return;
            }
            int step;
            synchronized (this) {
                step = (int) Math.max(0, capacity - window);
                window += step;
            }
            if (step > 0) {
                channel.update(step);
            }
        } catch (Throwable e) {
            // The future would discard an Error, and the exchange would wait in vain.
            exchange.fail(e);
        }
    }

    @Override
    public void consume(ByteBuffer part) {
        exchange.activity();
        received += part.remaining();
        synchronized (this) {
            window -= part.remaining();
        }
        if (received > maxBytes()) {
            failTooLarge("more received");
        } else if (exchange.deliver(sink -> sink.data(part))) {
            try {
                if (exchange.sink().isComplete()) {
                    exchange.succeed(false);
                }
            } catch (RuntimeException | Error e) {
                exchange.fail(e);
            }
        }
    }

    @Override
    public void streamEnd(@Nullable List<? extends Header> trailers) {
        end();
    }

    private void end() {
        if (exchange.deliver(ResponseSink::end)) {
            // After an early response the rest of the request is still queued on the connection.
            exchange.succeed(exchange.body() == null || exchange.body().isSent());
        }
    }

    private void failTooLarge(String what) {
        String limit = "response longer than the " + maxBytes() + " bytes allowed, ";
        exchange.fail(Reason.TOO_LARGE, limit + what, null);
    }

    private long maxBytes() {
        return exchange.request().maxResponseBytes();
    }

    private static Map<String, List<String>> headers(HttpResponse response) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Iterator<Header> all = response.headerIterator(); all.hasNext(); ) {
            Header header = all.next();
            headers.computeIfAbsent(header.getName(), name -> new ArrayList<>(1))
                    .add(header.getValue() == null ? "" : header.getValue());
        }
        return headers;
    }

    @Override
    public void completed(Void result) {
        // The exchange has ended with its response.
    }

    @Override
    public void failed(Exception cause) {
        exchange.fail(cause);
    }

    @Override
    public void cancelled() {
        exchange.fail(new CancellationException("Cancelled"));
    }

    @Override
    public void releaseResources() {
        exchange.released();
    }
}

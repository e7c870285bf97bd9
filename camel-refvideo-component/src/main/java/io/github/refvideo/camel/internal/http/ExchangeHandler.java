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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.protocol.HttpContext;

/** What the I/O reactor calls: one request out, one reply in. */
final class ExchangeHandler implements AsyncClientExchangeHandler {

    /** So much of a body comes before its reader is asked whether it can take more. */
    static final int FIRST_WINDOW = 16 * 1024;

    private final Exchange exchange;
    private final RequestWriter request;
    private final ReplyReader reply;
    private final AtomicBoolean asking = new AtomicBoolean();

    // Guarded by this: what the server may send and has not sent yet.
    private long window = FIRST_WINDOW;

    ExchangeHandler(Exchange exchange, RequestWriter request, ReplyReader reply) {
        this.exchange = exchange;
        this.request = request;
        this.reply = reply;
    }

    @Override
    public void produceRequest(RequestChannel channel, HttpContext context)
            throws HttpException, IOException {
        // This mark, not the kind of an exception, later says whether the server can know of us.
        if (!exchange.sending()) {
            throw new ConnectionClosedException("Ended before the request was sent");
        }
        request.sendHead(channel, context);
    }

    @Override
    public int available() {
        return request.available();
    }

    @Override
    public void produce(DataStreamChannel channel) throws IOException {
        exchange.activity();
        request.sendBody(channel);
    }

    @Override
    public void consumeInformation(HttpResponse response, HttpContext context) {
        exchange.activity();
    }

    @Override
    public void consumeResponse(HttpResponse response, EntityDetails entity, HttpContext context) {
        exchange.activity();
        reply.head(response, entity != null, request.done());
    }

    /** The connection asks with every piece that comes while little or nothing is welcome. */
    @Override
    public void updateCapacity(CapacityChannel channel) {
        synchronized (this) {
            // HTTP/2 counts padding, which is not seen here, and asks below half of the window.
            window = Math.min(window, FIRST_WINDOW / 2);
        }
        if (asking.compareAndSet(false, true)) {
            reply.ready()
                    .whenComplete(
                            (ready, e) -> {
                                asking.set(false);
                                more(channel);
                            });
        }
    }

    /** Called on an I/O thread, or on that of whoever made room. */
    private void more(CapacityChannel channel) {
        try {
            exchange.activity();
            int room = reply.room();
            if (room <= 0) {
                // A piece that was on its way has taken it.
                updateCapacity(channel);
                return;
            }
            int step;
            synchronized (this) {
                step = (int) Math.max(0, room - window);
                window += step;
            }
            if (step > 0) {
                channel.update(step);
            }
        } catch (Throwable e) {
            // The future of the sink would swallow an Error, and the exchange wait in vain.
            exchange.fail(e);
        }
    }

    @Override
    public void consume(ByteBuffer piece) {
        exchange.activity();
        synchronized (this) {
            window -= piece.remaining();
        }
        reply.body(piece);
    }

    @Override
    public void streamEnd(List<? extends Header> trailers) {
        reply.end(request.done());
    }

    @Override
    public void failed(Exception cause) {
        exchange.fail(cause);
    }

    @Override
    public void cancel() {
        exchange.fail(new CancellationException("Connection closed before the request was sent"));
    }

    @Override
    public void releaseResources() {
        // The reactor lets go of the exchange, which has normally ended by now.
        if (!exchange.ended()) {
            exchange.fail(new ConnectionClosedException("Connection closed"));
        }
    }
}

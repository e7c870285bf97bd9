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
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Asks a proxy for a tunnel. */
final class TunnelHandler implements AsyncClientExchangeHandler {

    private final Target target;
    private final String authorization;
    private final String userAgent;
    private final FutureCallback<Void> callback;
    private final AtomicBoolean answered = new AtomicBoolean();

    /**
     * @param authorization the value of {@code Proxy-Authorization}, null for none
     * @param userAgent null for none
     * @param callback on an I/O thread; completed when the tunnel stands
     */
    TunnelHandler(
            Target target, String authorization, String userAgent, FutureCallback<Void> callback) {
        this.target = target;
        this.authorization = authorization;
        this.userAgent = userAgent;
        this.callback = callback;
    }

    @Override
    public void produceRequest(RequestChannel channel, HttpContext context)
            throws HttpException, IOException {
        BasicHttpRequest connect =
                new BasicHttpRequest("CONNECT", target.host(), target.host().toHostString());
        connect.setVersion(HttpVersion.HTTP_1_1);
        if (userAgent != null) {
            connect.addHeader(HttpHeaders.USER_AGENT, userAgent);
        }
        if (authorization != null) {
            connect.addHeader(HttpHeaders.PROXY_AUTHORIZATION, authorization);
        }
        channel.sendRequest(connect, null, context);
    }

    @Override
    public void consumeResponse(HttpResponse response, EntityDetails entity, HttpContext context) {
        int status = response.getCode();
        if (status >= 200 && status < 300) {
            if (answered.compareAndSet(false, true)) {
                callback.completed(null);
            }
        } else {
            failed(new ConnectException("the proxy answered " + status + " to CONNECT"));
        }
    }

    @Override
    public void failed(Exception cause) {
        if (answered.compareAndSet(false, true)) {
            callback.failed(cause);
        }
    }

    @Override
    public void cancel() {
        failed(new ConnectionClosedException("The proxy closed the connection"));
    }

    @Override
    public void releaseResources() {
        cancel();
    }

    @Override
    public int available() {
        return 0;
    }

    @Override
    public void produce(DataStreamChannel channel) {}

    @Override
    public void consumeInformation(HttpResponse response, HttpContext context) {}

    @Override
    public void updateCapacity(CapacityChannel channel) throws IOException {
        channel.update(Integer.MAX_VALUE);
    }

    @Override
    public void consume(ByteBuffer piece) {}

    @Override
    public void streamEnd(List<? extends Header> trailers) {}
}

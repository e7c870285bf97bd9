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
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.Message;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.impl.bootstrap.HttpAsyncServer;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.apache.hc.core5.http.nio.AsyncRequestConsumer;
import org.apache.hc.core5.http.nio.AsyncServerRequestHandler;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityConsumer;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestConsumer;
import org.apache.hc.core5.http.nio.support.BasicResponseProducer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.http2.impl.nio.bootstrap.H2ServerBootstrap;
import org.apache.hc.core5.http2.ssl.H2ServerTlsStrategy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;

/**
 * Supports HTTP/2 and HTTP/1.1 over TLS, echoes bodies, and records the protocol of each request.
 */
final class Http2Server implements Closeable {

    private final HttpAsyncServer server;
    private final int port;
    private final List<String> versions = new CopyOnWriteArrayList<>();
    private final List<HttpRequest> requests = new CopyOnWriteArrayList<>();

    Http2Server(HttpVersionPolicy policy) throws Exception {
        server =
                H2ServerBootstrap.bootstrap()
                        .setVersionPolicy(policy)
                        .setTlsStrategy(new H2ServerTlsStrategy(TestTls.context()))
                        .setIOReactorConfig(IOReactorConfig.custom().setIoThreadCount(1).build())
                        .setCanonicalHostName("localhost")
                        .register("*", new Echo())
                        .create();
        server.start();
        port =
                ((InetSocketAddress)
                                server.listen(
                                                new InetSocketAddress("localhost", 0),
                                                URIScheme.HTTPS)
                                        .get()
                                        .getAddress())
                        .getPort();
    }

    URI uri(String path) {
        return URI.create("https://localhost:" + port + path);
    }

    List<String> versions() {
        return versions;
    }

    List<HttpRequest> requests() {
        return requests;
    }

    @Override
    public void close() {
        server.close(CloseMode.IMMEDIATE);
    }

    private final class Echo implements AsyncServerRequestHandler<Message<HttpRequest, byte[]>> {

        @Override
        public AsyncRequestConsumer<Message<HttpRequest, byte[]>> prepare(
                HttpRequest request, EntityDetails entity, HttpContext context) {
            return new BasicRequestConsumer<>(
                    entity == null ? null : new BasicAsyncEntityConsumer());
        }

        @Override
        public void handle(
                Message<HttpRequest, byte[]> message, ResponseTrigger trigger, HttpContext context)
                throws org.apache.hc.core5.http.HttpException, IOException {
            versions.add(String.valueOf(context.getProtocolVersion()));
            requests.add(message.getHead());
            byte[] body = message.getBody() == null ? new byte[0] : message.getBody();
            HttpResponse response = new BasicHttpResponse(200);
            trigger.submitResponse(
                    new BasicResponseProducer(response, new BasicAsyncEntityProducer(body, null)),
                    context);
        }
    }
}

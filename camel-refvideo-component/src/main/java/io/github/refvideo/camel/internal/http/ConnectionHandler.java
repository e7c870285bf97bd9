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
import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.nio.ClientHttp1IOEventHandler;
import org.apache.hc.core5.http.impl.nio.ClientHttp1StreamDuplexerFactory;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 on one connection, in place of the handler that HttpClient installs. It differs in two
 * points. HttpClient's handler writes all headers and URLs of requests and responses, API keys and
 * signatures included, to a logger at DEBUG, and this cannot be disabled. And HttpCore ends the I/O
 * thread, with all its connections, when anything throws an {@link Error}, above all an {@link
 * OutOfMemoryError}: here the error only ends its connection.
 */
final class ConnectionHandler extends ClientHttp1IOEventHandler {

    private static final int MAX_HEADERS = 200;
    private static final int MAX_HEADER_BYTES = 64 * 1024;

    private static final ClientHttp1StreamDuplexerFactory HTTP_1 =
            new ClientHttp1StreamDuplexerFactory(
                    HttpProcessorBuilder.create().add(ConnectionHandler::setPath).build(),
                    Http1Config.custom()
                            .setMaxHeaderCount(MAX_HEADERS)
                            .setMaxLineLength(MAX_HEADER_BYTES)
                            .setInitialWindowSize(ResponseReader.INITIAL_WINDOW)
                            .build(),
                    CharCodingConfig.DEFAULT,
                    DefaultClientConnectionReuseStrategy.INSTANCE,
                    null,
                    null,
                    null);

    /** Created in advance: there may be no memory for another one. */
    private static final IOException OUT_OF_MEMORY = new PreparedException();

    private ConnectionHandler(ProtocolIOSession session) {
        super(HTTP_1.create(session));
    }

    /** Replaces the handler of a session that was just connected. */
    static void install(IOSession session) {
        session.upgrade(new ConnectionHandler((ProtocolIOSession) session));
    }

    /** HttpClient knows no path and no query, because it logs them. See {@link RequestTarget}. */
    private static void setPath(
            HttpRequest request, @Nullable EntityDetails entity, HttpContext context) {
        if (!Method.CONNECT.isSame(request.getMethod())) {
            request.setPath(HttpExchange.of(context).target().path());
        }
    }

    @Override
    public void connected(IOSession session) throws IOException {
        guard(() -> super.connected(session));
    }

    @Override
    public void inputReady(IOSession session, ByteBuffer source) throws IOException {
        guard(() -> super.inputReady(session, source));
    }

    @Override
    public void outputReady(IOSession session) throws IOException {
        guard(() -> super.outputReady(session));
    }

    @Override
    public void timeout(IOSession session, Timeout timeout) throws IOException {
        guard(() -> super.timeout(session, timeout));
    }

    @Override
    public void exception(IOSession session, Exception cause) {
        guardLast(() -> super.exception(session, cause));
    }

    @Override
    public void disconnected(IOSession session) {
        guardLast(() -> super.disconnected(session));
    }

    private static void guard(Event event) throws IOException {
        try {
            event.run();
        } catch (Error e) {
            throw failure(e);
        }
    }

    /** No event follows. The timeouts end an exchange that was not informed. */
    private static void guardLast(Event event) {
        try {
            event.run();
        } catch (IOException | Error e) {
            // The connection ends anyway.
        }
    }

    private static IOException failure(Error error) {
        try {
            return new IOException(error.toString(), error);
        } catch (OutOfMemoryError e) {
            return OUT_OF_MEMORY;
        }
    }

    @FunctionalInterface
    private interface Event {
        void run() throws IOException;
    }

    private static final class PreparedException extends IOException {

        private static final long serialVersionUID = 1L;

        PreparedException() {
            super("out of memory");
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}

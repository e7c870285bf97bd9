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
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.Timeout;

/**
 * Turns an {@link Error}, an {@link OutOfMemoryError} above all, that HttpCore or something below
 * it throws on an I/O thread into an {@link IOException}: the connection that it hit ends. HttpCore
 * would end the thread, and with it all connections of that thread.
 */
final class ErrorBarrier implements IOEventHandler {

    /** Made in advance: there may be no memory for another one. */
    private static final IOException BROKEN = new PreparedException();

    private final IOEventHandler handler;

    private ErrorBarrier(IOEventHandler handler) {
        this.handler = handler;
    }

    /** A session whose handlers are behind a barrier. */
    static IOSession around(IOSession session) {
        return (IOSession)
                Proxy.newProxyInstance(
                        IOSession.class.getClassLoader(),
                        new Class<?>[] {IOSession.class},
                        (proxy, method, arguments) -> {
                            try {
                                switch (method.getName()) {
                                    case "getHandler":
                                        return around(session.getHandler());
                                    case "upgrade":
                                        session.upgrade(around((IOEventHandler) arguments[0]));
                                        return null;
                                    default:
                                        return method.invoke(session, arguments);
                                }
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    private static IOEventHandler around(IOEventHandler handler) {
        return handler == null || handler instanceof ErrorBarrier
                ? handler
                : new ErrorBarrier(handler);
    }

    @Override
    public void connected(IOSession session) throws IOException {
        pass(() -> handler.connected(session));
    }

    @Override
    public void inputReady(IOSession session, ByteBuffer source) throws IOException {
        pass(() -> handler.inputReady(session, source));
    }

    @Override
    public void outputReady(IOSession session) throws IOException {
        pass(() -> handler.outputReady(session));
    }

    @Override
    public void timeout(IOSession session, Timeout timeout) throws IOException {
        pass(() -> handler.timeout(session, timeout));
    }

    @Override
    public void exception(IOSession session, Exception cause) {
        last(() -> handler.exception(session, cause));
    }

    @Override
    public void disconnected(IOSession session) {
        last(() -> handler.disconnected(session));
    }

    private static void pass(Event event) throws IOException {
        try {
            event.run();
        } catch (Error e) {
            throw broken(e);
        }
    }

    /** Nothing comes after it; the timeouts of the exchange end what did not hear of it. */
    private static void last(Event event) {
        try {
            event.run();
        } catch (IOException | Error e) {
            // The connection ends anyway.
        }
    }

    private static IOException broken(Error error) {
        try {
            return new IOException(error.toString(), error);
        } catch (OutOfMemoryError e) {
            return BROKEN;
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

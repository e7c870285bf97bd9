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
package io.github.refvideo.simulator;

import io.github.refvideo.simulator.tls.LocalCertificate;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** The listening socket, its event loop and its request handling. */
final class SimulatorServer {
    /** Many clients of a load test connect at the same time. */
    private static final int BACKLOG = 4_096;

    private static final int PATIENCE_SECONDS = 20;

    private final Vertx vertx;
    private final SimulatorOptions options;
    private final SimulatorEngine engine;
    private final Context context;
    private final int port;
    private HttpServer http;
    private final LocalCertificate certificate;

    private SimulatorServer(
            Vertx vertx, SimulatorOptions options, Context context, LocalCertificate certificate) {
        this.vertx = vertx;
        this.options = options;
        this.context = context;
        this.certificate = certificate;
        this.engine = new SimulatorEngine(vertx, context, options, this::refuseFor);
        this.http = listen(options.port());
        this.port = http.actualPort();
    }

    static SimulatorServer start(SimulatorOptions options) {
        Vertx vertx =
                Vertx.vertx(
                        new VertxOptions()
                                .setEventLoopPoolSize(1)
                                .setWorkerPoolSize(2)
                                .setInternalBlockingPoolSize(1)
                                .setUseDaemonThread(true)
                                .setFileSystemOptions(
                                        new FileSystemOptions()
                                                .setFileCachingEnabled(false)
                                                .setClassPathResolvingEnabled(false)));
        try {
            Context context = vertx.getOrCreateContext();
            LocalCertificate certificate =
                    options.tls() ? LocalCertificate.create(options.host()) : null;
            return new SimulatorServer(vertx, options, context, certificate);
        } catch (RuntimeException e) {
            await(vertx.close());
            throw e;
        }
    }

    private HttpServer listen(int wished) {
        HttpServer server =
                vertx.createHttpServer(httpOptions(certificate))
                        .connectionHandler(engine.front::connected)
                        .requestHandler(engine.front);
        await(server.listen(wished, options.host()));
        return server;
    }

    /** Closes the socket and all connections. */
    synchronized void refuse() {
        if (http != null) {
            await(http.close());
            http = null;
        }
    }

    /** Opens the socket again. */
    synchronized void accept() {
        if (http == null) {
            http = listen(port);
        }
    }

    /**
     * Closes the socket for a period of real time. Can be called from any thread and does not
     * block.
     */
    private void refuseFor(Duration time) {
        vertx.setTimer(
                1,
                ignored ->
                        vertx.<Void>executeBlocking(
                                () -> {
                                    refuse();
                                    return null;
                                }));
        vertx.setTimer(
                Math.max(2, time.toMillis()),
                ignored ->
                        vertx.<Void>executeBlocking(
                                () -> {
                                    accept();
                                    return null;
                                }));
    }

    private static HttpServerOptions httpOptions(LocalCertificate certificate) {
        HttpServerOptions http =
                new HttpServerOptions()
                        .setAcceptBacklog(BACKLOG)
                        // Clients of the real service always use TLS. HTTP/1.1 on plain sockets
                        // keeps
                        // faults exact on the socket.
                        .setHttp2ClearTextEnabled(false);
        if (certificate != null) {
            http.setSsl(true)
                    .setUseAlpn(true)
                    .setKeyCertOptions(
                            new PfxOptions()
                                    .setValue(Buffer.buffer(certificate.keyStore()))
                                    .setPassword(LocalCertificate.PASSWORD));
        }
        return http;
    }

    /** Null without TLS. */
    LocalCertificate certificate() {
        return certificate;
    }

    SimulatorEngine engine() {
        return engine;
    }

    int port() {
        return port;
    }

    String baseUrl() {
        String host = options.host().equals("0.0.0.0") ? "127.0.0.1" : options.host();
        return (options.tls() ? "https" : "http") + "://" + host + ":" + port();
    }

    void close() {
        Promise<Void> released = Promise.promise();
        context.runOnContext(
                ignored -> {
                    engine.close();
                    released.complete();
                });
        try {
            await(released.future());
        } finally {
            await(vertx.close());
        }
    }

    /**
     * Bounded, because an event loop that died (for example of an OutOfMemoryError) must not
     * prevent the program from ending.
     */
    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            throw new IllegalStateException(
                    "The simulator could not start or stop: " + e.getCause(), e.getCause());
        }
    }
}

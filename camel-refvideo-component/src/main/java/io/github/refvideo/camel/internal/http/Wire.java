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
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.HttpsSupport;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.http2.config.H2Config;
import org.apache.hc.core5.http2.impl.nio.bootstrap.H2AsyncRequester;
import org.apache.hc.core5.http2.impl.nio.bootstrap.H2RequesterBootstrap;
import org.apache.hc.core5.http2.protocol.H2RequestConnControl;
import org.apache.hc.core5.http2.protocol.H2RequestContent;
import org.apache.hc.core5.http2.protocol.H2RequestTargetHost;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.ConnectionInitiator;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads and connections. It joins HttpCore's reactor and HttpClient's connection manager, and
 * leaves out HttpClient's execution chain between them: that chain writes every header, API key
 * included, to its own loggers at DEBUG and cannot be told not to, and of what it does (retries,
 * redirects, cookies, authentication, decompression) nothing is wanted here.
 */
final class Wire implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(Wire.class);

    /** Shorter than what common load balancers allow, so that they seldom close before we do. */
    private static final TimeValue IDLE = TimeValue.ofSeconds(30);

    /** Bounds how long a changed DNS answer stays unnoticed. */
    private static final TimeValue CONNECTION_LIFE = TimeValue.ofMinutes(5);

    private static final Duration SWEEP = Duration.ofSeconds(15);
    private static final int LOOKUP_THREADS = 4;
    private static final int MAX_HEADERS = 200;
    private static final int MAX_HEADER_BYTES = 64 * 1024;

    private final Timer timer;
    private final Timeout connectTimeout;
    private final PolicyResolver resolver;
    private final PoolingAsyncClientConnectionManager connections;
    private final H2AsyncRequester reactor;
    private final ThreadPoolExecutor lookups;
    private final Set<Thread> ioThreads = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean sweeping = new AtomicBoolean();

    Wire(HttpSettings settings, Timer timer, NameService names) {
        this.timer = timer;
        this.connectTimeout = Timeout.of(settings.connectTimeout());
        String proxyHost = settings.proxy() == null ? null : settings.proxy().host();
        this.resolver = new PolicyResolver(names, settings.addressPolicy(), proxyHost);
        TlsStrategy tls = tls(settings.sslContext());
        this.connections = connections(settings, tls, resolver);
        this.reactor = reactor(ioThreads, settings, tls);
        this.lookups = lookups();
        reactor.start();
    }

    private static TlsStrategy tls(SSLContext context) {
        // Host names are verified by HttpClient itself as well as by JSSE. The builder's default is
        // JSSE alone, and the asynchronous client up to 5.6.3 asks JSSE for it too late: after the
        // parameters were applied. No host name is verified then, without a word.
        ClientTlsStrategyBuilder builder =
                ClientTlsStrategyBuilder.create()
                        .setHostVerificationPolicy(HostnameVerificationPolicy.BOTH)
                        .setHostnameVerifier(HttpsSupport.getDefaultHostnameVerifier());
        if (context != null) {
            builder.setSslContext(context);
        }
        return builder.buildAsync();
    }

    private static PoolingAsyncClientConnectionManager connections(
            HttpSettings settings, TlsStrategy tls, PolicyResolver resolver) {
        return PoolingAsyncClientConnectionManagerBuilder.create()
                .setTlsStrategy(tls)
                .setDnsResolver(resolver)
                .setMaxConnTotal(settings.maxConnections())
                .setMaxConnPerRoute(settings.maxConnectionsPerHost())
                .setDefaultTlsConfig(
                        TlsConfig.custom().setVersionPolicy(HttpVersionPolicy.NEGOTIATE).build())
                .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                                .setTimeToLive(CONNECTION_LIFE)
                                .setValidateAfterInactivity(TimeValue.ofSeconds(2))
                                .build())
                .build();
    }

    private static H2AsyncRequester reactor(
            Set<Thread> ioThreads, HttpSettings settings, TlsStrategy tls) {
        HttpProcessor headers =
                HttpProcessorBuilder.create()
                        .add(H2RequestTargetHost.INSTANCE)
                        .add(H2RequestContent.INSTANCE)
                        .add(Wire::announceNothing)
                        .add(H2RequestConnControl.INSTANCE)
                        .build();
        return H2RequesterBootstrap.bootstrap()
                .setIOReactorConfig(
                        IOReactorConfig.custom()
                                .setIoThreadCount(settings.ioThreads())
                                // How late a connect timeout may be noticed.
                                .setSelectInterval(TimeValue.ofMilliseconds(250))
                                // A reply may take minutes to begin; the timer counts, per call.
                                .setSoTimeout(Timeout.DISABLED)
                                .setSoKeepAlive(true)
                                .build())
                .setHttpProcessor(headers)
                .setVersionPolicy(HttpVersionPolicy.NEGOTIATE)
                .setHttp1Config(
                        Http1Config.custom()
                                .setMaxHeaderCount(MAX_HEADERS)
                                .setMaxLineLength(MAX_HEADER_BYTES)
                                .setInitialWindowSize(ExchangeHandler.FIRST_WINDOW)
                                .build())
                .setH2Config(
                        H2Config.custom()
                                .setPushEnabled(false)
                                .setMaxHeaderListSize(MAX_HEADER_BYTES)
                                .setInitialWindowSize(ExchangeHandler.FIRST_WINDOW)
                                .build())
                // TLS is the connection manager's business. The reactor would only start it for
                // connections of its own pool, which stays empty.
                .setTlsStrategy(tls)
                .setIOSessionDecorator(
                        session -> {
                            ThreadNames.claim();
                            ioThreads.add(Thread.currentThread());
                            return ErrorBarrier.around(session);
                        })
                .setExceptionCallback(e -> LOG.debug("I/O failure: {}", e.getClass().getName()))
                .create();
    }

    /**
     * A POST without a body says so: without a length some servers and many proxies answer 411, or
     * wait for a body.
     */
    private static void announceNothing(
            HttpRequest request, EntityDetails entity, HttpContext context) {
        boolean expectsBody =
                Method.POST.isSame(request.getMethod()) || Method.PUT.isSame(request.getMethod());
        if (entity == null && expectsBody) {
            request.setHeader(HttpHeaders.CONTENT_LENGTH, "0");
        }
    }

    private static ThreadPoolExecutor lookups() {
        AtomicInteger count = new AtomicInteger();
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(
                        LOOKUP_THREADS,
                        LOOKUP_THREADS,
                        10,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        task -> {
                            String name = ThreadNames.PREFIX + "connect-" + count.incrementAndGet();
                            Thread thread = new Thread(task, name);
                            thread.setDaemon(true);
                            return thread;
                        });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /** Asks for a connection; the callback comes on any thread, possibly this one. */
    Future<AsyncConnectionEndpoint> lease(
            HttpRoute route, Duration timeout, FutureCallback<AsyncConnectionEndpoint> callback) {
        return connections.lease("refvideo", route, null, Timeout.of(timeout), callback);
    }

    /**
     * Runs something that looks names up, away from timer and I/O threads: there is no look-up
     * without blocking.
     *
     * @throws RejectedExecutionException after close
     */
    void offload(Runnable task) {
        lookups.execute(task);
    }

    PolicyResolver resolver() {
        return resolver;
    }

    ConnectionInitiator initiator() {
        return reactor;
    }

    /** Connects a leased endpoint; call it on a thread that may block. */
    Future<AsyncConnectionEndpoint> connect(
            AsyncConnectionEndpoint endpoint,
            ConnectionInitiator initiator,
            FutureCallback<AsyncConnectionEndpoint> callback) {
        return connections.connect(
                endpoint, initiator, connectTimeout, null, HttpCoreContext.create(), callback);
    }

    /** Starts TLS, and HTTP/2 where offered, inside a tunnel. */
    void upgrade(
            AsyncConnectionEndpoint endpoint, FutureCallback<AsyncConnectionEndpoint> callback) {
        connections.upgrade(endpoint, null, HttpCoreContext.create(), callback);
    }

    /**
     * Gives a connection back for reuse.
     *
     * @param keepAlive what the server allows; zero for no reuse, negative for no limit of its own
     */
    void release(AsyncConnectionEndpoint endpoint, TimeValue keepAlive) {
        long millis = keepAlive.toMilliseconds();
        if (millis == 0) {
            discard(endpoint);
            return;
        }
        boolean limited = millis > 0 && millis < IDLE.toMilliseconds();
        connections.release(endpoint, null, limited ? keepAlive : IDLE);
        sweepLater();
    }

    /** Cuts a connection and gives its place in the pool free. */
    void discard(AsyncConnectionEndpoint endpoint) {
        endpoint.close(CloseMode.IMMEDIATE);
        connections.release(endpoint, null, TimeValue.ZERO_MILLISECONDS);
    }

    /**
     * Whether an I/O thread has ended, and its connections with it: no use goes on as it should.
     */
    boolean crippled() {
        for (Thread thread : ioThreads) {
            if (!thread.isAlive()) {
                return true;
            }
        }
        return false;
    }

    /** Connections that are handed out right now. */
    int leased() {
        return connections.getTotalStats().getLeased();
    }

    private void sweepLater() {
        if (sweeping.compareAndSet(false, true)) {
            timer.after(SWEEP, this::sweep);
        }
    }

    /** Closes idle connections; sleeps for good when none is left. */
    private void sweep() {
        sweeping.set(false);
        if (connections.isClosed()) {
            return;
        }
        connections.closeExpired();
        connections.closeIdle(IDLE);
        if (connections.getTotalStats().getAvailable() > 0) {
            sweepLater();
        }
    }

    @Override
    public void close() {
        connections.close(CloseMode.IMMEDIATE);
        reactor.close(CloseMode.IMMEDIATE);
        lookups.shutdownNow();
    }
}

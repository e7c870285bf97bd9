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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.auth.BasicScheme;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.HttpsSupport;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HttpClient's asynchronous client, configured to send a request once and to change nothing: no
 * retries, redirects, cookies, decompression or answers to challenges.
 */
final class HttpTransport implements HttpExchange.Transport, Closeable {

    static final String THREAD_PREFIX = "refvideo-http-";

    private static final Logger LOG = LoggerFactory.getLogger(HttpTransport.class);

    /** Limits how long a changed DNS record goes unnoticed. */
    private static final TimeValue CONNECTION_LIFETIME = TimeValue.ofMinutes(5);

    private static final AtomicInteger THREADS = new AtomicInteger();

    private static final RequestConfig CONFIG =
            RequestConfig.custom()
                    .setAuthenticationEnabled(false)
                    .setRedirectsEnabled(false)
                    .setContentCompressionEnabled(false)
                    .setProtocolUpgradeEnabled(false)
                    .setConnectionKeepAlive(ConnectionManager.MAX_IDLE)
                    .build();

    private final @Nullable ProxySettings proxy;
    private final ConnectionManager connections;
    private final CloseableHttpAsyncClient client;
    private final List<Thread> ioThreads = new CopyOnWriteArrayList<>();

    HttpTransport(
            HttpSettings settings, Timer timer, RoutePlanner routes, HostResolver hostResolver) {
        this.proxy = settings.proxy();
        PolicyResolver resolver =
                new PolicyResolver(
                        hostResolver,
                        settings.addressPolicy(),
                        proxy == null ? null : proxy.host());
        this.connections =
                new ConnectionManager(
                        pool(settings, resolver), resolver, timer, task -> thread("connect", task));
        this.client = client(settings, routes);
        client.start();
    }

    private static PoolingAsyncClientConnectionManager pool(
            HttpSettings settings, PolicyResolver resolver) {
        return PoolingAsyncClientConnectionManagerBuilder.create()
                .setTlsStrategy(tls(settings.sslContext()))
                .setDnsResolver(resolver)
                .setMaxConnTotal(settings.maxConnections())
                .setMaxConnPerRoute(settings.maxConnectionsPerHost())
                .setDefaultTlsConfig(
                        TlsConfig.custom().setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1).build())
                .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                                .setTimeToLive(CONNECTION_LIFETIME)
                                .setValidateAfterInactivity(TimeValue.ofSeconds(2))
                                .build())
                .build();
    }

    private static TlsStrategy tls(@Nullable SSLContext context) {
        // Host names are verified by HttpClient and by JSSE. The default of this builder is JSSE
        // alone, and the asynchronous client of 5.4 to 5.6.3 configures JSSE too late: then no host
        // name is verified.
        ClientTlsStrategyBuilder builder =
                ClientTlsStrategyBuilder.create()
                        .setHostVerificationPolicy(HostnameVerificationPolicy.BOTH)
                        .setHostnameVerifier(HttpsSupport.getDefaultHostnameVerifier());
        if (context != null) {
            builder.setSslContext(context);
        }
        return builder.buildAsync();
    }

    private CloseableHttpAsyncClient client(HttpSettings settings, RoutePlanner routes) {
        return HttpAsyncClientBuilder.create()
                .setConnectionManager(connections)
                .setRoutePlanner(routes)
                .setDefaultRequestConfig(CONFIG)
                .setUserAgent(settings.userAgent())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .addRequestInterceptorLast(HttpTransport::beforeSending)
                .setThreadFactory(ioThreads(settings.ioThreads()))
                .setIOReactorConfig(
                        IOReactorConfig.custom()
                                .setIoThreadCount(settings.ioThreads())
                                // The precision of the connect timeout.
                                .setSelectInterval(TimeValue.ofMilliseconds(250))
                                // A response may begin after minutes. The timer has the limits.
                                .setSoTimeout(Timeout.DISABLED)
                                .setSoKeepAlive(true)
                                .build())
                // Without the decorator that logs all bytes at DEBUG.
                .setIoSessionDecorator(session -> session)
                .setIoReactorExceptionCallback(
                        e -> LOG.debug("I/O failure: {}", e.getClass().getName()))
                .build();
    }

    /** HttpClient creates its I/O threads first, then one that starts them. */
    private ThreadFactory ioThreads(int count) {
        return task -> {
            if (ioThreads.size() == count) {
                return thread("start", task);
            }
            Thread thread = thread("io", task);
            ioThreads.add(thread);
            return thread;
        };
    }

    private static Thread thread(String role, Runnable task) {
        Thread thread = new Thread(task, THREAD_PREFIX + role + "-" + THREADS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /** Called immediately before the request is passed to the connection. Not for CONNECT. */
    private static void beforeSending(
            HttpRequest message, @Nullable EntityDetails entity, HttpContext context)
            throws ConnectionClosedException {
        if (!HttpExchange.of(context).sending()) {
            throw new ConnectionClosedException("Ended before the request was sent");
        }
    }

    /** Starts an exchange on this transport. */
    @Override
    public void execute(HttpExchange exchange) {
        HttpClientContext context = HttpClientContext.create();
        context.setUserToken(exchange);
        context.setRequestConfig(
                RequestConfig.copy(CONFIG)
                        // For the lock of the pool only. The exchange has the limit of the wait.
                        .setConnectionRequestTimeout(Timeout.of(exchange.request().timeout()))
                        .build());
        HttpHost proxyHost = exchange.route().getProxyHost();
        if (proxyHost != null && proxy.username() != null) {
            context.getAuthExchange(proxyHost).select(proxyCredentials());
        }
        ResponseReader reader = new ResponseReader(exchange);
        Future<?> future =
                client.execute(
                        exchange.target().host(),
                        new BasicRequestProducer(exchange.message(), exchange.body()),
                        reader,
                        null,
                        context,
                        reader);
        exchange.onAbort(() -> future.cancel(true));
    }

    /** Sent with the first request. The proxy does not have to ask. */
    private BasicScheme proxyCredentials() {
        String password = proxy.password() == null ? "" : proxy.password();
        BasicScheme basic = new BasicScheme();
        basic.initPreemptive(
                new UsernamePasswordCredentials(proxy.username(), password.toCharArray()));
        return basic;
    }

    /** Whether an I/O thread has ended: then nothing works reliably any more. */
    boolean isBroken() {
        for (Thread thread : ioThreads) {
            if (thread.getState() == Thread.State.TERMINATED) {
                return true;
            }
        }
        return false;
    }

    /** Connections in use. */
    int leased() {
        return connections.leased();
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }
}

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

import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a client. Immutable. Equal settings may share a client. An {@link SSLContext} is
 * compared by identity.
 *
 * @param connectTimeout for the TCP connection to one address and again for the TLS handshake or
 *     the tunnel through a proxy; default 10 s
 * @param connectionRequestTimeout the maximum wait for a pooled connection; default 30 s
 * @param sslContext for https; null for the default of the JVM
 * @param maxConnections maximum number of open connections; default 256
 * @param maxConnectionsPerHost maximum number of open connections to one host; default 128. Further
 *     requests wait
 * @param ioThreads threads for all connections; default 2, or 1 on a single processor
 * @param userAgent sent unless a request has its own {@code User-Agent}
 */
public record HttpSettings(
        Duration connectTimeout,
        Duration connectionRequestTimeout,
        @Nullable SSLContext sslContext,
        @Nullable ProxySettings proxy,
        int maxConnections,
        int maxConnectionsPerHost,
        int ioThreads,
        String userAgent,
        @Nullable AddressPolicy addressPolicy) {

    private static final HttpSettings DEFAULTS =
            new HttpSettings(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    null,
                    null,
                    256,
                    128,
                    Math.min(2, Runtime.getRuntime().availableProcessors()),
                    "camel-refvideo",
                    null);

    /** The documented defaults. */
    public static HttpSettings defaults() {
        return DEFAULTS;
    }

    public HttpSettings withConnectTimeout(Duration timeout) {
        return new HttpSettings(
                timeout,
                connectionRequestTimeout,
                sslContext,
                proxy,
                maxConnections,
                maxConnectionsPerHost,
                ioThreads,
                userAgent,
                addressPolicy);
    }

    public HttpSettings withConnectionRequestTimeout(Duration timeout) {
        return new HttpSettings(
                connectTimeout,
                timeout,
                sslContext,
                proxy,
                maxConnections,
                maxConnectionsPerHost,
                ioThreads,
                userAgent,
                addressPolicy);
    }

    public HttpSettings withSslContext(@Nullable SSLContext context) {
        return new HttpSettings(
                connectTimeout,
                connectionRequestTimeout,
                context,
                proxy,
                maxConnections,
                maxConnectionsPerHost,
                ioThreads,
                userAgent,
                addressPolicy);
    }

    public HttpSettings withProxy(@Nullable ProxySettings settings) {
        return new HttpSettings(
                connectTimeout,
                connectionRequestTimeout,
                sslContext,
                settings,
                maxConnections,
                maxConnectionsPerHost,
                ioThreads,
                userAgent,
                addressPolicy);
    }

    /** Limits for all hosts together and for one host. */
    public HttpSettings withMaxConnections(int total, int perHost) {
        return new HttpSettings(
                connectTimeout,
                connectionRequestTimeout,
                sslContext,
                proxy,
                total,
                perHost,
                ioThreads,
                userAgent,
                addressPolicy);
    }

    public HttpSettings withUserAgent(String name) {
        return new HttpSettings(
                connectTimeout,
                connectionRequestTimeout,
                sslContext,
                proxy,
                maxConnections,
                maxConnectionsPerHost,
                ioThreads,
                name,
                addressPolicy);
    }

    public HttpSettings withAddressPolicy(@Nullable AddressPolicy policy) {
        return new HttpSettings(
                connectTimeout,
                connectionRequestTimeout,
                sslContext,
                proxy,
                maxConnections,
                maxConnectionsPerHost,
                ioThreads,
                userAgent,
                policy);
    }
}

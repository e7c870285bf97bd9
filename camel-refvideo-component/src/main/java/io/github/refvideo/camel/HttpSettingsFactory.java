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
package io.github.refvideo.camel;

import io.github.refvideo.camel.internal.download.DownloadSettings;
import io.github.refvideo.camel.internal.http.HttpSettings;
import io.github.refvideo.camel.internal.http.ProxySettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * Creates the settings of HTTP clients. Endpoints with equal options get equal settings and share a
 * client.
 */
final class HttpSettingsFactory {

    private static final int DEFAULT_PROXY_PORT = 80;

    private final CamelContext camelContext;
    private final @Nullable SSLContextParameters globalSsl;

    /**
     * An SSL context is compared by identity, so the same parameters must give the same context.
     */
    private final Map<SSLContextParameters, SSLContext> sslContexts = new ConcurrentHashMap<>();

    /**
     * @param globalSsl the global TLS settings of the context; null if the component does not use
     *     them
     */
    HttpSettingsFactory(CamelContext camelContext, @Nullable SSLContextParameters globalSsl) {
        this.camelContext = camelContext;
        this.globalSsl = globalSsl;
    }

    /** For calls to the service. All addresses are allowed, because the URL is an option. */
    HttpSettings forService(RefVideoConfiguration configuration) throws Exception {
        return HttpSettings.defaults()
                .withConnectTimeout(Duration.ofMillis(configuration.getConnectTimeout()))
                .withConnectionRequestTimeout(
                        Duration.ofMillis(configuration.getConnectionRequestTimeout()))
                .withMaxConnections(
                        configuration.getMaxTotalConnections(),
                        configuration.getConnectionsPerRoute())
                .withSslContext(sslContext(configuration.getSslContextParameters()))
                .withProxy(proxy(configuration));
    }

    /** For video downloads. The URL is untrusted input, so its address is checked. */
    HttpSettings forDownload(RefVideoConfiguration configuration) throws Exception {
        return download(configuration).restrict(forService(configuration));
    }

    DownloadSettings download(RefVideoConfiguration configuration) {
        return DownloadSettings.defaults()
                .withAllowPrivateAddresses(configuration.isAllowPrivateAddresses())
                .withTrustedHosts(hosts(configuration.getTrustedDownloadHosts()));
    }

    private static List<String> hosts(@Nullable String option) {
        return option == null
                ? List.of()
                : Arrays.stream(option.split(","))
                        .map(String::strip)
                        .filter(host -> !host.isEmpty())
                        .toList();
    }

    private @Nullable SSLContext sslContext(@Nullable SSLContextParameters own) throws Exception {
        SSLContextParameters parameters = own != null ? own : globalSsl;
        if (parameters == null) {
            return null;
        }
        SSLContext known = sslContexts.get(parameters);
        if (known == null) {
            known = parameters.createSSLContext(camelContext);
            sslContexts.put(parameters, known);
        }
        return known;
    }

    private static @Nullable ProxySettings proxy(RefVideoConfiguration configuration) {
        if (configuration.getProxyHost() == null) {
            return null;
        }
        Integer port = configuration.getProxyPort();
        return new ProxySettings(
                configuration.getProxyHost(),
                port == null ? DEFAULT_PROXY_PORT : port,
                configuration.getProxyAuthUsername(),
                configuration.getProxyAuthPassword(),
                configuration.getNonProxyHosts());
    }
}

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

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.RouteInfo.LayerType;
import org.apache.hc.client5.http.RouteInfo.TunnelType;
import org.apache.hc.client5.http.routing.HttpRoutePlanner;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Decides whether a host is reached directly or through the proxy. */
final class RoutePlanner implements HttpRoutePlanner {

    private final @Nullable ProxySettings proxy;
    private final List<Pattern> nonProxyHosts = new ArrayList<>();

    RoutePlanner(@Nullable ProxySettings proxy) {
        this.proxy = proxy;
        if (proxy != null && proxy.nonProxyHosts() != null) {
            for (String entry : proxy.nonProxyHosts().split("[|,]")) {
                if (!entry.isBlank()) {
                    nonProxyHosts.add(wildcard(entry.strip().toLowerCase(Locale.ROOT)));
                }
            }
        }
    }

    @Override
    public HttpRoute determineRoute(HttpHost target, HttpContext context) {
        return routeTo(target);
    }

    HttpRoute routeTo(HttpHost target) {
        boolean secure = target.getSchemeName().equals("https");
        if (proxy == null || isDirect(target.getHostName())) {
            return new HttpRoute(target, null, secure);
        }
        HttpHost via = new HttpHost("http", proxy.host(), proxy.port());
        return secure
                ? new HttpRoute(target, null, via, true, TunnelType.TUNNELLED, LayerType.LAYERED)
                : new HttpRoute(target, null, via, false);
    }

    private boolean isDirect(String host) {
        // The address policy does not apply to the name of the proxy: no target may use it.
        return !host.equalsIgnoreCase(proxy.host())
                && nonProxyHosts.stream().anyMatch(pattern -> pattern.matcher(host).matches());
    }

    private static Pattern wildcard(String entry) {
        StringBuilder regex = new StringBuilder();
        for (String literal : entry.split("\\*", -1)) {
            regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(literal));
        }
        return Pattern.compile(regex.toString());
    }
}

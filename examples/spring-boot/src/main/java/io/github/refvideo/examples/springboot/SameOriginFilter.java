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
package io.github.refvideo.examples.springboot;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Rejects orders that a page of another site sends from a user's browser (CSRF), because orders
 * cost money. Requests without the headers that browsers add are not affected.
 *
 * <p>Sec-Fetch-Site is the browser's own comparison. Browsers omit it if they are old, or if the
 * page was loaded without TLS from a host other than localhost. Therefore the header Origin is also
 * compared with the address that the request was sent to. A proxy that changes the header Host must
 * send X-Forwarded-Host, and the application must set server.forward-headers-strategy.
 *
 * <p>Another site can let its host name resolve to this server (DNS rebinding), so that both are
 * equal. Therefore a host name must be known: localhost, or one of videos.hosts.
 */
@Component
class SameOriginFilter extends OncePerRequestFilter {

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    /** Not "null", which a browser sends for a page whose origin it hides. */
    private static final Pattern ORIGIN =
            Pattern.compile(
                    "(https?)://(\\[[^\\]]+]|[^:/\\[\\]]+)(?::(\\d{1,5}))?",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern IP_ADDRESS = Pattern.compile("[\\d.]+|\\[.+]|.*:.*");

    private final Set<String> hosts;

    SameOriginFilter(@Value("${videos.hosts}") Set<String> hosts) {
        this.hosts = hosts;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain next)
            throws ServletException, IOException {
        if (SAFE_METHODS.contains(request.getMethod()) || isFromThisSite(request)) {
            next.doFilter(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    private boolean isFromThisSite(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return false;
        }
        String origin = request.getHeader("Origin");
        return origin == null || isOwn(origin, request) && isKnown(request.getServerName());
    }

    private boolean isKnown(String host) {
        return host.equalsIgnoreCase("localhost")
                || IP_ADDRESS.matcher(host).matches()
                || hosts.stream().anyMatch(host::equalsIgnoreCase);
    }

    private static boolean isOwn(String origin, HttpServletRequest request) {
        Matcher parts = ORIGIN.matcher(origin);
        if (!parts.matches() || !parts.group(2).equalsIgnoreCase(request.getServerName())) {
            return false;
        }
        boolean secure = parts.group(1).equalsIgnoreCase("https");
        // The other direction is allowed: a proxy may receive TLS and forward plain HTTP.
        if (request.isSecure() && !secure) {
            return false;
        }
        int port = parts.group(3) == null ? defaultPort(secure) : Integer.parseInt(parts.group(3));
        int own = request.getServerPort();
        // Without a port in the header Host, the server reports the default of its own scheme.
        return port == own || port == defaultPort(secure) && own == defaultPort(request.isSecure());
    }

    private static int defaultPort(boolean secure) {
        return secure ? 443 : 80;
    }
}

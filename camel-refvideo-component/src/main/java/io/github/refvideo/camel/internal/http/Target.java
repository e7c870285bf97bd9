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

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.net.URIAuthority;

/**
 * Where a call goes.
 *
 * @param host scheme, host and port, the port always explicit
 * @param path the raw path and query, sent as they are: signatures cover every character
 */
record Target(HttpHost host, String path) {

    static Target of(URI uri) {
        String scheme =
                uri == null || uri.getScheme() == null
                        ? ""
                        : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https") || uri.getRawAuthority() == null) {
            throw new IllegalArgumentException("Not an absolute http or https URL");
        }
        URIAuthority authority = authority(uri);
        int port = authority.getPort();
        if (port < 0) {
            port = scheme.equals("https") ? 443 : 80;
        }
        URI ascii = URI.create(uri.toASCIIString());
        String path = ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
        String query = ascii.getRawQuery() == null ? "" : "?" + ascii.getRawQuery();
        return new Target(new HttpHost(scheme, bare(authority.getHostName()), port), path + query);
    }

    private static URIAuthority authority(URI uri) {
        if (uri.getHost() != null) {
            return new URIAuthority(uri.getHost(), uri.getPort());
        }
        try {
            // java.net.URI gives no host when a name has an underscore; such buckets exist.
            return URIAuthority.create(uri.getRawAuthority());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("Not a usable host", e);
        }
    }

    /** An IPv6 literal without its brackets. */
    private static String bare(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.startsWith("[") && lower.endsWith("]")
                ? lower.substring(1, lower.length() - 1)
                : lower;
    }

    boolean secure() {
        return host.getSchemeName().equals("https");
    }

    /** For messages and logs. */
    String label() {
        return host.toHostString();
    }
}

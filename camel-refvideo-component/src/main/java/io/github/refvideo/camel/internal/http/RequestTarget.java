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
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.net.URIAuthority;

/**
 * The destination of a request.
 *
 * @param host scheme, host and port; the port is always explicit
 * @param path the raw path and query, sent without a change because signatures cover each character
 */
record RequestTarget(HttpHost host, String path) {

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]*");

    /** Headers that HttpClient sets itself. */
    private static final Set<String> FRAMING = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    static {
        FRAMING.add(HttpHeaders.CONTENT_LENGTH);
        FRAMING.add(HttpHeaders.TRANSFER_ENCODING);
        FRAMING.add(HttpHeaders.CONNECTION);
        FRAMING.add(HttpHeaders.KEEP_ALIVE);
        FRAMING.add(HttpHeaders.UPGRADE);
        FRAMING.add(HttpHeaders.EXPECT);
        FRAMING.add(HttpHeaders.HOST);
    }

    static RequestTarget of(URI uri) {
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
        return new RequestTarget(
                new HttpHost(scheme, withoutBrackets(authority.getHostName()), port), path + query);
    }

    private static URIAuthority authority(URI uri) {
        if (uri.getHost() != null) {
            return new URIAuthority(uri.getHost(), uri.getPort());
        }
        try {
            // java.net.URI returns no host if the name has an underscore. Such buckets exist.
            return URIAuthority.create(uri.getRawAuthority());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("Not a usable host", e);
        }
    }

    private static String withoutBrackets(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.startsWith("[") && lower.endsWith("]")
                ? lower.substring(1, lower.length() - 1)
                : lower;
    }

    /**
     * The head of a request, without path and query: HttpClient logs them at DEBUG, and a URL may
     * be signed. {@link ConnectionHandler} sets them.
     */
    BasicHttpRequest message(HttpRequest request) {
        BasicHttpRequest message = new BasicHttpRequest(request.method(), host, "/");
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            if (!FRAMING.contains(header.getKey())) {
                check(header.getKey(), header.getValue());
                message.addHeader(header.getKey(), header.getValue());
            }
        }
        return message;
    }

    /**
     * A line break would add a header, and an idempotency key may come from a message. Characters
     * other than ASCII would arrive as different ones.
     */
    private static void check(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a header name contains characters not allowed");
        }
        if (value == null || !VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "header " + name + " contains characters other than printable ASCII");
        }
    }

    boolean isSecure() {
        return host.getSchemeName().equals("https");
    }

    /** Host and port, for messages and logs. */
    String label() {
        return host.toHostString();
    }
}

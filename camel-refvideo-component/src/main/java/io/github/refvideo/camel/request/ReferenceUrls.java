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
package io.github.refvideo.camel.request;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Looks at reference URLs without fetching them. Never throws: they come from strangers. */
public final class ReferenceUrls {

    private static final String INLINE = "data:";

    /** Longer texts are not worth a look for a media type. */
    private static final int LONGEST_TYPE = 100;

    private ReferenceUrls() {}

    public static boolean isInline(String url) {
        return url.regionMatches(true, 0, INLINE, 0, INLINE.length());
    }

    /** The media type that a {@code data:} URL declares; empty for other URLs. */
    public static String inlineType(String url) {
        if (!isInline(url)) {
            return "";
        }
        String head = url.substring(INLINE.length(), Math.min(url.length(), LONGEST_TYPE));
        return head.substring(0, firstOf(head, ";,"));
    }

    /** What follows the last dot of the path's last part; empty when there is none. */
    public static String ending(String url) {
        if (isInline(url)) {
            return "";
        }
        String path = url.substring(0, firstOf(url, "?#"));
        int dot = path.lastIndexOf('.');
        return dot <= path.lastIndexOf('/') ? "" : path.substring(dot + 1);
    }

    /**
     * Checks the form of a reference.
     *
     * @param schemes what the service can fetch, in lower case
     */
    public static Optional<Problem> problem(String url, Set<String> schemes) {
        if (isInline(url)
                ? schemes.contains("data") && url.indexOf(',') > 0
                : isAbsolute(url, schemes)) {
            return Optional.empty();
        }
        return Optional.of(
                Problem.bad(
                        RequestOption.REFERENCE_URLS,
                        printable(url),
                        "references must be absolute "
                                + String.join(" or ", new TreeSet<>(schemes))
                                + " URLs that the service can fetch"));
    }

    /** A query may hold a signature, the part before the host a password, and data is long. */
    public static String printable(String url) {
        if (isInline(url)) {
            return INLINE + inlineType(url) + ",…";
        }
        int query = url.indexOf('?');
        String shown = query < 0 ? url : url.substring(0, query) + "?…";
        int host = shown.indexOf("://") + 3;
        int path = host < 3 ? -1 : shown.indexOf('/', host);
        int at = host < 3 ? -1 : shown.lastIndexOf('@', path < 0 ? shown.length() : path);
        return at < host ? shown : shown.substring(0, host) + "…" + shown.substring(at);
    }

    private static boolean isAbsolute(String url, Set<String> schemes) {
        try {
            URI uri = new URI(url);
            return uri.getScheme() != null
                    && schemes.contains(uri.getScheme().toLowerCase(Locale.ROOT))
                    && (uri.getHost() != null || isObject(uri));
        } catch (URISyntaxException | NumberFormatException e) {
            // The latter is how Java reports an address of IPv6 with too large a number in it.
            return false;
        }
    }

    /** An {@code oss:} URL starts with a directory's name, which need not look like a host's. */
    private static boolean isObject(URI uri) {
        return "oss".equalsIgnoreCase(uri.getScheme()) && uri.getRawAuthority() != null;
    }

    private static int firstOf(String text, String stops) {
        int end = 0;
        while (end < text.length() && stops.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }
}

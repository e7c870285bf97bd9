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
package io.github.refvideo.camel.spi;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Parses reference URLs without fetching them. Accepts any text, because a URL is untrusted input.
 */
public final class ReferenceUrls {

    private static final String INLINE = "data:";

    /** Limits the search for a media type, because a data URL can have many megabytes. */
    private static final int MAX_TYPE_LENGTH = 100;

    private ReferenceUrls() {}

    public static boolean isInline(String url) {
        return url.regionMatches(true, 0, INLINE, 0, INLINE.length());
    }

    /** The media type that a {@code data:} URL declares; empty for other URLs. */
    public static String inlineType(String url) {
        if (!isInline(url)) {
            return "";
        }
        String head = url.substring(INLINE.length(), Math.min(url.length(), MAX_TYPE_LENGTH));
        return head.substring(0, firstOf(head, ";,"));
    }

    /**
     * The extension in the last segment of the path, with escapes decoded; empty if there is none.
     * Query, fragment, host and trailing slashes are ignored.
     */
    public static String ending(String url) {
        if (isInline(url)) {
            return "";
        }
        String path = url.substring(0, firstOf(url, "?#"));
        int authority = path.indexOf("://");
        int start = authority < 0 ? -1 : path.indexOf('/', authority + 3);
        path = authority < 0 ? path : start < 0 ? "" : path.substring(start);
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        String name = decoded(path.substring(path.lastIndexOf('/', end - 1) + 1, end)).strip();
        String extension = afterDot(name);
        // A parameter such as ;jsessionid=1 may follow.
        return MediaType.ofExtension(extension).isPresent()
                ? extension
                : afterDot(name.substring(0, firstOf(name, ";")));
    }

    /** The media type by the extension in the path of a URL; empty for {@code data:} URLs. */
    public static Optional<MediaType> mediaTypeOf(String url) {
        return MediaType.ofExtension(ending(url));
    }

    /**
     * The kind of a reference: by its media type if it has one, otherwise by the extension in the
     * path of the URL, otherwise an image, as services assume.
     */
    public static ReferenceKind kindOf(Reference reference) {
        String declared = reference.mediaType();
        String type = declared == null ? inlineType(reference.url()) : declared;
        return ReferenceKind.ofType(MediaType.normalize(type))
                .or(
                        () ->
                                mediaTypeOf(reference.url())
                                        .flatMap(known -> ReferenceKind.ofType(known.value())))
                .orElse(ReferenceKind.IMAGE);
    }

    private static String afterDot(String name) {
        return name.substring(
                name.lastIndexOf('.') < 0 ? name.length() : name.lastIndexOf('.') + 1);
    }

    /** Decodes escapes of ASCII characters; an extension has no others. */
    private static String decoded(String text) {
        StringBuilder decoded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 8) : -1;
            int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
            boolean escape = c == '%' && low >= 0;
            decoded.append(escape ? (char) (high << 4 | low) : c);
            i += escape ? 2 : 0;
        }
        return decoded.toString();
    }

    /**
     * Whether a service could fetch the URL or read it from the request.
     *
     * @param schemes that the service can read, in lower case
     */
    public static boolean isReadable(String url, Set<String> schemes) {
        return isInline(url)
                ? schemes.contains("data") && url.indexOf(',') > 0
                : isAbsolute(url, schemes);
    }

    /**
     * The URL for messages and logs: without its query, which can contain a signature, without user
     * information, which can contain a password, and without data.
     */
    public static String printable(String url) {
        if (isInline(url)) {
            return INLINE + inlineType(url) + ",...";
        }
        int query = url.indexOf('?');
        String shown = query < 0 ? url : url.substring(0, query) + "?...";
        int host = shown.indexOf("://") + 3;
        int path = host < 3 ? -1 : shown.indexOf('/', host);
        int at = host < 3 ? -1 : shown.lastIndexOf('@', path < 0 ? shown.length() : path);
        return at < host ? shown : shown.substring(0, host) + "..." + shown.substring(at);
    }

    private static boolean isAbsolute(String url, Set<String> schemes) {
        try {
            URI uri = new URI(url);
            return uri.getScheme() != null
                    && schemes.contains(uri.getScheme().toLowerCase(Locale.ROOT))
                    && (uri.getHost() != null || isObject(uri));
        } catch (URISyntaxException | NumberFormatException e) {
            // URI throws NumberFormatException for an IPv6 address with too large a number.
            return false;
        }
    }

    /** The authority of an {@code oss:} URL is a directory, which can be an invalid host name. */
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

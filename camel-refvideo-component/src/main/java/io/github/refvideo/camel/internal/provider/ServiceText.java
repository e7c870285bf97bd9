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
package io.github.refvideo.camel.internal.provider;

import io.github.refvideo.camel.internal.request.LogText;
import java.util.Collection;
import java.util.regex.Pattern;

/**
 * Makes words of a service fit for an exception or a log: bounded, on one line, without the key and
 * without the queries of URLs, which may be signatures.
 */
public final class ServiceText {

    private static final int LONGEST = 300;

    /** Shorter values of headers, such as a tenant's name, are parts of ordinary words. */
    private static final int SHORTEST_SECRET = 4;

    private static final int LONGEST_BODY = 4096;
    private static final int MOST_LOOKED_AT = 16 * 1024;
    private static final Pattern QUERY = Pattern.compile("(https?://[^\\s\"'<>?]+)\\?[^\\s\"'<>]*");
    private static final Pattern BEARER = Pattern.compile("(?i)(bearer\\s+)[^\\s\"',}]+");

    private ServiceText() {}

    /**
     * One line for a message.
     *
     * @param secrets what was sent and must not be repeated: the key, and the values of additional
     *     headers
     */
    public static String line(String text, Collection<String> secrets) {
        if (secrets.isEmpty() && isPlainWord(text)) {
            return text;
        }
        String clean = LogText.line(scrub(text, secrets), MOST_LOOKED_AT);
        return LogText.cut(clean.replaceAll("\\s+", " ").strip(), LONGEST);
    }

    /** Most ids and names are: for them nothing needs to be replaced. */
    private static boolean isPlainWord(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c > '~' || c == '?') {
                return false;
            }
        }
        return text.length() <= LONGEST;
    }

    /** A reply body for {@code HttpOperationFailedException}. */
    public static String body(String text, Collection<String> secrets) {
        return LogText.cut(scrub(text, secrets), LONGEST_BODY);
    }

    private static String scrub(String whole, Collection<String> secrets) {
        // Cut before anything else looks at it: a reply may be as long as a video.
        String text = whole.length() <= MOST_LOOKED_AT ? whole : whole.substring(0, MOST_LOOKED_AT);
        String clean = text;
        for (String secret : secrets) {
            if (secret.length() >= SHORTEST_SECRET) {
                clean = clean.replace(secret, "xxxxxx");
            }
        }
        clean = BEARER.matcher(clean).replaceAll("$1xxxxxx");
        return QUERY.matcher(clean).replaceAll("$1?…");
    }
}

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
import org.jspecify.annotations.Nullable;

/**
 * Sanitizes text of a service for exceptions and logs: limits its length and removes line breaks,
 * the key, and the queries of URLs, which may contain signatures.
 */
public final class ServiceText {

    private static final int MAX_LINE = 300;

    /** Shorter values of headers may be parts of ordinary words. */
    private static final int MIN_SECRET = 4;

    /** Shorter prompts may be parts of ordinary words. */
    private static final int MIN_HIDDEN_PROMPT = 4;

    private static final int MAX_BODY = 4096;
    private static final int MAX_INPUT = 16 * 1024;
    private static final Pattern QUERY = Pattern.compile("(https?://[^\\s\"'<>?]+)\\?[^\\s\"'<>]*");
    private static final Pattern BEARER = Pattern.compile("(?i)(bearer\\s+)[^\\s\"',}]+");

    private ServiceText() {}

    /**
     * One line for a message.
     *
     * @param secrets values that must not appear: the key and the values of additional headers
     */
    public static String line(String text, Collection<String> secrets) {
        if (secrets.isEmpty() && isPlainWord(text)) {
            return text;
        }
        String clean = LogText.line(scrub(text, secrets), MAX_INPUT);
        return LogText.cut(clean.replaceAll("\\s+", " ").strip(), MAX_LINE);
    }

    /**
     * Replaces a prompt, which a service may quote in a message.
     *
     * @param prompt null if it is not known
     */
    public static String withoutPrompt(String text, @Nullable String prompt) {
        String hidden = prompt == null ? "" : prompt.strip();
        return hidden.length() < MIN_HIDDEN_PROMPT ? text : text.replace(hidden, "[prompt]");
    }

    /** Most ids and names need no replacement. */
    private static boolean isPlainWord(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c > '~' || c == '?') {
                return false;
            }
        }
        return text.length() <= MAX_LINE;
    }

    /** A reply body for {@code HttpOperationFailedException}. */
    public static String body(String text, Collection<String> secrets) {
        return LogText.cut(scrub(text, secrets), MAX_BODY);
    }

    private static String scrub(String whole, Collection<String> secrets) {
        // Truncated first, because a reply may be as long as a video.
        String text = whole.length() <= MAX_INPUT ? whole : whole.substring(0, MAX_INPUT);
        String clean = text;
        for (String secret : secrets) {
            if (secret.length() >= MIN_SECRET) {
                clean = clean.replace(secret, "xxxxxx");
            }
        }
        clean = BEARER.matcher(clean).replaceAll("$1xxxxxx");
        return QUERY.matcher(clean).replaceAll("$1?...");
    }
}

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
package io.github.refvideo.camel.provider;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads from a signed URL when it dies. Two forms are in use: a moment, and a start with a number
 * of seconds; the latter with one prefix per cloud (S3 and what speaks its language, Alibaba,
 * Google).
 */
public final class UrlExpiry {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,12}");
    private static final DateTimeFormatter BASIC =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);
    private static final String[] PREFIXES = {"x-amz-", "x-oss-", "x-goog-"};

    private UrlExpiry() {}

    /** The expiry; null when the URL does not say. */
    public static Instant of(String url) {
        try {
            Map<String, String> query = query(queryOf(url));
            for (String prefix : PREFIXES) {
                Instant end = end(query.get(prefix + "date"), query.get(prefix + "expires"));
                if (end != null) {
                    return end;
                }
            }
            // Azure; without a signature the short name may mean anything.
            String azure = query.get("sig") == null ? null : query.get("se");
            if (azure != null) {
                return Instant.parse(URLDecoder.decode(azure, StandardCharsets.UTF_8));
            }
            // Epoch seconds, as Alibaba's and older Amazon-style signatures write them.
            String expires = query.get("expires");
            return isNumber(expires) ? Instant.ofEpochSecond(Long.parseLong(expires)) : null;
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
            return null;
        }
    }

    /** Null when there is none. The URL need not be a valid one. */
    private static String queryOf(String url) {
        int fragment = url.indexOf('#');
        String address = fragment < 0 ? url : url.substring(0, fragment);
        int question = address.indexOf('?');
        return question < 0 ? null : address.substring(question + 1);
    }

    private static Instant end(String date, String seconds) {
        return date == null || !isNumber(seconds)
                ? null
                : LocalDateTime.parse(date, BASIC)
                        .toInstant(ZoneOffset.UTC)
                        .plusSeconds(Long.parseLong(seconds));
    }

    private static boolean isNumber(String text) {
        return text != null && NUMBER.matcher(text).matches();
    }

    /** Names in lower case; the first of two equal ones counts. */
    private static Map<String, String> query(String raw) {
        Map<String, String> query = new TreeMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.putIfAbsent(
                        pair.substring(0, equals).toLowerCase(Locale.ROOT),
                        pair.substring(equals + 1));
            }
        }
        return query;
    }
}

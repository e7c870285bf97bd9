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

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the expiry of a signed URL. It is either a time, or a start and a number of seconds with a
 * prefix per cloud (S3 and compatible services, Alibaba, Google, Volcano Engine, Huawei).
 */
public final class UrlExpiry {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,12}");
    private static final Pattern EPOCH =
            Pattern.compile("DateLessThan\"\\s*:\\s*\\{\\s*\"AWS:EpochTime\"\\s*:\\s*(\\d{1,12})");

    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-fA-F]{1,10}");
    private static final DateTimeFormatter BASIC =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);
    private static final String[] PREFIXES = {"x-amz-", "x-oss-", "x-goog-", "x-tos-", "x-obs-"};

    private UrlExpiry() {}

    /** The expiry; null if the URL does not contain one. */
    public static @Nullable Instant of(String url) {
        try {
            Map<String, String> query = query(queryOf(url));
            if (query.isEmpty()) {
                return null;
            }
            for (String prefix : PREFIXES) {
                Instant end = end(query.get(prefix + "date"), query.get(prefix + "expires"));
                if (end != null) {
                    return end;
                }
            }
            // Azure. Without a signature, the short name may have another meaning.
            String azure = query.get("sig") == null ? null : query.get("se");
            if (azure != null) {
                return azure(URLDecoder.decode(azure, StandardCharsets.UTF_8));
            }
            // Tencent: start and end. Discord: hexadecimal.
            String signed = query.get("q-sign-time");
            String signedUntil = signed == null ? null : signed.replaceFirst(".*(;|%3[Bb])", "");
            if (isNumber(signedUntil)) {
                return Instant.ofEpochSecond(Long.parseLong(signedUntil));
            }
            String hexadecimal = query.get("hm") == null ? null : query.get("ex");
            if (hexadecimal != null && HEXADECIMAL.matcher(hexadecimal).matches()) {
                return Instant.ofEpochSecond(Long.parseLong(hexadecimal, 16));
            }
            String policy = query.get("policy");
            if (policy != null) {
                return cloudFront(policy);
            }
            // Epoch seconds: OSS, CloudFront and older signatures of S3 and Google.
            String expires = query.getOrDefault("expires", query.get("x-expires"));
            return isNumber(expires) ? Instant.ofEpochSecond(Long.parseLong(expires)) : null;
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
            return null;
        }
    }

    /** A policy is JSON in base64 with characters that are allowed in URLs. */
    private static @Nullable Instant cloudFront(String policy) {
        try {
            String base64 = policy.replace('-', '+').replace('_', '=').replace('~', '/');
            byte[] json = Base64.getDecoder().decode(base64);
            Matcher time = EPOCH.matcher(new String(json, StandardCharsets.UTF_8));
            return time.find() ? Instant.ofEpochSecond(Long.parseLong(time.group(1))) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The seconds or the whole time may be missing. */
    private static Instant azure(String end) {
        if (end.indexOf('T') < 0) {
            return LocalDate.parse(end).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        return OffsetDateTime.parse(end).toInstant();
    }

    /** The query. The URL may be malformed. */
    private static @Nullable String queryOf(String url) {
        int fragment = url.indexOf('#');
        String address = fragment < 0 ? url : url.substring(0, fragment);
        int question = address.indexOf('?');
        return question < 0 ? null : address.substring(question + 1);
    }

    private static @Nullable Instant end(@Nullable String date, @Nullable String seconds) {
        return date == null || !isNumber(seconds)
                ? null
                : LocalDateTime.parse(date, BASIC)
                        .toInstant(ZoneOffset.UTC)
                        .plusSeconds(Long.parseLong(seconds));
    }

    private static boolean isNumber(@Nullable String text) {
        return text != null && NUMBER.matcher(text).matches();
    }

    /** Names in lower case; the first of several values applies. */
    private static Map<String, String> query(@Nullable String raw) {
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

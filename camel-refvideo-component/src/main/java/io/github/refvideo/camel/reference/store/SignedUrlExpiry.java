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
package io.github.refvideo.camel.reference.store;

import io.github.refvideo.camel.provider.UrlExpiry;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * When a presigned URL dies, in the ways in which the common object stores say it: S3 and what
 * speaks its language, Google, Azure, and epoch seconds.
 */
final class SignedUrlExpiry {

    private static final DateTimeFormatter BASIC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private SignedUrlExpiry() {}

    /** Null when the URL does not say. */
    static Instant of(URI url) {
        if (url.getRawQuery() == null) {
            return null;
        }
        Map<String, String> query = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String pair : url.getRawQuery().split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.putIfAbsent(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        try {
            for (String vendor : new String[] {"X-Amz-", "X-Goog-"}) {
                String date = query.get(vendor + "Date");
                String seconds = query.get(vendor + "Expires");
                if (date != null && seconds != null) {
                    return Instant.from(BASIC.parse(date)).plusSeconds(Long.parseLong(seconds));
                }
            }
            String azure = query.get("sig") == null ? null : query.get("se");
            return azure == null
                    ? UrlExpiry.of(url)
                    : Instant.parse(URLDecoder.decode(azure, StandardCharsets.UTF_8));
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
            return null;
        }
    }
}

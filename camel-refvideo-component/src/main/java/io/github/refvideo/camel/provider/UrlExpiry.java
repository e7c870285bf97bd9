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

import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads from a signed URL when it dies. */
public final class UrlExpiry {

    /** Epoch seconds, as Alibaba's and older Amazon-style signatures write them. */
    private static final Pattern EXPIRES =
            Pattern.compile("(?:^|&)expires=(\\d{1,12})(?:&|$)", Pattern.CASE_INSENSITIVE);

    private UrlExpiry() {}

    /** The expiry; null when the URL does not say. */
    public static Instant of(URI url) {
        String query = url.getRawQuery();
        Matcher expires = query == null ? null : EXPIRES.matcher(query);
        try {
            return expires != null && expires.find()
                    ? Instant.ofEpochSecond(Long.parseLong(expires.group(1)))
                    : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}

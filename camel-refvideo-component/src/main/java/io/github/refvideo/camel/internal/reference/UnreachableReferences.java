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
package io.github.refvideo.camel.internal.reference;

import io.github.refvideo.camel.internal.http.PublicAddresses;
import io.github.refvideo.camel.internal.provider.UrlExpiry;
import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.ReferenceUrls;
import io.github.refvideo.camel.spi.Warning;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Finds URLs of references that the service will not be able to fetch, as far as the URLs tell:
 * hosts that are not on the public Internet, and signatures that have expired. These are warnings
 * and not problems: what a service can reach, it knows best. Nothing is fetched or looked up.
 *
 * <p>Thread-safe.
 */
public final class UnreachableReferences {

    private final boolean servicePublic;
    private final Supplier<Instant> now;

    /**
     * @param baseUrl of the service; null when not known. One that is not on the public Internet
     *     itself, such as a simulator, may reach hosts that are not either
     * @param now wall-clock time
     */
    public UnreachableReferences(String baseUrl, Supplier<Instant> now) {
        this.servicePublic = baseUrl != null && PublicAddresses.mayContain(host(baseUrl));
        this.now = now;
    }

    /** One warning for each URL, in order. Local media has no URL yet. */
    public List<Warning> warnings(List<Reference> references) {
        List<Warning> warnings = new ArrayList<>();
        for (int i = 0; i < references.size(); i++) {
            Reference reference = references.get(i);
            if (reference.local() == null) {
                check("reference " + (i + 1), reference.url(), warnings);
            }
            if (reference.voiceUrl() != null) {
                check("voice of reference " + (i + 1), reference.voiceUrl(), warnings);
            }
        }
        return List.copyOf(warnings);
    }

    private void check(String name, String url, List<Warning> warnings) {
        if (!url.regionMatches(true, 0, "http", 0, 4)) {
            return;
        }
        Instant expiry = UrlExpiry.of(url);
        String reason = null;
        if (servicePublic && !PublicAddresses.mayContain(host(url))) {
            reason = "its host is not on the public Internet";
        } else if (expiry != null && expiry.isBefore(now.get())) {
            reason = "its signature expired at " + expiry;
        }
        if (reason != null) {
            warnings.add(
                    Warning.local(
                            RequestOption.REFERENCE_URLS.optionName(),
                            "%s (%s) cannot be fetched by the service: %s"
                                    .formatted(name, ReferenceUrls.printable(url), reason)));
        }
    }

    /** Also of what {@code java.net.URI} does not take for a host, such as {@code 127.1}. */
    private static String host(String url) {
        int start = url.indexOf("://") + 3;
        int end = start;
        while (end < url.length() && "/?#\\".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        String authority = url.substring(Math.min(start, end), end);
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        int port = host.lastIndexOf(':');
        String bare = port > host.lastIndexOf(']') ? host.substring(0, port) : host;
        return bare.toLowerCase(Locale.ROOT);
    }
}

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
import org.jspecify.annotations.Nullable;

/**
 * Finds URLs of references that the service probably cannot fetch: their host is not on the public
 * Internet, or their signature has expired. These are warnings, not errors, because only the
 * service knows what it can reach. Nothing is fetched, and no host is looked up.
 *
 * <p>Thread-safe.
 */
public final class UnreachableReferences {

    private final boolean servicePublic;
    private final Supplier<Instant> now;

    /**
     * @param baseUrl of the service, if known. A service that is not on the public Internet, such
     *     as a simulator, can reach private hosts
     * @param now wall-clock time
     */
    public UnreachableReferences(@Nullable String baseUrl, Supplier<Instant> now) {
        this.servicePublic = baseUrl != null && PublicAddresses.mayContain(host(baseUrl));
        this.now = now;
    }

    /** One warning per URL, in order. Local media has no URL yet. */
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
        @Nullable String reason = null;
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

    /** Also accepts hosts that {@code java.net.URI} rejects, such as {@code 127.1}. */
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

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
package io.github.refvideo.camel.download;

import io.github.refvideo.camel.download.DownloadException.Reason;
import io.github.refvideo.camel.http.AddressRefusedException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Decides what may be downloaded from, by the URL alone; names are judged a second time when they
 * are resolved. What two programs could read as two different hosts is refused, not interpreted.
 */
final class UrlPolicy {

    private static final Set<String> INSIDE =
            Set.of("localhost", "local", "internal", "localdomain", "home.arpa");

    private final DownloadSettings settings;
    private final PublicAddressPolicy addresses = new PublicAddressPolicy();

    UrlPolicy(DownloadSettings settings) {
        this.settings = settings;
    }

    /**
     * Reads a URL from outside.
     *
     * @throws DownloadException if it is none
     */
    static URI parse(String text) throws DownloadException {
        String url = text == null ? "" : text.strip();
        // Browsers read a backslash as a slash and drop control characters; others do not.
        if (url.indexOf('\\') >= 0 || url.chars().anyMatch(Character::isISOControl)) {
            throw refused("The URL of the video is not a URL");
        }
        try {
            return new URI(url);
        } catch (URISyntaxException | NumberFormatException e) {
            // The latter comes of an IPv6 address with too large a number. The exception quotes the
            // URL, signature included.
            throw refused("The URL of the video is not a URL");
        }
    }

    /**
     * Returns the URL in the form to use: host in ASCII and lower case, no fragment.
     *
     * @throws DownloadException if it is not acceptable
     */
    URI check(URI url) throws DownloadException {
        String scheme = url == null ? null : url.getScheme();
        if (scheme == null || url.getRawAuthority() == null) {
            throw refused("The URL of the video has no scheme or no host");
        }
        scheme = scheme.toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw refused("Videos are downloaded by http or https only, not by " + scheme);
        }
        Authority authority = Authority.of(url.getRawAuthority());
        checkHost(authority);
        String port = authority.port() < 0 ? "" : ":" + authority.port();
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return parse(scheme + "://" + authority.host() + port + path + query);
    }

    private void checkHost(Authority authority) throws DownloadException {
        String host = authority.host();
        if (!settings.trustedHosts().isEmpty() && !trusted(host)) {
            throw refused(host + " is not one of the hosts in trustedDownloadHosts");
        }
        if (settings.allowPrivateAddresses()) {
            return;
        }
        if (INSIDE.stream().anyMatch(name -> host.equals(name) || host.endsWith("." + name))) {
            throw DownloadException.lasting(
                    Reason.ADDRESS_REFUSED,
                    host + " is a name for the inside (allowPrivateAddresses permits it)");
        }
        if (authority.literal()) {
            checkLiteral(host);
        }
    }

    private void checkLiteral(String host) throws DownloadException {
        try {
            addresses.check(host, InetAddress.getByName(host));
        } catch (AddressRefusedException e) {
            throw DownloadException.lasting(Reason.ADDRESS_REFUSED, e.getMessage());
        } catch (UnknownHostException e) {
            throw refused(host + " is not an address");
        }
    }

    private boolean trusted(String host) {
        List<String> entries = settings.trustedHosts();
        for (String entry : entries) {
            String pattern = entry.strip().toLowerCase(Locale.ROOT);
            boolean below = pattern.startsWith("*.") && host.endsWith(pattern.substring(1));
            if (below || host.equals(pattern)) {
                return true;
            }
        }
        return false;
    }

    /** The host of a checked URL, for messages. */
    static String host(URI checked) {
        // getHost knows no names with an underscore.
        return checked.getRawAuthority().replaceFirst(":\\d+$", "");
    }

    static DownloadException refused(String message) {
        return DownloadException.lasting(Reason.REFUSED_URL, message);
    }
}

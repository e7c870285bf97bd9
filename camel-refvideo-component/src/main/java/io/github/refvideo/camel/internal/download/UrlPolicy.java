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
package io.github.refvideo.camel.internal.download;

import io.github.refvideo.camel.internal.download.DownloadException.Reason;
import io.github.refvideo.camel.internal.http.AddressRefusedException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides what may be downloaded from, by the URL alone; names are judged a second time when they
 * are resolved. What two programs could read as two different hosts is refused, not interpreted.
 */
final class UrlPolicy {

    private static final Set<String> INSIDE =
            Set.of("localhost", "local", "internal", "localdomain", "home.arpa");

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");
    private static final Pattern SCHEME_AND_AUTHORITY =
            Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:(?://[^/?#]*)?");
    private static final String LEGAL =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/?#";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final DownloadSettings settings;
    private final PublicAddressPolicy addresses = new PublicAddressPolicy();

    UrlPolicy(DownloadSettings settings) {
        this.settings = settings;
    }

    /**
     * Reads a URL from outside. In path and query, what is illegal there is percent-encoded as
     * UTF-8, as browsers and curl do; existing escapes stay as they are.
     *
     * @throws DownloadException if it is none
     */
    static URI parse(String text) throws DownloadException {
        String url = text == null ? "" : text.strip();
        int end = endOfAuthority(url);
        // Browsers read a backslash as a slash and drop control characters; others do not.
        if (url.substring(0, end).indexOf('\\') >= 0
                || url.chars().anyMatch(Character::isISOControl)) {
            throw refused("The URL of the video is not a URL");
        }
        try {
            return new URI(url.substring(0, end) + encoded(url.substring(end)));
        } catch (URISyntaxException | NumberFormatException e) {
            // The latter comes of an IPv6 address with too large a number. The exception quotes the
            // URL, signature included.
            throw refused("The URL of the video is not a URL");
        }
    }

    /** Scheme and authority are not encoded: there, illegal characters change what is meant. */
    private static int endOfAuthority(String url) {
        Matcher start = SCHEME_AND_AUTHORITY.matcher(url);
        return start.lookingAt() ? start.end() : 0;
    }

    private static String encoded(String pathAndQuery) {
        StringBuilder result = new StringBuilder();
        boolean path = true;
        boolean fragment = false;
        byte[] bytes = pathAndQuery.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            char c = (char) (bytes[i] & 0xff);
            path &= c != '?' && c != '#';
            boolean second = c == '#' && fragment;
            fragment |= c == '#';
            boolean legal =
                    c == '%'
                            ? isHex(bytes, i + 1) && isHex(bytes, i + 2)
                            : LEGAL.indexOf(c) >= 0 && !second || !path && (c == '[' || c == ']');
            if (legal) {
                result.append(c);
            } else {
                result.append('%').append(HEX.toHexDigits(bytes[i]));
            }
        }
        return result.toString();
    }

    private static boolean isHex(byte[] bytes, int at) {
        return at < bytes.length && Character.digit(bytes[at], 16) >= 0;
    }

    /**
     * Reads the {@code Location} of a redirect.
     *
     * @param from the URL that redirects
     * @param location a URL, or a reference relative to the other one; characters above ASCII are
     *     the bytes of the header
     * @throws DownloadException if it is none
     */
    static URI resolve(URI from, String location) throws DownloadException {
        String reference = ofHeader(location.strip());
        String origin = from.getScheme() + "://" + from.getRawAuthority();
        if (reference.startsWith("\\") || reference.startsWith("/\\")) {
            // Browsers read it as the name of another host; others do not.
            throw refused("The URL of the video is not a URL");
        } else if (reference.startsWith("//")) {
            return parse(from.getScheme() + ":" + reference);
        } else if (SCHEME.matcher(reference).lookingAt()) {
            return parse(reference);
        }
        String path = from.getRawPath().isEmpty() ? "/" : from.getRawPath();
        if (reference.startsWith("#")) {
            return from;
        } else if (reference.startsWith("?")) {
            return parse(origin + path + reference);
        } else if (reference.startsWith("/")) {
            return parse(origin + reference);
        }
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        return parse(origin + folder + reference).normalize();
    }

    /** Bytes above ASCII are UTF-8 in practice; what is not is kept byte for byte. */
    private static String ofHeader(String header) {
        byte[] bytes = header.getBytes(StandardCharsets.ISO_8859_1);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            StringBuilder escaped = new StringBuilder();
            for (byte b : bytes) {
                if (b < 0) {
                    escaped.append('%').append(HEX.toHexDigits(b));
                } else {
                    escaped.append((char) b);
                }
            }
            return escaped.toString();
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
        UrlAuthority authority = UrlAuthority.of(url.getRawAuthority());
        checkHost(authority);
        String port = authority.port() < 0 ? "" : ":" + authority.port();
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return parse(scheme + "://" + authority.host() + port + path + query);
    }

    private void checkHost(UrlAuthority authority) throws DownloadException {
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

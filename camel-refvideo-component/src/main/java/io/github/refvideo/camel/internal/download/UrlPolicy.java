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
import java.net.IDN;
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
import org.jspecify.annotations.Nullable;

/**
 * Checks the URL of a download; addresses are checked again when the host name is resolved. A URL
 * that programs could interpret as different hosts is refused.
 */
final class UrlPolicy {

    private static final Set<String> INTERNAL_NAMES =
            Set.of("localhost", "local", "internal", "localdomain", "home.arpa");

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");
    private static final Pattern SCHEME_AND_AUTHORITY =
            Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:(?://[^/?#]*)?");
    private static final String LEGAL =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/?#";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final DownloadSettings settings;
    private final @Nullable ServiceHost service;
    private final PublicAddressPolicy addresses = new PublicAddressPolicy();

    /**
     * @param service its host is allowed, whatever its address; null if there is none
     */
    UrlPolicy(DownloadSettings settings, @Nullable ServiceHost service) {
        this.settings = settings;
        this.service = service;
    }

    /**
     * Parses a URL from a service. In path and query, illegal characters are percent-encoded as
     * UTF-8, as browsers and curl do; existing escapes are kept.
     *
     * @throws DownloadException if the URL is malformed
     */
    static URI parse(@Nullable String text) throws DownloadException {
        String url = text == null ? "" : text.strip();
        int end = endOfAuthority(url);
        // Browsers interpret a backslash as a slash and drop control characters; others do not.
        if (url.substring(0, end).indexOf('\\') >= 0
                || url.chars().anyMatch(Character::isISOControl)) {
            throw refused("The URL is malformed");
        }
        try {
            return new URI(url.substring(0, end) + encoded(url.substring(end)));
        } catch (URISyntaxException | NumberFormatException e) {
            // NumberFormatException: an IPv6 address with a number out of range. Not as the cause:
            // its message contains the URL with the signature.
            throw refused("The URL is malformed");
        }
    }

    /** Scheme and authority are not encoded: illegal characters there are ambiguous. */
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
     * Resolves the {@code Location} of a redirect.
     *
     * @param from the URL that redirects
     * @param location an absolute or relative URL; characters above ASCII are the bytes of the
     *     header
     * @throws DownloadException if the URL is malformed
     */
    static URI resolve(URI from, String location) throws DownloadException {
        String reference = decodeHeader(location.strip());
        String origin = from.getScheme() + "://" + from.getRawAuthority();
        if (reference.startsWith("\\") || reference.startsWith("/\\")) {
            // Browsers interpret it as another host; other programs do not.
            throw refused("The URL is malformed");
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

    /** Bytes above ASCII are UTF-8 in practice; others are percent-encoded. */
    private static String decodeHeader(String header) {
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
     * Returns the URL to use: host in ASCII and lower case, without a fragment. The host of the
     * service stays as it is.
     *
     * @throws DownloadException if the URL is not allowed
     */
    URI check(@Nullable URI url) throws DownloadException {
        String scheme = url == null ? null : url.getScheme();
        if (scheme == null || url.getRawAuthority() == null) {
            throw refused("The URL has no scheme or no host");
        }
        scheme = scheme.toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw refused("Downloads use http or https only, not " + scheme);
        }
        if (service != null && service.contains(url)) {
            // As it was configured: another spelling would not be recognized as this host.
            return URI.create(url.toString().replaceFirst("#.*", ""));
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
        if (INTERNAL_NAMES.stream()
                .anyMatch(name -> host.equals(name) || host.endsWith("." + name))) {
            throw DownloadException.permanent(
                    Reason.ADDRESS_REFUSED,
                    host + " is an internal host name; set allowPrivateAddresses=true to allow it");
        }
        if (authority.literal()) {
            checkLiteral(host);
        }
    }

    private void checkLiteral(String host) throws DownloadException {
        try {
            addresses.check(host, InetAddress.getByName(host));
        } catch (AddressRefusedException e) {
            throw DownloadException.permanent(Reason.ADDRESS_REFUSED, e.getMessage());
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

    static DownloadException refused(String message) {
        return DownloadException.permanent(Reason.REFUSED_URL, message);
    }

    /**
     * Host and port of a URL, parsed strictly.
     *
     * @param host a name in ASCII and lower case without a trailing dot, a dotted decimal IPv4
     *     address, or an IPv6 address in brackets
     * @param port -1 if there is none
     * @param literal whether the host is an IP address
     */
    private record Authority(String host, int port, boolean literal) {

        private static final Pattern NAME = Pattern.compile("[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?");
        private static final Pattern NUMERIC_END = Pattern.compile("(.*\\.)?(\\d+|0x[0-9a-f]*)");
        private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
        private static final Pattern IPV4 = Pattern.compile("(" + BYTE + "\\.){3}" + BYTE);
        private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]{2,45}\\]");

        static Authority of(String text) throws DownloadException {
            if (text.indexOf('@') >= 0) {
                throw UrlPolicy.refused("The URL contains user info");
            }
            int colon = text.lastIndexOf(':');
            boolean hasPort = colon > text.lastIndexOf(']');
            int port = hasPort ? port(text.substring(colon + 1)) : -1;
            String host = hasPort ? text.substring(0, colon) : text;
            if (host.startsWith("[")) {
                return new Authority(ipv6(host), port, true);
            }
            String name = name(host);
            if (!NUMERIC_END.matcher(name).matches()) {
                return new Authority(name, port, false);
            }
            // 127.1, 0x7f.0.0.1, 017700000001, 2130706433: programs disagree about leading
            // zeros, and video services do not use these forms.
            if (!IPV4.matcher(name).matches()) {
                throw UrlPolicy.refused("The URL uses a non-standard numeric IP address");
            }
            return new Authority(name, port, true);
        }

        private static int port(String text) throws DownloadException {
            if (text.isEmpty()) {
                return -1;
            }
            if (text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw UrlPolicy.refused("The URL has an invalid port");
            }
            int port = Integer.parseInt(text);
            if (port < 1 || port > 65_535) {
                throw UrlPolicy.refused("The URL has an invalid port");
            }
            return port;
        }

        /** Refuses zone ids as well: they name a network interface of this machine. */
        private static String ipv6(String host) throws DownloadException {
            String lower = host.toLowerCase(Locale.ROOT);
            if (!IPV6.matcher(lower).matches()) {
                throw UrlPolicy.refused("The URL has an invalid IPv6 address");
            }
            return lower;
        }

        /** Converts international names and full-width digits to ASCII. */
        private static String name(String host) throws DownloadException {
            String ascii;
            try {
                ascii = IDN.toASCII(host).toLowerCase(Locale.ROOT);
            } catch (IllegalArgumentException e) {
                throw UrlPolicy.refused("The URL has an invalid host name");
            }
            if (ascii.endsWith(".")) {
                ascii = ascii.substring(0, ascii.length() - 1);
            }
            if (!NAME.matcher(ascii).matches() || ascii.contains("..") || ascii.length() > 253) {
                throw UrlPolicy.refused("The URL has an invalid host name");
            }
            return ascii;
        }
    }
}

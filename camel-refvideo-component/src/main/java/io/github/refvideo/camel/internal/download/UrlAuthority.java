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

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Host and port of a URL, read strictly.
 *
 * @param host a name in ASCII and lower case without a trailing dot, a dotted decimal IPv4 address,
 *     or an IPv6 address in brackets
 * @param port -1 if there is none
 * @param literal whether the host is an address
 */
record UrlAuthority(String host, int port, boolean literal) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?");
    private static final Pattern NUMERIC_END = Pattern.compile("(.*\\.)?(\\d+|0x[0-9a-f]*)");
    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile("(" + BYTE + "\\.){3}" + BYTE);
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]{2,45}\\]");

    static UrlAuthority of(String text) throws DownloadException {
        if (text.indexOf('@') >= 0) {
            throw UrlPolicy.refused("The URL of the video has user info");
        }
        int colon = text.lastIndexOf(':');
        boolean hasPort = colon > text.lastIndexOf(']');
        int port = hasPort ? port(text.substring(colon + 1)) : -1;
        String host = hasPort ? text.substring(0, colon) : text;
        if (host.startsWith("[")) {
            return new UrlAuthority(ipv6(host), port, true);
        }
        String name = name(host);
        if (!NUMERIC_END.matcher(name).matches()) {
            return new UrlAuthority(name, port, false);
        }
        // 127.1, 0x7f.0.0.1, 017700000001, 2130706433: programs disagree about leading zeros, and
        // no honest URL is written so.
        if (!IPV4.matcher(name).matches()) {
            throw UrlPolicy.refused("The host of the video URL is a number in an unusual form");
        }
        return new UrlAuthority(name, port, true);
    }

    private static int port(String text) throws DownloadException {
        if (text.isEmpty()) {
            return -1;
        }
        if (text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw UrlPolicy.refused("The URL of the video has an impossible port");
        }
        int port = Integer.parseInt(text);
        if (port < 1 || port > 65_535) {
            throw UrlPolicy.refused("The URL of the video has an impossible port");
        }
        return port;
    }

    /** Zone ids fall out here too: they name an interface of this machine. */
    private static String ipv6(String host) throws DownloadException {
        String lower = host.toLowerCase(Locale.ROOT);
        if (!IPV6.matcher(lower).matches()) {
            throw UrlPolicy.refused("The host of the video URL is not an IPv6 address");
        }
        return lower;
    }

    /** International names become what the name service is asked for, full-width digits digits. */
    private static String name(String host) throws DownloadException {
        String ascii;
        try {
            ascii = IDN.toASCII(host).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw UrlPolicy.refused("The host of the video URL is not a name");
        }
        if (ascii.endsWith(".")) {
            ascii = ascii.substring(0, ascii.length() - 1);
        }
        if (!NAME.matcher(ascii).matches() || ascii.contains("..") || ascii.length() > 253) {
            throw UrlPolicy.refused("The host of the video URL is not a name");
        }
        return ascii;
    }
}

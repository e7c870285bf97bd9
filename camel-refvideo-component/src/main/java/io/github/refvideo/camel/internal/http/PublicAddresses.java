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
package io.github.refvideo.camel.internal.http;

import java.net.IDN;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The globally reachable addresses, according to the IANA special-purpose registries. IPv6
 * addresses that embed an IPv4 address are checked as that address.
 */
public final class PublicAddresses {

    private static final List<Range> NOT_PUBLIC_4 =
            List.of(
                    Range.v4(0, 0, 0, 0, 8), // this network
                    Range.v4(10, 0, 0, 0, 8), // private
                    Range.v4(100, 64, 0, 0, 10), // carrier-grade NAT, one cloud's metadata
                    Range.v4(127, 0, 0, 0, 8), // loopback
                    Range.v4(168, 63, 129, 16, 32), // a cloud's host agent on a public number
                    Range.v4(169, 254, 0, 0, 16), // link-local, most clouds' metadata
                    Range.v4(172, 16, 0, 0, 12), // private
                    Range.v4(192, 0, 0, 0, 24), // protocol assignments, one cloud's metadata
                    Range.v4(192, 0, 2, 0, 24), // documentation
                    Range.v4(192, 88, 99, 0, 24), // former 6to4 relays
                    Range.v4(192, 168, 0, 0, 16), // private
                    Range.v4(198, 18, 0, 0, 15), // benchmarks
                    Range.v4(198, 51, 100, 0, 24), // documentation
                    Range.v4(203, 0, 113, 0, 24), // documentation
                    Range.v4(224, 0, 0, 0, 4), // multicast
                    Range.v4(240, 0, 0, 0, 4)); // reserved, broadcast

    /** All others are loopback, link-local, site-local, unique local, multicast or unassigned. */
    private static final Range GLOBAL_UNICAST_6 = Range.v6(3, 0x2000);

    private static final List<Range> NOT_PUBLIC_6 =
            List.of(
                    Range.v6(23, 0x2001, 0x0000), // protocol assignments, Teredo, benchmarks
                    Range.v6(32, 0x2001, 0x0db8), // documentation
                    Range.v6(20, 0x3fff)); // documentation

    private static final Range MAPPED = Range.v6(96, 0, 0, 0, 0, 0, 0xffff);
    private static final Range NAT64 = Range.v6(96, 0x64, 0xff9b);
    private static final Range SIX_TO_FOUR = Range.v6(16, 0x2002);
    private static final byte[] ISATAP = {0x00, 0x00, 0x5e, (byte) 0xfe};

    /** Browsers and C libraries read names with such an end as an address. */
    private static final Pattern NUMERIC_END = Pattern.compile("(.*\\.)?(\\d+|0x[0-9a-f]*)");

    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-fA-F:.]{2,45}\\]");

    /** Top-level domains that do not exist in the public DNS. */
    private static final Set<String> LOCAL_DOMAINS =
            Set.of(
                    "localhost",
                    "local",
                    "localdomain",
                    "internal",
                    "intranet",
                    "private",
                    "corp",
                    "home",
                    "lan",
                    "test",
                    "example",
                    "invalid",
                    "onion");

    private static final String HOME = ".home.arpa";

    private PublicAddresses() {}

    public static boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? publicV4(bytes) : publicV6(bytes);
    }

    /**
     * Whether the host of a URL may be on the public Internet, judged by its text only: false for
     * addresses that are not, in any notation that programs accept, and for names that only a local
     * network resolves. Does not resolve names.
     *
     * @param host of a URL; IPv6 addresses in brackets
     */
    public static boolean mayContain(String host) {
        if (host.startsWith("[")) {
            return mayContainV6(host);
        }
        String name;
        try {
            // Digits and dots of other scripts become those of ASCII.
            name = IDN.toASCII(host).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return true;
        }
        name = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        if (NUMERIC_END.matcher(name).matches()) {
            byte[] address = numeric(name);
            return address == null || publicV4(address);
        }
        String domain = name.substring(name.lastIndexOf('.') + 1);
        return !domain.equals(name) && !LOCAL_DOMAINS.contains(domain) && !name.endsWith(HOME);
    }

    private static boolean mayContainV6(String host) {
        int zone = host.indexOf('%');
        String text = zone < 0 ? host : host.substring(0, zone) + "]";
        if (!IPV6.matcher(text).matches()) {
            return true;
        }
        try {
            return contains(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return true;
        }
    }

    /**
     * Reads one to four numbers, decimal, octal or hexadecimal, of which the last one fills the
     * rest of the address: {@code 127.1}, {@code 0x7f.0.0.1} and {@code 2130706433} are loopback.
     *
     * @return null for what is no address
     */
    private static byte[] numeric(String name) {
        String[] parts = name.split("\\.", -1);
        long address = 0;
        for (int i = 0; i < parts.length; i++) {
            long bits = i < parts.length - 1 ? 8 : 8L * (5 - parts.length);
            long number = number(parts[i]);
            if (parts.length > 4 || number < 0 || number >= 1L << bits) {
                return null;
            }
            address = address << bits | number;
        }
        return ByteBuffer.allocate(4).putInt((int) address).array();
    }

    private static long number(String text) {
        boolean hex = text.startsWith("0x");
        boolean octal = !hex && text.length() > 1 && text.startsWith("0");
        String digits = text.equals("0x") ? "0" : hex ? text.substring(2) : text;
        try {
            return digits.isEmpty() ? -1 : Long.parseLong(digits, hex ? 16 : octal ? 8 : 10);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static boolean publicV4(byte[] address) {
        return NOT_PUBLIC_4.stream().noneMatch(range -> range.contains(address));
    }

    private static boolean publicV6(byte[] address) {
        if (MAPPED.contains(address) || NAT64.contains(address)) {
            // NAT64 is how a network without IPv4 sees the public hosts that have nothing else.
            return publicV4(Arrays.copyOfRange(address, 12, 16));
        }
        if (SIX_TO_FOUR.contains(address) && !publicV4(Arrays.copyOfRange(address, 2, 6))) {
            return false;
        }
        if (isIsatap(address) && !publicV4(Arrays.copyOfRange(address, 12, 16))) {
            return false;
        }
        return GLOBAL_UNICAST_6.contains(address)
                && NOT_PUBLIC_6.stream().noneMatch(range -> range.contains(address));
    }

    private static boolean isIsatap(byte[] address) {
        byte[] marker = Arrays.copyOfRange(address, 8, 12);
        marker[0] &= (byte) 0xfd; // the universal/local bit may be either
        return Arrays.equals(marker, ISATAP);
    }

    /** An address prefix. */
    private record Range(byte[] network, int bits) {

        static Range v4(int a, int b, int c, int d, int bits) {
            return new Range(new byte[] {(byte) a, (byte) b, (byte) c, (byte) d}, bits);
        }

        /** The groups that are not given are zero. */
        static Range v6(int bits, int... groups) {
            byte[] network = new byte[16];
            for (int i = 0; i < groups.length; i++) {
                network[2 * i] = (byte) (groups[i] >> 8);
                network[2 * i + 1] = (byte) groups[i];
            }
            return new Range(network, bits);
        }

        boolean contains(byte[] address) {
            int whole = bits / 8;
            if (address.length != network.length
                    || !Arrays.equals(address, 0, whole, network, 0, whole)) {
                return false;
            }
            int rest = bits % 8;
            int mask = 0xff << (8 - rest) & 0xff;
            return rest == 0 || (address[whole] & mask) == (network[whole] & mask);
        }
    }
}

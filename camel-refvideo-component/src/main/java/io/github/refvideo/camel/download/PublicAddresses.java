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

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses are globally reachable, after the IANA special-purpose registries. Forms of IPv6
 * that carry an IPv4 address are judged by that one.
 */
final class PublicAddresses {

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

    /** Everything outside is loopback, link-local, site-local, unique local, multicast or void. */
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

    private PublicAddresses() {}

    static boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? publicV4(bytes) : publicV6(bytes);
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

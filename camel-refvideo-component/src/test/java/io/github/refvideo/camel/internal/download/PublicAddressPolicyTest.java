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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.refvideo.camel.internal.http.AddressRefusedException;
import io.github.refvideo.camel.internal.http.HttpSettings;
import io.github.refvideo.camel.internal.http.PublicAddresses;
import java.net.Inet6Address;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressPolicyTest {

    private final PublicAddressPolicy policy = new PublicAddressPolicy();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.0",
                "10.255.255.255",
                "100.64.0.0",
                "100.100.100.200",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "168.63.129.16",
                "169.254.0.1",
                "169.254.169.254",
                "169.254.170.2",
                "172.16.0.0",
                "172.31.255.255",
                "192.0.0.192",
                "192.0.2.77",
                "192.88.99.1",
                "192.168.0.1",
                "192.168.255.255",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.250",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::127.0.0.1",
                "::8.8.8.8",
                "::ffff:0:127.0.0.1",
                "64:ff9b::127.0.0.1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b::10.1.2.3",
                "64:ff9b:1::1",
                "64:ff9b:1::8.8.8.8",
                "64:ff9b:2::8.8.8.8",
                "100::1",
                "2001::1",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                "2001:2::1",
                "2001:10::1",
                "2001:20::1",
                "2001:db8::1",
                "2002:7f00:1::1",
                "2002:a00:1::1",
                "2002:a9fe:a9fe::1",
                "2002:c0a8:101::",
                "2600::5efe:a00:1",
                "2600::200:5efe:192.168.1.1",
                "3fff::1",
                "3fff:fff:ffff::1",
                "4000::1",
                "5f00::1",
                "fc00::1",
                "fd00:ec2::254",
                "fd12:3456:789a::1",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "ff02::1",
                "ff0e::1"
            })
    void nonPublicAddressIsRejected(String literal) throws Exception {
        InetAddress address = InetAddress.getByName(literal);

        assertThatThrownBy(() -> policy.check("host.example", address))
                .isInstanceOf(AddressRefusedException.class)
                .hasMessageContaining("host.example")
                .hasMessageContaining("allowPrivateAddresses")
                .hasMessageNotContaining(literal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "168.63.129.15",
                "168.63.129.17",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.1",
                "192.0.3.1",
                "192.88.98.255",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "198.51.101.1",
                "203.0.112.255",
                "203.0.114.0",
                "223.255.255.255",
                "47.88.12.34",
                "::ffff:8.8.8.8",
                "64:ff9b::8.8.8.8",
                "64:ff9b::4c4c:1515",
                "2001:200::1",
                "2001:4860:4860::8888",
                "2001:db7::1",
                "2001:db9::1",
                "2002:808:808::1",
                "2400:3200::1",
                "2606:4700:4700::1111",
                "2a00:1450:4001::200e",
                "2600::5efe:808:808",
                "3ffe:ffff::1"
            })
    void publicAddressesPass(String literal) throws Exception {
        InetAddress address = InetAddress.getByName(literal);

        assertThatCode(() -> policy.check("host.example", address)).doesNotThrowAnyException();
    }

    @Test
    void mappedAddressIsJudgedByItsIpv4PartEvenAsAnIpv6Object() throws Exception {
        byte[] bytes = new byte[16];
        bytes[10] = (byte) 0xff;
        bytes[11] = (byte) 0xff;
        bytes[12] = 127;
        bytes[15] = 1;
        InetAddress loopback = Inet6Address.getByAddress("x", bytes, -1);
        bytes[12] = 8;
        InetAddress open = Inet6Address.getByAddress("x", bytes, -1);

        assertThat(PublicAddresses.contains(loopback)).isFalse();
        assertThat(PublicAddresses.contains(open)).isTrue();
    }

    @Test
    void settingsThatAllowPrivateAddressesHaveNoPolicy() {
        HttpSettings http = HttpSettings.defaults();
        DownloadSettings settings = DownloadSettings.defaults();

        assertThat(settings.restrict(http)).isEqualTo(settings.restrict(http));
        assertThat(settings.restrict(http).addressPolicy()).isEqualTo(policy);
        assertThat(settings.withAllowPrivateAddresses(true).restrict(http)).isEqualTo(http);
    }
}

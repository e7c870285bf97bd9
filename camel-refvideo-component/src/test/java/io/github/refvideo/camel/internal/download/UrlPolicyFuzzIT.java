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

import io.github.refvideo.camel.fuzz.Mutations;
import io.github.refvideo.camel.internal.http.HttpRequest;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any text is an allowed URL or causes a DownloadException; no private address is allowed. */
class UrlPolicyFuzzIT {

    private final UrlPolicy policy = new UrlPolicy(DownloadSettings.defaults(), null);

    @Provide
    Arbitrary<String> urls() {
        return Mutations.ofText(
                        List.of(
                                "https://host.example/v.mp4?Expires=1&Signature=a%2Fb",
                                "http://127.0.0.1:8080/x",
                                "http://169.254.169.254/latest/meta-data",
                                "http://[::1]/",
                                "http://[::ffff:10.0.0.1]:80/",
                                "http://[64:ff9b::7f00:1]/",
                                "https://8.8.8.8./",
                                "https://0x7f.1/",
                                "https://xn--bcher-kva.example/",
                                "https://a_b.example:443/",
                                "https://user@host.example/"))
                .with(
                        "127.0.0.1",
                        "localhost",
                        ".",
                        "..",
                        ":",
                        "@",
                        "/",
                        "\\",
                        "[",
                        "]",
                        "::",
                        "%",
                        "%00",
                        "#",
                        "?",
                        "0x",
                        "0",
                        "255",
                        "256",
                        "\u3002",
                        "\uff0e",
                        "\u2460",
                        "\u00df",
                        "\u0000",
                        "http://",
                        "99999999999")
                .text();
    }

    @Property
    void anyUrlIsAcceptedInOneFormOrRefused(@ForAll("urls") String text) throws Exception {
        URI checked;
        try {
            checked = policy.check(UrlPolicy.parse(text));
        } catch (DownloadException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("Signature=a");
            return;
        }
        assertThat(checked.getScheme()).isIn("http", "https");
        assertThat(checked.getRawUserInfo()).isNull();
        assertThat(policy.check(checked)).isEqualTo(checked);
        String host = HttpRequest.host(checked);
        if (host.startsWith("[") || host.matches("[0-9.]+")) {
            assertIsOutside(InetAddress.getByName(host));
        } else {
            assertThat(host).isNotEqualTo("localhost").doesNotEndWith(".localhost");
            assertThat(host).doesNotMatch("(.*\\.)?(0x[0-9a-f]*|[0-9]+)\\.?");
        }
    }

    private static void assertIsOutside(InetAddress address) {
        assertThat(
                        address.isLoopbackAddress()
                                || address.isSiteLocalAddress()
                                || address.isLinkLocalAddress()
                                || address.isAnyLocalAddress()
                                || address.isMulticastAddress())
                .as(address.toString())
                .isFalse();
    }
}

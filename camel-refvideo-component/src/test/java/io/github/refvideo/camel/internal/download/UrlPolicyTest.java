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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.refvideo.camel.internal.download.DownloadException.Reason;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlPolicyTest {

    private final UrlPolicy policy = new UrlPolicy(DownloadSettings.defaults(), null);

    private URI check(String url) throws DownloadException {
        return policy.check(UrlPolicy.parse(url));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "video.mp4",
                "/video.mp4",
                "//host.example/v",
                "ftp://host.example/v",
                "file:///etc/passwd",
                "jar:http://host.example/a.jar!/b",
                "data:video/mp4;base64,AAAA",
                "gopher://host.example/",
                "javascript:alert(1)",
                "http:host.example/v",
                "http:/host.example/v",
                "http:///v",
                "http://",
                "http://user@host.example/",
                "http://[::ffff:10.999999999990.0.1]:80/",
                "http://user:pass@host.example/",
                "http://@host.example/",
                "http://host.example@127.0.0.1/",
                "http://127.0.0.1@host.example/",
                "http://host.example\\@127.0.0.1/",
                "http:\\\\127.0.0.1\\",
                "http://127.0.0.1\\.host.example/",
                "http://host.example/\u0000",
                "http://host.ex\nample/",
                "http://host.example/a\rb",
                "ht\ttp://host.example/",
                "http://host example/",
                "http://%31%32%37.0.0.1/",
                "http://127.0.0.1%2f.host.example/",
                "http://2130706433/",
                "http://0x7f000001/",
                "http://0x7f.0.0.1/",
                "http://0X7F.1/",
                "http://017700000001/",
                "http://0177.0.0.1/",
                "http://127.1/",
                "http://127.0.1/",
                "http://127.0.0.01/",
                "http://010.8.8.8/",
                "http://8.8.2056/",
                "http://134744072/",
                "http://256.0.0.1/",
                "http://1.2.3.4.5/",
                "http://host.example.0x/",
                "http://host.1/",
                "http://host..example/",
                "http://.host.example/",
                "http://host.example../",
                "http://-/",
                "http://./",
                "http://../",
                "http://host.example:0/",
                "http://host.example:65536/",
                "http://host.example:999999/",
                "http://host.example:-1/",
                "http://host.example:8o/",
                "http://[::1%25eth0]/",
                "http://[fe80::1%25lo]/",
                "http://[fe80::1%251]/",
                "http://[v1.fe80::a]/",
                "http://[::1/",
                "http://[]/",
                "http://[::1].host.example/",
                "http://\uff05\u0033\u0031.example/",
                "http://host\u3000.example/",
                "http://ho<st.example/",
                "http://host.example|x/"
            })
    void nonWebUrlIsRejected(String url) {
        assertThatThrownBy(() -> check(url))
                .asInstanceOf(type(DownloadException.class))
                .satisfies(
                        e -> {
                            assertThat(e.reason()).isEqualTo(Reason.REFUSED_URL);
                            assertThat(e.retryable()).isFalse();
                            assertThat(e.status()).isZero();
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost/",
                "http://LOCALHOST/",
                "http://localhost./",
                "https://localhost:8443/x",
                "http://a.localhost/",
                "http://a.b.localhost./",
                "http://localhost.localdomain/",
                "http://printer.local/",
                "http://local/",
                "http://internal/",
                "http://metadata.google.internal/computeMetadata/v1/",
                "http://METADATA.google.Internal./",
                "http://router.home.arpa/",
                "http://127.0.0.1/",
                "http://127.0.0.1:8080/",
                "http://127.8.8.8/",
                "http://127.0.0.1./",
                "http://10.1.2.3/",
                "http://172.16.0.1/",
                "http://192.168.1.1/",
                "http://100.64.1.1/",
                "http://169.254.169.254/latest/meta-data/",
                "http://100.100.100.200/latest/meta-data/",
                "http://0.0.0.0/",
                "http://255.255.255.255/",
                "http://\uff11\uff12\uff17.0.0.1/",
                "http://127\u30020\u30020\u30021/",
                "http://\uff11\uff12\uff17\uff0e\uff10\uff0e\uff10\uff0e\uff11/",
                "http://\u2460\u2461\u2466.0.0.1/",
                "http://\u24db\u24de\u24d2\u24d0\u24db\u24d7\u24de\u24e2\u24e3/",
                "http://local\u00adhost/",
                "http://localhost\uff0e/",
                "http://[::1]/",
                "http://[0:0:0:0:0:0:0:1]:80/",
                "http://[::]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[::ffff:7f00:1]/",
                "http://[::FFFF:169.254.169.254]/",
                "http://[::127.0.0.1]/",
                "http://[64:ff9b::127.0.0.1]/",
                "http://[64:ff9b:1::1]/",
                "http://[2002:7f00:1::]/",
                "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
                "http://[fe80::1]/",
                "http://[fc00::1]/",
                "http://[fd00:ec2::254]/",
                "http://[fec0::1]/",
                "http://[ff02::1]/",
                "http://[2001:db8::1]/"
            })
    void theInsideIsRefused(String url) {
        assertThatThrownBy(() -> check(url))
                .asInstanceOf(type(DownloadException.class))
                .satisfies(
                        e -> {
                            assertThat(e.reason()).as(url).isEqualTo(Reason.ADDRESS_REFUSED);
                            assertThat(e).hasMessageContaining("allowPrivateAddresses");
                            assertThat(e.getMessage()).doesNotContain("meta-data");
                        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "https://host.example/v.mp4; https://host.example/v.mp4",
                "HTTPS://Host.Example/V.mp4; https://host.example/V.mp4",
                "http://host.example; http://host.example",
                "http://host.example.:8080/x; http://host.example:8080/x",
                "http://host.example:/x; http://host.example/x",
                "https://host.example/a%20b%2Fc?X-Sig=a%2Bb%3D&e=1#frag;"
                        + " https://host.example/a%20b%2Fc?X-Sig=a%2Bb%3D&e=1",
                "https://host.example//double//slash; https://host.example//double//slash",
                "https://dashscope-result-bj.oss-cn-beijing.aliyuncs.com/1d/a.mp4?Expires=1&S=x;"
                        + " https://dashscope-result-bj.oss-cn-beijing.aliyuncs.com/1d/a.mp4?Expires=1&S=x",
                "https://host.example/a b|c{d}^`\"<e>; https://host.example/a%20b%7Cc%7Bd%7D%5E%60%22%3Ce%3E",
                "https://host.example/a%20b c?x=%2B +%zz&y=100%;"
                        + " https://host.example/a%20b%20c?x=%2B%20+%25zz&y=100%25",
                "https://host.example/\u00fc/\u4f8b.mp4?n=\u00e9; https://host.example/%C3%BC/%E4%BE%8B.mp4?n=%C3%A9",
                "https://host.example/a\\b; https://host.example/a%5Cb",
                "https://host.example/[1].mp4?a[]=1; https://host.example/%5B1%5D.mp4?a[]=1",
                "https://my_bucket.oss_x.example:8443/a b; https://my_bucket.oss_x.example:8443/a%20b",
                "https://my_bucket.s3.amazonaws.com/v; https://my_bucket.s3.amazonaws.com/v",
                "https://8.8.8.8/v; https://8.8.8.8/v",
                "https://8.8.8.8.:443/v; https://8.8.8.8:443/v",
                "https://[2606:4700:4700::1111]:8443/v; https://[2606:4700:4700::1111]:8443/v",
                "https://[2606:4700:4700::ABCD]/v; https://[2606:4700:4700::abcd]/v",
                "https://[::ffff:8.8.8.8]/v; https://[::ffff:8.8.8.8]/v",
                "https://[64:ff9b::808:808]/v; https://[64:ff9b::808:808]/v",
                "https://b\u00fccher.example/v; https://xn--bcher-kva.example/v",
                "https://\u4f8b\u3048.example/v; https://xn--r8jz45g.example/v",
                "https://\uff28\uff4f\uff53\uff54.example/v; https://host.example/v",
                "https://localhost.example/v; https://localhost.example/v",
                "https://notlocal/v; https://notlocal/v",
                "https://internal.example/v; https://internal.example/v",
                "https://127.0.0.1.nip.example/v; https://127.0.0.1.nip.example/v",
                "https://0x7f.example/v; https://0x7f.example/v",
                "https://1.example/v; https://1.example/v",
                "https://a--b.example/v; https://a--b.example/v",
                "'  https://host.example/v  '; https://host.example/v"
            })
    void publicUrlsPassAndAreNormalised(String url, String expected) throws Exception {
        assertThat(check(url)).hasToString(expected);
        assertThat(check(expected)).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "/x y.mp4?s=%2B; https://my_host.example:8443/x%20y.mp4?s=%2B",
                "next.mp4; https://my_host.example:8443/a/next.mp4",
                "../up.mp4; https://my_host.example:8443/up.mp4",
                "?sig=1|2; https://my_host.example:8443/a/b?sig=1%7C2",
                "//other_host.example/v; https://other_host.example/v",
                "HTTPS://b\u00c3\u00bccher.example/\u00c3\u00bc; https://xn--bcher-kva.example/%C3%BC",
                "/latin-\u00fc; https://my_host.example:8443/latin-%FC",
                "https://[2606:4700:4700::1111]/v v; https://[2606:4700:4700::1111]/v%20v"
            })
    void redirectsAreReadLikeBrowsersReadThem(String location, String expected) throws Exception {
        URI from = URI.create("https://my_host.example:8443/a/b?sig=0");

        assertThat(policy.check(UrlPolicy.resolve(from, location))).hasToString(expected);
    }

    @Test
    void messagesNeverQuotePathOrQuery() {
        for (String url :
                new String[] {
                    "ftp://h.example/secret?secret",
                    "http://127.0.0.1/secret?secret",
                    "http://u:secret@h.example/",
                    "http://h example/secret secret",
                    "http://h.example\\secret"
                }) {
            assertThatThrownBy(() -> check(url)).hasMessageNotContaining("secret").hasNoCause();
        }
    }

    @Test
    void theInsideMayBeAllowedButFormsMayNot() throws Exception {
        UrlPolicy open =
                new UrlPolicy(DownloadSettings.defaults().withAllowPrivateAddresses(true), null);

        assertThat(open.check(URI.create("http://localhost:8080/v"))).isNotNull();
        assertThat(open.check(URI.create("http://127.0.0.1:8080/v"))).isNotNull();
        assertThat(open.check(URI.create("http://[::1]:8080/v"))).isNotNull();
        assertThatThrownBy(() -> open.check(URI.create("http://127.1/")))
                .isInstanceOf(DownloadException.class);
        assertThatThrownBy(() -> open.check(URI.create("http://u@localhost/")))
                .isInstanceOf(DownloadException.class);
        assertThatThrownBy(() -> open.check(URI.create("file:/etc/passwd")))
                .isInstanceOf(DownloadException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "cdn.example, true",
        "CDN.example, true",
        "a.store.example, true",
        "a.b.store.example, true",
        "store.example, false",
        "evilstore.example, false",
        "store.example.evil.example, false",
        "xcdn.example, false",
        "cdn.example.evil.example, false",
        "other.example, false"
    })
    void trustedHostsAreTheOnlyOnes(String host, boolean trusted) throws Exception {
        UrlPolicy few =
                new UrlPolicy(
                        DownloadSettings.defaults()
                                .withTrustedHosts(List.of("cdn.example", " *.Store.example ")),
                        null);
        URI url = URI.create("https://" + host + "/v");
        if (trusted) {
            assertThat(few.check(url)).isNotNull();
        } else {
            assertThatThrownBy(() -> few.check(url))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining(host);
        }
    }

    @Test
    void trustDoesNotOpenTheInside() {
        UrlPolicy few =
                new UrlPolicy(
                        DownloadSettings.defaults().withTrustedHosts(List.of("127.0.0.1")), null);

        assertThatThrownBy(() -> few.check(URI.create("http://127.0.0.1/")))
                .asInstanceOf(type(DownloadException.class))
                .extracting(DownloadException::reason)
                .isEqualTo(Reason.ADDRESS_REFUSED);
    }
}

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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.spi.MediaInfo;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.Warning;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Warnings for URLs that no service can fetch. */
class UnreachableReferencesTest {

    private static final String PUBLIC_SERVICE = "https://ai-gateway.vercel.sh/v4/ai";
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    private static List<Warning> warnings(String baseUrl, Reference... references) {
        return new UnreachableReferences(baseUrl, () -> NOW).warnings(List.of(references));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST.",
                "cat.localhost",
                "127.0.0.1",
                "127.1",
                "0177.0.0.1",
                "0x7f.0.0.1",
                "0X7F000001",
                "2130706433",
                "017700000001",
                "0",
                "\uff11\uff12\uff17\u3002\uff10.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "192.168.257",
                "169.254.169.254",
                "100.64.0.1",
                "[::1]",
                "[0:0:0:0:0:0:0:1]",
                "[::ffff:10.0.0.1]",
                "[::FFFF:a00:1]",
                "[fe80::1%25eth0]",
                "[fd00::1]",
                "[64:ff9b::7f00:1]",
                "minio",
                "nas.local",
                "storage.internal",
                "a.b.home.arpa",
                "cat.lan",
                "user:pw@10.0.0.1"
            })
    void hostThatIsNotPublicCausesAWarning(String host) {
        for (String authority : List.of(host, host + ":8080", host + ":")) {
            String url = "http://" + authority + "/cat.png?secret=1";

            assertThat(warnings(PUBLIC_SERVICE, Reference.of(url)))
                    .as(url)
                    .singleElement()
                    .hasToString(
                            "local referenceUrls: reference 1 ("
                                    + url.replaceFirst("user:pw@", "...@")
                                            .replace("secret=1", "...")
                                    + ") cannot be fetched by the service: its host is not on the"
                                    + " public Internet");
            assertThat(warnings("http://127.0.0.1:8080", Reference.of(url))).isEmpty();
            assertThat(warnings("http://simulator:8080", Reference.of(url))).isEmpty();
            assertThat(warnings("http://[::1]", Reference.of(url))).isEmpty();
            assertThat(warnings(null, Reference.of(url))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://pictures.example.com/cat.png",
                "https://8.8.8.8/cat.png",
                "https://134744072/cat.png",
                "https://[2606:4700::1111]/cat.png",
                "https://localhost.example.com/cat.png",
                "https://local.host/localhost",
                "https://127.0.0.1.nip.io/cat.png",
                "https://example.com/a?u=http://localhost/",
                "https://example.com?@localhost/",
                "https://xn--bcher-kva.de/cat.png",
                "https://b\u00fccher.de/cat.png",
                "https://under_score.example.com/",
                "https://1.2.3.4.5/",
                "https://256.1.1.1/",
                "oss://localhost/cat.png",
                "data:image/png;base64,AAAA"
            })
    void otherHostsCauseNoWarning(String url) {
        assertThat(warnings(PUBLIC_SERVICE, Reference.of(url))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Amz-Date=20200101T000000Z&X-Amz-Expires=3600&X-Amz-Signature=s",
                "x-oss-date=20200101T000000Z&x-oss-expires=3600&x-oss-signature=s",
                "X-Goog-Date=20200101T000000Z&X-Goog-Expires=604800&X-Goog-Signature=s",
                "X-Tos-Date=20200101T000000Z&X-Tos-Expires=60&X-Tos-Signature=s",
                "OSSAccessKeyId=k&Expires=1577836800&Signature=s",
                "Expires=1577836800&Signature=s&Key-Pair-Id=k",
                "AWSAccessKeyId=k&Expires=1577836800&Signature=s",
                "sv=2019-12-12&se=2020-01-01T00%3A00%3A00Z&sig=s",
                "sv=2019-12-12&se=2020-01-01T00:00Z&sig=s",
                "sv=2019-12-12&se=2020-01-01&sig=s",
                "x-expires=1577836800&x-signature=s",
                "Policy=eyJTdGF0ZW1lbnQiOlt7IlJlc291cmNlIjoiKiIsIkNvbmRpdGlvbiI6eyJEYXRlTGVzc1RoYW4iOnsi"
                        + "QVdTOkVwb2NoVGltZSI6MTU3NzgzNjgwMH19fV19&Signature=s&Key-Pair-Id=k",
                "ex=5e0be100&is=5e0a8f80&hm=0123",
                "q-sign-algorithm=sha1&q-sign-time=1577830000;1577836800&q-signature=s",
                "q-sign-algorithm=sha1&q-sign-time=1577830000%3B1577836800&q-signature=s"
            })
    void expiredSignatureCausesAWarning(String query) {
        Reference reference = Reference.of("https://bucket.example.com/cat.png?" + query);

        for (String baseUrl : new String[] {PUBLIC_SERVICE, "http://localhost:1"}) {
            assertThat(warnings(baseUrl, reference))
                    .singleElement()
                    .extracting(Warning::details)
                    .asString()
                    .contains("reference 1", "its signature expired at 2020-01-", "cat.png?...")
                    .doesNotContain("Signature=s", "sig=s");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Amz-Date=20261129T113000Z&X-Amz-Expires=3600&X-Amz-Signature=s",
                "Expires=1893456000&Signature=s",
                "sv=1&se=2030-01-01&sig=s",
                "ex=70dbd880&is=5e0a8f80&hm=0123",
                "se=2020-01-01",
                "ex=5e0be100",
                "Expires=never",
                ""
            })
    void otherUrlsAreNotExpired(String query) {
        assertThat(warnings(PUBLIC_SERVICE, Reference.of("https://h.example.com/a.png?" + query)))
                .isEmpty();
    }

    @Test
    void everyUrlIsCheckedButLocalMediaIsNot() {
        MediaInfo facts = new MediaInfo("image/png", 9, 1, 1, "00");

        assertThat(
                        warnings(
                                PUBLIC_SERVICE,
                                Reference.local(facts, null),
                                Reference.of("http://localhost/a.png"),
                                new Reference(
                                        "https://h.example.com/a.png",
                                        null,
                                        "http://10.0.0.1/voice.mp3")))
                .extracting(Warning::details)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("reference 2 "),
                        second -> assertThat(second).startsWith("voice of reference 3 "));
    }
}

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
package io.github.refvideo.camel.internal.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceTextTest {

    @Test
    void keyAndSignaturesAreTakenOut() {
        String line =
                ServiceText.line(
                        "key s3cret refused, Authorization: Bearer abc.def; see"
                                + " https://h/v.mp4?Expires=1&Signature=x and 'https://h/p'",
                        List.of("s3cret"));

        assertThat(line)
                .isEqualTo(
                        "key xxxxxx refused, Authorization: Bearer xxxxxx see https://h/v.mp4?... and"
                                + " 'https://h/p'");
    }

    @Test
    void lineIsOneLineAndBounded() {
        assertThat(ServiceText.line("a\nb\r\n\tc" + "x".repeat(1000), List.of()))
                .startsWith("a b c")
                .hasSize(303)
                .doesNotContain("\n");
    }

    @Test
    void bodyIsBounded() {
        assertThat(ServiceText.body("x".repeat(10_000), List.of())).hasSize(4099);
    }

    @ParameterizedTest
    @CsvSource({
        "https://h/v.mp4?Expires=1795419158&Signature=x, 2026-11-23T07:32:38Z",
        "https://h/v.mp4?a=b&expires=1795419158, 2026-11-23T07:32:38Z",
        "https://h/v.mp4?notexpires=1795419158,",
        "https://h/v.mp4?Expires=999999999999999,",
        "https://h/v.mp4,"
    })
    void expiryIsReadFromTheUrl(String url, Instant expected) {
        assertThat(UrlExpiry.of(url)).isEqualTo(expected);
    }
}

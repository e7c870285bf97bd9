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
package io.github.refvideo.camel.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlExpiryTest {

    @ParameterizedTest
    @CsvSource({
        "Expires=1795419158&OSSAccessKeyId=x&Signature=y, 2026-11-23T07:32:38Z",
        "a=b&expires=1795419158, 2026-11-23T07:32:38Z",
        "X-Amz-Date=20261122T095135Z&X-Amz-Expires=3600&X-Amz-Signature=x, 2026-11-22T10:51:35Z",
        "x-oss-expires=86400&x-oss-date=20261122T095135Z, 2026-11-23T09:51:35Z",
        "X-Goog-Date=20261122T095135Z&X-Goog-Expires=1, 2026-11-22T09:51:36Z",
        "X-Amz-Date=20261122T095135Z&X-Amz-Expires=60&Expires=1, 2026-11-22T09:52:35Z"
    })
    void signatureTellsWhenItDies(String query, Instant end) {
        assertThat(UrlExpiry.of(URI.create("https://h/v.mp4?" + query))).isEqualTo(end);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://h/v.mp4",
                "https://h/v.mp4?",
                "https://h/v.mp4?&&=&a",
                "https://h/v.mp4?Expires=",
                "https://h/v.mp4?Expires=soon",
                "https://h/v.mp4?Expires=99999999999999999999",
                "https://h/v.mp4?notexpires=1795419158",
                "https://h/v.mp4?X-Amz-Expires=3600",
                "https://h/v.mp4?X-Amz-Date=20261122T095135Z",
                "https://h/v.mp4?X-Amz-Date=yesterday&X-Amz-Expires=3600",
                "https://h/v.mp4?X-Amz-Date=20261345T095135Z&X-Amz-Expires=3600",
                "https://h/v.mp4#Expires=1795419158"
            })
    void otherUrlsDoNotSay(String url) {
        assertThat(UrlExpiry.of(URI.create(url))).isNull();
    }
}

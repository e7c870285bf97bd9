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
        "X-Amz-Date=20261122T095135Z&X-Amz-Expires=60&Expires=1, 2026-11-22T09:52:35Z",
        "X-Amz-Expires=60&x-amz-date=20300101T000000Z&a=b, 2030-01-01T00:01:00Z",
        "X-Goog-Date=20300101T000000Z&X-Goog-Expires=604800, 2030-01-08T00:00:00Z",
        "sv=1&se=2030-01-01T00%3A00%3A00Z&sig=x, 2030-01-01T00:00:00Z",
        "OSSAccessKeyId=k&Expires=1893456000&Signature=s, 2030-01-01T00:00:00Z"
    })
    void expiryIsReadFromTheSignature(String query, Instant end) {
        assertThat(UrlExpiry.of("https://h/v.mp4?" + query)).isEqualTo(end);
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
                "https://h/v.mp4#Expires=1795419158",
                "https://h/x?se=tomorrow&sig=1",
                "https://h/x?se=2030-01-01T00%3A00%3A00Z",
                "https://h/x?X-Amz-Expires=60",
                "https://h/x?X-Amz-Expires=ten&X-Amz-Date=20300101T000000Z",
                "https://h/x?X-Amz-Expires=9223372036854775807&X-Amz-Date=20300101T000000Z",
                "https://h/x?X-Amz-Expires=60&X-Amz-Date=yesterday",
                "https://h/x?=&&=a&"
            })
    void otherUrlsDoNotSay(String url) {
        assertThat(UrlExpiry.of(url)).isNull();
    }
}

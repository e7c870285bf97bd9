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
package io.github.refvideo.camel.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.internal.model.Region;
import io.github.refvideo.camel.internal.model.ServiceLimits;
import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.internal.request.RequestReading;
import io.github.refvideo.camel.internal.request.ValidationResult;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Inspecting the URL of a reference without fetching it. */
class ReferenceUrlsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    https://h/a.png             |                          | IMAGE
                    https://h/a.MP4             |                          | VIDEO
                    https://h/a.mov?x=b.png     |                          | VIDEO
                    https://h/a.webm#t=1        |                          | VIDEO
                    https://h/a.wav             |                          | AUDIO
                    https://h/a.mp3             |                          | AUDIO
                    https://h/a                 |                          | IMAGE
                    https://h.mp4/a             |                          | IMAGE
                    https://h/a.mp4/            |                          | VIDEO
                    https://h/a.mkv///?x#y      |                          | VIDEO
                    https://h/a%2Emp4           |                          | VIDEO
                    https://h/a%2em%704         |                          | VIDEO
                    https://h/a.m4v?a=b#c       |                          | VIDEO
                    https://h/a.AVI;v=1.2       |                          | VIDEO
                    https://h/a;b.mpg           |                          | VIDEO
                    https://h/a.mp4%20          |                          | VIDEO
                    https://h/a.M4A             |                          | AUDIO
                    https://h/a.aac             |                          | AUDIO
                    https://h/a.Flac            |                          | AUDIO
                    https://h/a.ogg             |                          | AUDIO
                    https://h/a.opus            |                          | AUDIO
                    https://h/mp4               |                          | IMAGE
                    https://h/a.mp4.png         |                          | IMAGE
                    https://h/a.mp4/b           |                          | IMAGE
                    https://cats.mov            |                          | IMAGE
                    https://cats.mov/           |                          | IMAGE
                    https://cats.mov?a          |                          | IMAGE
                    https://h/%                 |                          | IMAGE
                    https://h/a.%zz             |                          | IMAGE
                    https://h/a                 | application/mp4          | VIDEO
                    https://h/a                 | application/ogg;x=y      | AUDIO
                    https://h/a.mp4             | image/*                  | IMAGE
                    https://h/a                 | video                    | VIDEO
                    https://h/get?f=a.mp4       |                          | IMAGE
                    https://h/a.png             | video/mp4                | VIDEO
                    https://h/a.mp4             | image/png                | IMAGE
                    https://h/a                 | ' Audio/WAV'             | AUDIO
                    https://h/a.mp4             | application/octet-stream | VIDEO
                    https://h/a                 | application/octet-stream | IMAGE
                    oss://dir/a.mp4             |                          | VIDEO
                    data:video/mp4;base64,AA==  |                          | VIDEO
                    data:image/png;base64,a.mp4 |                          | IMAGE
                    data:,                      |                          | IMAGE
                    """)
    void kindComesFromTheTypeThenTheEnding(String url, String mediaType, ReferenceKind kind) {
        assertThat(ReferenceUrls.kindOf(new Reference(url, mediaType, null))).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    https://h/a.png            | true  | true
                    HTTP://h/a.png             | true  | true
                    oss://dashscope-instant/a  | false | true
                    oss://under_score/a        | false | true
                    oss:///a                   | false | false
                    data:image/png;base64,AA== | true  | true
                    data:image/png             | false | false
                    ftp://h/a.png              | false | false
                    file:///etc/passwd         | false | false
                    /etc/passwd                | false | false
                    https:///a                 | false | false
                    https://h/a b              | false | false
                    """)
    void schemesAreWhatTheServiceFetches(String url, boolean gateway, boolean dashScope) {
        assertThat(ReferenceUrls.isReadable(url, ServiceLimits.gateway().urlSchemes()))
                .isEqualTo(gateway);
        assertThat(ReferenceUrls.isReadable(url, ServiceLimits.dashScope(null).urlSchemes()))
                .isEqualTo(dashScope);
    }

    @Test
    void voicesMustBeFetchableToo() {
        RequestReading reading =
                new RequestReading()
                        .set(RequestOption.MODEL, "wan2.7-r2v")
                        .set(RequestOption.PROMPT, "a scene")
                        .references(
                                List.of(new Reference("https://h/a.png", null, "file:///voice")));

        assertThat(reading.read()).isEmpty();
        assertThat(reading.errors().get(0).toString()).contains("file:///voice", "http or https");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ftp://h/a?sig=secret           | ftp://h/a?...
                    ftp://user:secret@h/a          | ftp://...@h/a
                    ftp://user:secret@h            | ftp://...@h
                    ftp://h/a@b                    | ftp://h/a@b
                    data:image/png;base64,secret   | data:image/png,...
                    secretless                     | secretless
                    """)
    void secretsAreNotPrinted(String url, String shown) {
        assertThat(ReferenceUrls.printable(url)).isEqualTo(shown);
        RequestReading reading =
                new RequestReading()
                        .validateWith(Set.of("http"), request -> ValidationResult.VALID)
                        .set(RequestOption.MODEL, "wan2.7-r2v")
                        .set(RequestOption.PROMPT, "a scene")
                        .references(List.of(Reference.of(url)));

        assertThat(reading.read()).isEmpty();
        assertThat(reading.errors().get(0).toString()).contains("'" + shown + "'");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            textBlock =
                    """
                    dashscope.aliyuncs.com                 | BEIJING
                    dashscope-intl.aliyuncs.com            | SINGAPORE
                    DashScope-US.aliyuncs.com              | VIRGINIA
                    ws1.eu-central-1.maas.aliyuncs.com     | FRANKFURT
                    ws1.cn-hongkong.maas.aliyuncs.com      | HONG_KONG
                    ws1.cn-beijing.maas.aliyuncs.com       | BEIJING
                    ws1.ap-northeast-1.maas.aliyuncs.com   | TOKYO
                    evil-dashscope.aliyuncs.com            | -
                    localhost                              | -
                    -                                      | -
                    """)
    void regionComesFromTheHost(String host, Region region) {
        assertThat(Region.ofHost(host).orElse(null)).isEqualTo(region);
    }
}

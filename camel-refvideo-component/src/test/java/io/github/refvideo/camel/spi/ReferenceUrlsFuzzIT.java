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
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.refvideo.camel.fuzz.Mutations;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The URL of a reference is untrusted input: it is valid or a validation error. */
class ReferenceUrlsFuzzIT {

    @Provide
    Arbitrary<String> urls() {
        return Mutations.ofText(
                        List.of(
                                "https://user:pass@host.example:443/v.mp4?Expires=1&Signature=a%2Fb#x",
                                "http://[::ffff:10.0.0.1]:80/",
                                "oss://bucket_1/key%2Epng;v=1",
                                "data:image/png;base64,AAAA",
                                "local:0123456789abcdef"))
                .with(
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
                        "?",
                        "\u0000",
                        "\ud83d\ude00",
                        "99999999999")
                .text();
    }

    @Property
    void anyTextIsReadWithoutAnException(@ForAll("urls") String url) {
        Reference reference = Reference.of(url);

        assertThatCode(() -> ReferenceUrls.isReadable(url, Set.of("http", "https", "oss", "data")))
                .doesNotThrowAnyException();
        int query = url.indexOf('?');
        if (!ReferenceUrls.isInline(url) && query >= 0 && query < url.indexOf("Signature=a")) {
            assertThat(ReferenceUrls.printable(url)).doesNotContain("Signature=a");
        }
        assertThat(ReferenceUrls.kindOf(reference)).isNotNull();
        assertThat(reference.local()).isNull();
        assertThat(ReferenceUrls.ending(url)).doesNotContain(".");
        assertThat(MediaType.normalize(url)).isNotNull();
    }

    @Test
    void addressWithANumberThatNoIntegerHoldsIsAProblem() {
        assertThat(ReferenceUrls.isReadable("http://[::ffff:10.999999999990.0.1]/", Set.of("http")))
                .isFalse();
    }
}

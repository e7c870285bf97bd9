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

import io.github.refvideo.camel.fuzz.Mutations;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.Warning;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class UnreachableReferencesFuzzIT {

    private final UnreachableReferences references =
            new UnreachableReferences("https://h.example.com", () -> Instant.EPOCH.plusSeconds(9));

    @Provide
    Arbitrary<String> urls() {
        return Mutations.ofText(
                        List.of(
                                "https://host.example.com/v.mp4?Expires=1&Signature=a%2Fb",
                                "http://127.0.0.1:8080/x",
                                "http://0x7f.1/",
                                "http://017700000001/",
                                "http://[fe80::1%25eth0]:80/",
                                "http://[::ffff:10.0.0.1]/?sv=1&se=1970-01-01&sig=x",
                                "https://b\u00fccher.example.com/a?q-sign-time=1;2&hm=1&ex=1"))
                .with(
                        ".",
                        ":",
                        "@",
                        "/",
                        "\\",
                        "[",
                        "]",
                        "::",
                        "%",
                        "%25",
                        "?",
                        "&",
                        "=",
                        "0x",
                        "-",
                        "\u3002",
                        "\uff11",
                        "\u0000",
                        "\ud83d",
                        "99999999999",
                        "99999999999999999999")
                .text();
    }

    @Property
    void anyUrlIsJudgedWithoutAnException(@ForAll("urls") String url) {
        List<Warning> warnings = references.warnings(List.of(Reference.of(url)));

        assertThat(warnings).hasSizeLessThan(2);
        assertThat(warnings).allMatch(w -> w.details().startsWith("reference 1 ("));
    }
}

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
package io.github.refvideo.docs.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PageTextTest {

    private static final Sources SOURCES =
            new Sources() {
                @Override
                public List<String> generated(String name) {
                    if (!name.equals("table")) {
                        throw new IllegalArgumentException("nothing is called " + name);
                    }
                    return List.of("| new");
                }

                @Override
                public List<String> sample(String reference) {
                    return List.of("sample of", reference);
                }
            };

    @Test
    void generatedTextIsMadeAnewAndTheRestStays() {
        assertThat(refreshed("before", "// generated:table", "| old", "| older", "// end", "after"))
                .containsExactly("before", "// generated:table", "| new", "// end", "after");
    }

    @Test
    void markdownHasItsMarkersInComments() {
        assertThat(refreshed("<!-- generated:table -->", "<!-- end -->"))
                .containsExactly("<!-- generated:table -->", "| new", "<!-- end -->");
        assertThat(refreshed("<!-- sample: a/B.java#c -->", "```java", "old", "```"))
                .containsExactly(
                        "<!-- sample: a/B.java#c -->", "```java", "sample of", "a/B.java#c", "```");
    }

    @Test
    void sampleGoesIntoTheNextListingBlock() {
        assertThat(
                        refreshed(
                                ".Java",
                                "// sample: a/B.java#c",
                                "[source,java]",
                                "----",
                                "old",
                                "----",
                                "after"))
                .containsExactly(
                        ".Java",
                        "// sample: a/B.java#c",
                        "[source,java]",
                        "----",
                        "sample of",
                        "a/B.java#c",
                        "----",
                        "after");
    }

    @Test
    void whatLooksLikeAMarkerInsideAListingIsNone() {
        assertThat(refreshed("----", "// generated:nothing", "----"))
                .containsExactly("----", "// generated:nothing", "----");
    }

    @Test
    void mistakesNameTheirLine() {
        refuses("line 2: generated:table has no end", "text", "// generated:table", "| old");
        refuses("line 1: generated:table has no end", "// generated:table", "// sample: a#b");
        refuses("line 1: an end without a beginning", "// end");
        refuses("line 1: nothing is called other", "// generated:other", "// end");
        refuses(
                "line 1: no listing block follows the sample a#b",
                "// sample: a#b",
                "Text instead.");
        refuses("line 1: the listing block is not closed", "// sample: a#b", "----", "old");
    }

    private static List<String> refreshed(String... lines) {
        return PageText.refreshed(String.join("\n", lines) + "\n", SOURCES).lines().toList();
    }

    private static void refuses(String message, String... lines) {
        assertThatThrownBy(() -> refreshed(lines))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}

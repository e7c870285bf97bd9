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

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleTest {

    @TempDir private Path root;

    @Test
    void sharedIndentationIsTakenOff() throws Exception {
        Files.writeString(
                root.resolve("A.java"),
                """
                class A {
                    // tag::body[]
                    if (true) {
                        // tag::inner[]
                        run();

                        // end::inner[]
                    }
                    // end::body[]
                }
                """);

        assertThat(Sample.read(root, "A.java#body"))
                .containsExactly("if (true) {", "    run();", "", "}");
        assertThat(Sample.read(root, "A.java#inner")).containsExactly("run();", "");
    }

    @Test
    void otherLanguagesHaveTheirTagsInTheirComments() throws Exception {
        Files.writeString(root.resolve("a.yaml"), "# tag::route[]\n- route:\n# end::route[]\n");
        Files.writeString(
                root.resolve("a.xml"), "<!-- tag::route[] -->\n<a/>\n<!-- end::route[] -->\n");

        assertThat(Sample.read(root, "a.yaml#route")).containsExactly("- route:");
        assertThat(Sample.read(root, "a.xml#route")).containsExactly("<a/>");
    }

    @Test
    void fileWithoutTagIsTakenWhole() throws Exception {
        Files.writeString(root.resolve("a.json"), "{\n  \"a\": 1\n}\n");

        assertThat(Sample.read(root, "a.json")).containsExactly("{", "  \"a\": 1", "}");
    }

    @Test
    void errorsNameTheMissingPart() throws Exception {
        Files.writeString(root.resolve("a.yaml"), "# tag::route[]\n- route:\n");

        refuses("b.yaml#route", "b.yaml#route: there is no such file");
        refuses("a.yaml#other", "a.yaml#other: there is no tag::other[] in the file");
        refuses("a.yaml#route", "a.yaml#route: there is no end::route[] in the file");
    }

    private void refuses(String reference, String message) {
        assertThatThrownBy(() -> Sample.read(root, reference))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}

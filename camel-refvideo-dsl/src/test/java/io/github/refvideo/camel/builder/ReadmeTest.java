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
package io.github.refvideo.camel.builder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The README contains the tested samples. */
class ReadmeTest {

    @ParameterizedTest
    @CsvSource({"VideoRoutes.java, endpoint-dsl", "ComponentDslTest.java, component-dsl"})
    void sampleIsTheTestedOne(String file, String tag) throws Exception {
        Path source = Path.of("src/test/java/io/github/refvideo/camel/builder", file);
        List<String> lines = Files.readAllLines(source);
        String sample =
                String.join(
                                "\n",
                                lines.subList(
                                        line(lines, "// tag::" + tag + "[]") + 1,
                                        line(lines, "// end::" + tag + "[]")))
                        .replaceFirst("(?s)^/\\*\\*.*?\\*/\\n", "")
                        .stripIndent();

        assertThat(Files.readString(Path.of("README.md"))).contains(sample);
    }

    private static int line(List<String> lines, String mark) {
        List<String> stripped = lines.stream().map(String::strip).toList();
        assertThat(stripped).containsOnlyOnce(mark);
        return stripped.indexOf(mark);
    }
}

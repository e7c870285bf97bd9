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

import io.github.refvideo.camel.RefVideoOperation;
import io.github.refvideo.camel.error.ErrorDetails;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoExceptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The hand-written pages name existing options, headers and classes. */
class ManualTest {

    private static final Pattern ERROR =
            Pattern.compile("(?m)^\\| `(RefVideo\\w+Exception)` \\+$\\s^`(\\w+)`$");

    /** Pages that also name options of other products. */
    private static final Set<String> ABOUT_MORE = Set.of("operations", "recipes", "migration");

    private static final Pattern OPERATION =
            Pattern.compile("(?m)^\\| `(?:from\\(\"(?:webhook:)?)?refvideo:(\\w+)");
    private static final Pattern OPTION = Pattern.compile("`(\\w+)=[^`\\s]+`");
    private static final Pattern ENVIRONMENT = Pattern.compile("[A-Z_]+");
    private static final Pattern HEADER = Pattern.compile("\\bCamelRefVideo\\w+");

    @Test
    void everyKindOfErrorHasARowWithItsClass() throws Exception {
        List<String> rows =
                ERROR.matcher(page("errors.adoc"))
                        .results()
                        .map(row -> row.group(1) + " " + row.group(2))
                        .toList();

        assertThat(rows)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(ErrorKind.values())
                                .map(kind -> exception(kind) + " " + kind)
                                .toList());
    }

    private static String exception(ErrorKind kind) {
        return RefVideoExceptions.of(ErrorDetails.of(kind, "")).getClass().getSimpleName();
    }

    @Test
    void everyOperationHasARow() throws Exception {
        assertThat(OPERATION.matcher(page("refvideo-component.adoc")).results())
                .extracting(row -> row.group(1))
                .containsExactlyInAnyOrder(
                        Arrays.stream(RefVideoOperation.values())
                                .map(Enum::name)
                                .toArray(String[]::new));
    }

    /** {@code name=value} in a text is an option of an endpoint, the component or a bean here. */
    @Test
    void optionsInTheTextsExist() throws Exception {
        assertThat(words(OPTION))
                .allMatch(
                        name ->
                                Metadata.json().path("properties").has(name)
                                        || Metadata.json().path("componentProperties").has(name)
                                        || name.equals("createTable")
                                        || ENVIRONMENT.matcher(name).matches());
    }

    @Test
    void headersInTheTextsExist() throws Exception {
        assertThat(words(HEADER)).allMatch(name -> Metadata.json().path("headers").has(name));
    }

    /** A reader who copies a sample needs the video, not an endpoint of Camel's tests. */
    @Test
    void samplesDoNotUseTheMockComponent() throws Exception {
        for (Path page : Project.pages()) {
            assertThat(Files.readString(page)).as(page.toString()).doesNotContain("mock:");
        }
    }

    private static List<String> words(Pattern pattern) throws Exception {
        StringBuilder all = new StringBuilder();
        for (ManualPages.Entry entry : ManualPages.entries()) {
            if (pattern != OPTION || !ABOUT_MORE.contains(entry.file())) {
                all.append(page(entry.file() + ".adoc"));
            }
        }
        List<String> words =
                pattern.matcher(all)
                        .results()
                        .map(match -> match.groupCount() > 0 ? match.group(1) : match.group())
                        .distinct()
                        .toList();
        assertThat(words).isNotEmpty();
        return words;
    }

    private static String page(String name) throws Exception {
        return Files.readString(Project.manual().resolve(name));
    }
}

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
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The generated parts of the pages are up to date. With {@code -Drefvideo.docs.update} the pages
 * are rewritten first.
 */
class PagesTest {

    private static final String UPDATE =
            "mvn -q -ntp -pl docs -am test -Dtest=PagesTest -Drefvideo.docs.update"
                    + " -Dsurefire.failIfNoSpecifiedTests=false";

    private static final Pattern SNAPSHOT = Pattern.compile("\\d+\\.\\d+\\.\\d+-SNAPSHOT");

    private static final Path ROOT = Project.root();

    private static final Sources SOURCES =
            new Sources() {
                @Override
                public List<String> generated(String name) {
                    return Generated.lines(name);
                }

                @Override
                public List<String> sample(String reference) {
                    return Sample.read(ROOT, reference);
                }
            };

    @TestFactory
    Stream<DynamicTest> eachPageIsUpToDate() {
        return Project.pages().stream().map(page -> dynamicTest(name(page), () -> check(page)));
    }

    /** A page with an old version would name a dependency that does not exist. */
    @Test
    void pagesNameNoOtherVersionThanTheOneThatIsBuilt() throws IOException {
        String version = Metadata.version();
        List<Path> pages = new ArrayList<>(Project.pages());
        // Files for the Camel CLI name their dependencies in comments.
        pages.add(ROOT.resolve("examples/yaml/application.properties"));
        for (Path page : pages) {
            assertThat(SNAPSHOT.matcher(Files.readString(page)).results().map(MatchResult::group))
                    .as(name(page))
                    .allMatch(version::equals);
        }
    }

    private static void check(Path page) throws IOException {
        String text = Files.readString(page);
        String fresh = PageText.refreshed(text, SOURCES);
        if (System.getProperty("refvideo.docs.update") != null && !fresh.equals(text)) {
            Files.writeString(page, fresh);
        }

        List<String> lines = Files.readAllLines(page);
        List<String> should = fresh.lines().toList();
        for (int i = 0; i < Math.max(lines.size(), should.size()); i++) {
            assertThat(line(lines, i))
                    .as("%s, line %d is stale; update it with: %s", name(page), i + 1, UPDATE)
                    .isEqualTo(line(should, i));
        }
    }

    private static String line(List<String> lines, int number) {
        return number < lines.size() ? lines.get(number) : "(the end)";
    }

    private static String name(Path page) {
        return ROOT.relativize(page).toString();
    }
}

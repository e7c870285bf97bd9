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

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The target of every link exists. Other hosts are not called; the known ones are listed. */
class LinksTest {

    private static final Path ROOT = Project.root();

    /** The hosts to which pages may link; a new one is a decision. */
    private static final Set<String> HOSTS =
            Set.of(
                    "camel.apache.org",
                    "github.com",
                    "vercel.com",
                    "www.alibabacloud.com",
                    "www.apache.org",
                    "www.contributor-covenant.org");

    private static final Pattern OTHER_FILE = Pattern.compile("link:(?!\\{root}|https:)[^\\s\\[]*");

    @TestFactory
    Stream<DynamicTest> eachLinkLeadsSomewhere() {
        Links links = new Links();
        return Project.pages().stream()
                .map(
                        page ->
                                dynamicTest(
                                        ROOT.relativize(page).toString(),
                                        () -> assertThat(broken(links, page)).isEmpty()));
    }

    private static List<String> broken(Links links, Path page) {
        return Links.of(page).stream()
                .filter(target -> !Links.isExternal(target))
                .map(target -> links.problem(page, target))
                .filter(Objects::nonNull)
                .toList();
    }

    @Test
    void linksToOtherHostsLeadToKnownOnes() {
        Set<String> hosts =
                Project.pages().stream()
                        .flatMap(page -> Links.of(page).stream())
                        .filter(Links::isExternal)
                        .map(target -> URI.create(target).getHost())
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(HOSTS).containsAll(hosts);
    }

    /** The built pages are in another directory; {@code {root}} works for both. */
    @Test
    void manualNamesOtherFilesFromTheRoot() throws Exception {
        List<String> others = new ArrayList<>();
        for (ManualPages.Entry entry : ManualPages.entries()) {
            String page = Files.readString(Project.manual().resolve(entry.file() + ".adoc"));
            OTHER_FILE
                    .matcher(page)
                    .results()
                    .forEach(link -> others.add(entry.file() + ".adoc: " + link.group()));
        }

        assertThat(others).as("write link:{root}/...").isEmpty();
    }

    @Test
    void manualListsAllItsPages() throws Exception {
        try (Stream<Path> files = Files.list(Project.manual())) {
            List<String> pages =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".adoc"))
                            .map(name -> name.replace(".adoc", ""))
                            .toList();

            assertThat(ManualPages.entries().stream().map(ManualPages.Entry::file))
                    .as("docs/manual/pages.txt")
                    .containsExactlyInAnyOrderElementsOf(pages);
        }
    }

    @Test
    void brokenLinkIsFound(@TempDir Path folder) throws Exception {
        Path page = folder.resolve("a.adoc");
        Files.writeString(
                page,
                """
                = A
                :root: ..

                xref:b.adoc#there[b] xref:b.adoc#heading[b] xref:c.adoc[c] link:{root}/nowhere[]

                ----
                link:inside-a-listing[is none]
                ----
                """);
        Files.writeString(folder.resolve("b.adoc"), "= B\n\n[#there]\n== Heading\n");

        assertThat(broken(new Links(), page))
                .containsExactly(
                        "b.adoc#heading: the page has no such anchor",
                        "c.adoc: there is no such file",
                        "../nowhere: there is no such file");
    }
}

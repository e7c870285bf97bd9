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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The built manual: links, anchors, navigation and the search index. */
class SiteIT {

    private static final Site SITE = Site.read(Site.folder());

    private static final Set<List<String>> LANGUAGES =
            Set.of(List.of("Java", "XML", "YAML"), List.of("Java", "YAML"));

    private static final String DIRECTLY_AFTER_ANOTHER =
            ".listingblock:has([data-lang=java])"
                    + " + .listingblock:has([data-lang=xml], [data-lang=yaml])";

    @Test
    void everyPageIsBuilt() {
        assertThat(SITE.names()).containsExactlyInAnyOrderElementsOf(files());
    }

    @TestFactory
    Stream<DynamicTest> everyLinkLeadsToAPage() {
        return eachPage(name -> assertThat(SITE.problems(name)).isEmpty());
    }

    @TestFactory
    Stream<DynamicTest> nothingIsLoadedFromAnotherHost() {
        return eachPage(
                name ->
                        assertThat(SITE.page(name).select("[src], link"))
                                .hasSizeGreaterThan(2)
                                .extracting(element -> element.attr("src") + element.attr("href"))
                                .noneMatch(target -> target.matches("(?!data:)(\\w+:|//).*")));
    }

    @TestFactory
    Stream<DynamicTest> anchorsAreUnique() {
        return eachPage(
                name ->
                        assertThat(SITE.page(name).select("[id]").eachAttr("id"))
                                .doesNotHaveDuplicates());
    }

    @Test
    void everyOptionAndHeaderHasARowWithALinkToItself() {
        Document page = SITE.page("refvideo-component.html");

        assertThat(anchors())
                .hasSizeGreaterThan(100)
                .allSatisfy(
                        (anchor, name) -> {
                            Element row = page.getElementById(anchor);
                            assertThat(row).as(anchor).isNotNull();
                            assertThat(row.tagName()).isEqualTo("tr");
                            assertThat(row.select("a.row-link").eachText()).containsExactly(name);
                            assertThat(row.select("a.row-link").attr("href"))
                                    .isEqualTo("#" + anchor);
                        });
    }

    @TestFactory
    Stream<DynamicTest> everyPageHasTheWholeNavigation() {
        return eachPage(
                name -> {
                    Document page = SITE.page(name);
                    assertThat(page.select("nav.pages a").eachAttr("href"))
                            .containsExactlyElementsOf(files());
                    assertThat(page.select("nav.pages a[aria-current=page]").eachAttr("href"))
                            .containsExactly(name);
                });
    }

    /** From the first page to the last one and back. */
    @Test
    void previousAndNextPagesFormAChain() {
        List<String> files = files();

        for (int i = 0; i < files.size(); i++) {
            List<String> previous = i == 0 ? List.of() : List.of(files.get(i - 1));
            List<String> next = i == files.size() - 1 ? List.of() : List.of(files.get(i + 1));
            Document page = SITE.page(files.get(i));
            assertThat(page.select("nav.pager a.previous").eachAttr("href")).isEqualTo(previous);
            assertThat(page.select("nav.pager a.next").eachAttr("href")).isEqualTo(next);
        }
    }

    @TestFactory
    Stream<DynamicTest> contentsOfThePageListItsSections() {
        return eachPage(
                name -> {
                    List<String> sections =
                            SITE.page(name).select("main h2").eachAttr("id").stream()
                                    .map(id -> "#" + id)
                                    .toList();
                    List<String> listed = SITE.page(name).select("nav.contents a").eachAttr("href");
                    assertThat(listed)
                            .containsAll(sections.size() > 1 ? sections : List.of())
                            .doesNotHaveDuplicates();
                });
    }

    @TestFactory
    Stream<DynamicTest> pagesHaveLandmarksAndOneHeading() {
        return eachPage(
                name -> {
                    Document page = SITE.page(name);
                    assertThat(page.select("html").attr("lang")).isEqualTo("en");
                    assertThat(page.select("main, header.bar, [role=search]")).hasSize(3);
                    assertThat(page.select("nav:not([aria-label])")).isEmpty();
                    assertThat(page.select("h1")).hasSize(1);
                    assertThat(page.select("img:not([alt]), img[alt='']")).isEmpty();
                    assertThat(page.body().child(0).attr("href"))
                            .as("the first link skips the navigation")
                            .isEqualTo("#" + page.select("main").attr("id"));
                });
    }

    /** In the source they follow each other with titles, which is readable on a code host. */
    @Test
    void samplesInSeveralLanguagesAreTabs() throws Exception {
        int all = 0;
        for (ManualPages.Entry entry : ManualPages.entries()) {
            String source = Files.readString(Project.manual().resolve(entry.file() + ".adoc"));
            int samples = (int) source.lines().filter(".Java"::equals).count();
            Document page = SITE.page(entry.file() + ".html");
            assertThat(page.select(".tabs")).as(entry.file()).hasSize(samples);
            assertThat(page.select(".tabs"))
                    .extracting(block -> block.select(".listingblock > .title").eachText())
                    .allMatch(LANGUAGES::contains);
            assertThat(page.select(DIRECTLY_AFTER_ANOTHER))
                    .as("give the samples titles")
                    .allMatch(listing -> listing.closest(".tabs") != null);
            all += samples;
        }
        assertThat(all).isPositive();
    }

    /** On a narrow screen the cells are shown below each other, each with its heading. */
    @TestFactory
    Stream<DynamicTest> cellsHaveTheHeadingOfTheirColumn() {
        return eachPage(
                name -> {
                    for (Element table : SITE.page(name).select(".table table")) {
                        List<String> headings =
                                table.select("thead th").stream().map(Element::text).toList();
                        for (Element row : table.select("tbody tr")) {
                            assertThat(row.select("td").eachAttr("data-label"))
                                    .isEqualTo(
                                            headings.subList(
                                                    Math.min(1, headings.size()), headings.size()));
                        }
                    }
                });
    }

    @Test
    void searchIndexContainsEachPageOptionAndHeader() throws Exception {
        Map<String, JsonNode> entries = new TreeMap<>();
        searchIndex().forEach(entry -> entries.put(entry.path("url").asText(), entry));

        assertThat(entries).containsKeys(files().toArray(String[]::new));
        assertThat(anchors())
                .allSatisfy(
                        (anchor, name) -> {
                            JsonNode entry = entries.get("refvideo-component.html#" + anchor);
                            assertThat(entry).as(anchor).isNotNull();
                            assertThat(entry.path("title").asText()).isEqualTo(name);
                            assertThat(entry.path("text").asText()).isNotBlank();
                        });
        for (String file : files()) {
            assertThat(SITE.page(file).select("main :is(h2, h3)[id]").eachAttr("id"))
                    .allMatch(id -> entries.containsKey(file + "#" + id));
        }
    }

    @Test
    void searchIndexIsTheSameForEachBuild() throws Exception {
        List<String> pages =
                StreamSupport.stream(searchIndex().spliterator(), false)
                        .map(entry -> entry.path("url").asText().replaceFirst("#.*", ""))
                        .distinct()
                        .toList();

        assertThat(pages).containsExactlyElementsOf(new TreeSet<>(files()));
    }

    @Test
    void brokenLinkIsFound(@TempDir Path folder) throws Exception {
        Files.writeString(
                folder.resolve("a.html"),
                """
                <p id="here"><a href="#here">a</a> <a href="b.html#there">b</a>
                <a href="#nowhere">c</a> <a href="b.html#nowhere">d</a> <a href="c.html">e</a>
                <a href="b.adoc">f</a> <img src="b.png">
                <a href="https://github.com/refvideo/camel-refvideo/blob/main/nowhere">g</a>
                <a href="https://github.com/refvideo/camel-refvideo/blob/main/README.md">h</a>
                """);
        Files.writeString(folder.resolve("b.html"), "<h2 id=there>B</h2>");

        assertThat(Site.read(folder).problems("a.html"))
                .containsExactly(
                        "#nowhere: no such anchor",
                        "b.html#nowhere: no such anchor",
                        "c.html: no such file",
                        "b.adoc: a source, not a page",
                        "b.png: no such file",
                        "https://github.com/refvideo/camel-refvideo/blob/main/nowhere:"
                                + " no such file in Git");
    }

    private static JsonNode searchIndex() throws Exception {
        String script = Files.readString(Site.folder().resolve("search-index.js"));
        return new ObjectMapper()
                .readTree(script.substring(script.indexOf('['), script.lastIndexOf(']') + 1));
    }

    /** The anchor of each option and header, with its name. */
    private static Map<String, String> anchors() {
        Map<String, String> anchors = new TreeMap<>();
        for (String kind : List.of("properties", "componentProperties", "headers")) {
            String prefix = kind.equals("headers") ? "header-" : "option-";
            Metadata.json()
                    .path(kind)
                    .fieldNames()
                    .forEachRemaining(name -> anchors.put(prefix + name, name));
        }
        return anchors;
    }

    private static List<String> files() {
        return ManualPages.entries().stream().map(entry -> entry.file() + ".html").toList();
    }

    private interface Check {
        void run(String name) throws Exception;
    }

    private static Stream<DynamicTest> eachPage(Check check) {
        return files().stream().map(name -> dynamicTest(name, () -> check.run(name)));
    }
}

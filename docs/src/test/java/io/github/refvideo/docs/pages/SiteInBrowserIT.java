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
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.refvideo.test.BrowserPage;
import io.github.refvideo.test.Chromium;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The built manual in a real browser, wide and narrow. The pages are opened from the disk. */
class SiteInBrowserIT {

    private static final URI COMPONENT = page("refvideo-component");

    static Chromium chromium;

    private BrowserPage page;

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> program = Chromium.installed();
        chromium = program.isPresent() ? Chromium.start(program.get()) : null;
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void open() throws Exception {
        assumeTrue(chromium != null, "no chromium here: the pages are not tried");
        page = chromium.open(COMPONENT);
        page.ask("localStorage.clear()");
    }

    @AfterEach
    void close() throws Exception {
        if (page != null) {
            page.close();
            assertThat(page.requests())
                    .allMatch(url -> url.startsWith("file:") || url.startsWith("data:"));
            assertThat(page.errors()).as("scripts that broke off").isEmpty();
        }
    }

    @Test
    void noPageScrollsSideways() throws Exception {
        for (ManualPages.Entry entry : ManualPages.entries()) {
            page.go(page(entry.file()));
            for (int width : new int[] {320, 390, 1366}) {
                page.resize(width, 844);
                assertThat(page.ask("document.documentElement.scrollWidth").asInt())
                        .as("%s at %d pixels", entry.file(), width)
                        .isLessThanOrEqualTo(width);
            }
        }
    }

    @Test
    void narrowScreenShowsTheWholeDescriptionOfEachOption() throws Exception {
        page.resize(390, 844);

        assertThat(
                        page.ask(
                                        """
                                [...document.querySelectorAll(
                                    'tr[id] td[data-label=description]')].filter((cell) => {
                                  const box = cell.getBoundingClientRect();
                                  return cell.innerText.trim().length > 10 && box.width > 250
                                      && box.left >= 0 && box.right <= innerWidth
                                      && cell.scrollWidth <= cell.clientWidth;
                                }).length
                                """)
                                .asInt())
                .isGreaterThan(100)
                .isEqualTo(page.ask("document.querySelectorAll('tr[id]').length").asInt());
        assertThat(page.text("#option-pollInterval")).contains("status requests", "5s");
    }

    @Test
    void tabSelectsItsLanguageOnAllPages() throws Exception {
        assertThat(shownLanguages()).isEqualTo("Java");

        page.click("[role=tab]:nth-child(3)");
        assertThat(shownLanguages()).isEqualTo("YAML");
        assertThat(page.text("[role=tabpanel]:not([hidden])")).contains("uri: file:inbox");

        page.press("ArrowLeft");
        assertThat(shownLanguages()).isEqualTo("XML");
        assertThat(page.ask("document.activeElement.textContent").asText()).isEqualTo("XML");
        page.press("ArrowLeft");
        page.press("ArrowLeft");
        assertThat(shownLanguages()).isEqualTo("YAML");

        page.go(page("quickstart"));
        assertThat(shownLanguages()).isEqualTo("YAML");
    }

    @Test
    void searchFindsAnOptionByName() throws Exception {
        page.go(page("index"));
        page.press("/");
        assertThat(page.ask("document.activeElement.type").asText()).isEqualTo("search");
        page.type(".search input", "pollInterval");
        page.until("document.querySelector('#results b')?.innerText === 'pollInterval'");

        page.press("Enter");
        page.until("location.hash === '#option-pollInterval'");
        page.until(
                """
                (() => {
                  const row = document.querySelector('tr:target')?.getBoundingClientRect();
                  return row && row.top >= document.querySelector('.bar').clientHeight
                      && row.top < innerHeight;
                })()
                """);
    }

    @Test
    void searchFindsWordsOfNamesAndOtherFormsOfWords() throws Exception {
        page.type(".search input", "poll interval");
        page.until("document.querySelector('#results b')?.innerText === 'pollInterval'");

        page.ask("document.querySelector('.search input').value = ''");
        page.type(".search input", "retried download");
        page.until(
                "[...document.querySelectorAll('#results a')]"
                        + ".some((link) => link.href.endsWith('outputs.html#download'))");

        page.press("ArrowDown");
        assertThat(page.ask("document.querySelector('[aria-selected=true]').id").asText())
                .isNotEqualTo("result-0");
        page.press("Escape");
        assertThat(page.text("#results")).isEmpty();

        page.ask("document.querySelector('.search input').value = ''");
        page.type(".search input", "?!");
        page.until("document.querySelector('#results').innerText === 'No results for ?!'");
    }

    @Test
    void menuShowsThePagesOnANarrowScreen() throws Exception {
        page.resize(390, 844);
        assertThat(page.text("nav.pages")).isEmpty();

        page.click(".menu");
        assertThat(page.text("nav.pages")).contains("Overview", "Quickstart");
        page.press("Escape");
        assertThat(page.text("nav.pages")).isEmpty();
        assertThat(page.ask("document.activeElement.className").asText()).isEqualTo("menu");

        page.click(".menu");
        page.click("nav.pages a[href='quickstart.html']");
        page.until("document.querySelector('h1')?.innerText === 'Quickstart'");
    }

    @Test
    void copyButtonCopiesTheCode() throws Exception {
        page.ask(
                """
                navigator.clipboard.writeText = async (text) => { window.copied = text; }
                """);
        page.ask("document.querySelector('#uri').scrollIntoView()");
        page.click("#uri ~ .sectionbody .copy");

        page.until("document.querySelector('#uri ~ .sectionbody .copy').innerText === 'Copied'");
        assertThat(page.ask("window.copied").asText()).isEqualTo("refvideo:operation[?options]");
    }

    /** Without the focus, a keyboard could not reach the end of a long line. */
    @Test
    void codeThatScrollsSidewaysTakesTheFocus() throws Exception {
        page.resize(390, 844);

        page.until(
                """
                (() => {
                  const long = [...document.querySelectorAll('main pre')]
                      .filter((pre) => pre.scrollWidth > pre.clientWidth);
                  return long.length > 5 && long.every((pre) => pre.tabIndex === 0);
                })()
                """);
    }

    @Test
    void everythingIsReadableWithoutScripts() throws Exception {
        page.disableScripts();
        for (int width : new int[] {390, 1366}) {
            page.resize(width, 844);
            page.go(page("quickstart"));

            assertThat(page.text("main"))
                    .contains("from(\"file:inbox\")", "<from uri=", "uri: file:inbox");
            assertThat(page.text("nav.pages")).contains("Overview", "Upgrade notes");
        }
    }

    /** The languages of all samples that are visible, without repetitions. */
    private String shownLanguages() throws Exception {
        return page.ask(
                        """
                        [...new Set([...document.querySelectorAll('.tabs .listingblock')]
                            .filter((block) => block.checkVisibility())
                            .map((block) => block.querySelector('.title').textContent))].join()
                        """)
                .asText();
    }

    private static URI page(String name) {
        return Site.folder().resolve(name + ".html").toUri();
    }
}

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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The pages of the manual, in the order of docs/manual/pages.txt. */
final class ManualPages {

    /**
     * @param file without extension
     * @param name for a link
     * @param about a short description
     */
    record Entry(String file, String name, String about) {}

    private ManualPages() {}

    static List<Entry> entries() {
        Path list = Project.manual().resolve("pages.txt");
        try {
            List<Entry> entries = new ArrayList<>();
            for (String line : Files.readAllLines(list)) {
                if (!line.isBlank() && !line.startsWith("#") && !line.startsWith("= ")) {
                    String[] cells = line.split(" *\\| *");
                    if (cells.length != 3) {
                        throw new IllegalArgumentException(
                                "docs/manual/pages.txt: write file | name | about, not " + line);
                    }
                    entries.add(new Entry(cells[0], cells[1], cells[2]));
                }
            }
            return entries;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For the first page, which does not list itself. */
    static List<String> list() {
        return entries().stream()
                .filter(entry -> !entry.file().equals("index"))
                .map(
                        entry ->
                                "* xref:"
                                        + entry.file()
                                        + ".adoc["
                                        + entry.name()
                                        + "]: "
                                        + entry.about())
                .toList();
    }

    /** The same for the project's README. */
    static List<String> links() {
        return entries().stream()
                .filter(entry -> !entry.file().equals("index"))
                .map(
                        entry ->
                                "- ["
                                        + entry.name()
                                        + "](docs/manual/"
                                        + entry.file()
                                        + ".adoc): "
                                        + entry.about())
                .toList();
    }
}

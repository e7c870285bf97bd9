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

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Writes tables in AsciiDoc, one line for each row. */
final class AsciiDoc {

    /** Text that is shown unchanged, and is not turned into a link. */
    private static final Pattern WORD =
            Pattern.compile("https?://[^\\s,;]*[^\\s,;.]|(?<![\\w`])#\\w+|\\w+(?:\\.\\w+)*\\*");

    private AsciiDoc() {}

    /**
     * A table with a heading row.
     *
     * @param title null if there is none
     * @param columns the widths, in the format of {@code cols}
     * @param heading the cells of the first row
     * @param rows cells in AsciiDoc
     */
    static List<String> table(
            String title, String columns, List<String> heading, List<List<String>> rows) {
        List<String> lines = new ArrayList<>();
        if (title != null) {
            lines.add("." + title);
        }
        lines.add("[%header,cols=\"" + columns + "\"]");
        lines.add("|===");
        lines.add(row(heading));
        rows.forEach(row -> lines.add(row(row)));
        lines.add("|===");
        return lines;
    }

    /** Prose, such as a description in metadata. */
    static String text(String words) {
        return WORD.matcher(words).replaceAll(match -> code(match.group()));
    }

    /** A code word; empty for an empty text. */
    static String code(String word) {
        return word.isEmpty() ? "" : "`+" + word + "+`";
    }

    /** A name that can be linked to, with the anchor in the same cell. */
    static String anchored(String anchor, String name) {
        return "[[" + anchor + "]]`" + name + "`";
    }

    private static String row(List<String> cells) {
        StringBuilder row = new StringBuilder();
        for (String cell : cells) {
            row.append("| ").append(cell.replace("|", "\\|")).append(' ');
        }
        return row.toString().stripTrailing();
    }
}

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
package io.github.refvideo.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** docs/manual/pay-once.adoc, whose tables are the expected results of the tests. */
public final class PayOncePage {

    private static final Path PAGE = Path.of("..", "docs", "manual", "pay-once.adoc");

    private PayOncePage() {}

    /** The cells of a table by the first cell of each row. */
    public static Map<String, List<String>> rows(String anchor) {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        boolean inside = false;
        for (String line : lines()) {
            if (line.startsWith("[#")) {
                inside = line.equals("[#" + anchor + "]");
            } else if (inside && line.startsWith("| ")) {
                List<String> cells =
                        Arrays.stream(line.substring(2).split("\\|")).map(String::strip).toList();
                rows.put(cells.get(0), cells.subList(1, cells.size()));
            }
        }
        // The heading.
        rows.remove("pattern");
        rows.remove("situation");
        return rows;
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

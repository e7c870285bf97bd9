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
import java.util.regex.Pattern;

/**
 * A region of a file: the lines between {@code tag::name[]} and {@code end::name[]}, which are in
 * comments of the language of the file. The common indentation is removed, and lines with other
 * tags are omitted.
 */
final class Sample {

    private static final Pattern ANY_TAG = Pattern.compile("\\b(tag|end)::[\\w-]+\\[]");

    private Sample() {}

    /**
     * @param reference {@code path/to/file#tag} from the root; without a tag the whole file, for
     *     languages without comments
     */
    static List<String> read(Path root, String reference) {
        String[] parts = reference.split("#", 2);
        Path file = root.resolve(parts[0]);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(reference + ": there is no such file");
        }
        try {
            List<String> lines = Files.readAllLines(file);
            return parts.length == 1 ? lines : region(lines, parts[1], reference);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> region(List<String> lines, String tag, String reference) {
        int first = find(lines, "tag::" + tag + "[]", 0, reference);
        int last = find(lines, "end::" + tag + "[]", first, reference);
        List<String> region = new ArrayList<>();
        for (String line : lines.subList(first + 1, last)) {
            if (!ANY_TAG.matcher(line).find()) {
                region.add(line.stripTrailing());
            }
        }
        return dedent(region);
    }

    private static int find(List<String> lines, String mark, int from, String reference) {
        for (int i = from; i < lines.size(); i++) {
            if (lines.get(i).contains(mark)) {
                return i;
            }
        }
        throw new IllegalArgumentException(reference + ": there is no " + mark + " in the file");
    }

    private static List<String> dedent(List<String> lines) {
        int shared =
                lines.stream()
                        .filter(line -> !line.isBlank())
                        .mapToInt(line -> line.length() - line.stripLeading().length())
                        .min()
                        .orElse(0);
        return lines.stream().map(line -> line.isBlank() ? "" : line.substring(shared)).toList();
    }
}

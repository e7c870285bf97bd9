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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The links of pages in AsciiDoc and Markdown, and whether their targets exist. */
final class Links {

    private static final Pattern ASCIIDOC =
            Pattern.compile("(?:xref:|link:|image::?)([^\\s\\[]+)\\[|<<([^,>]+)");
    private static final Pattern MARKDOWN = Pattern.compile("\\]\\(<?([^)\\s>]+)>?\\)");
    private static final Pattern ATTRIBUTE = Pattern.compile("(?m)^:([\\w-]+): (.*)$");
    private static final Pattern ANCHOR = Pattern.compile("(?m)^\\[#([\\w-]+)]|\\[\\[([\\w-]+)]]");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern LISTING =
            Pattern.compile("(?ms)^(----+|```+)[^\\n]*\\n.*?^\\1$|^```.*?^```$");

    private final Map<Path, Set<String>> anchors = new HashMap<>();

    /** All targets in a page, with attributes resolved. */
    static List<String> of(Path page) {
        String text = LISTING.matcher(read(page)).replaceAll("");
        if (isMarkdown(page)) {
            return MARKDOWN.matcher(text).results().map(match -> match.group(1)).toList();
        }
        Map<String, String> attributes = new HashMap<>();
        ATTRIBUTE
                .matcher(text)
                .results()
                .forEach(match -> attributes.put(match.group(1), match.group(2).strip()));
        List<String> targets = new ArrayList<>();
        Matcher link = ASCIIDOC.matcher(text);
        while (link.find()) {
            String target = link.group(1) == null ? "#" + link.group(2) : link.group(1);
            if (link.group().startsWith("image")) {
                target = attributes.getOrDefault("imagesdir", ".") + "/" + target;
            }
            for (Map.Entry<String, String> attribute : attributes.entrySet()) {
                target = target.replace("{" + attribute.getKey() + "}", attribute.getValue());
            }
            targets.add(target);
        }
        return targets;
    }

    static boolean isExternal(String target) {
        return target.matches("(?i)[a-z][a-z0-9+.-]+:.*");
    }

    /**
     * @return the error; null if there is none
     */
    String problem(Path page, String target) {
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        if (!Files.exists(file)) {
            return target + ": there is no such file";
        }
        if (parts.length > 1 && !anchors.computeIfAbsent(file, Links::anchors).contains(parts[1])) {
            return target + ": the page has no such anchor";
        }
        return null;
    }

    /**
     * In AsciiDoc only {@code [#name]} is valid, because names derived from headings differ between
     * renderers.
     */
    private static Set<String> anchors(Path page) {
        Set<String> anchors = new HashSet<>();
        String text = read(page);
        if (isMarkdown(page)) {
            HEADING.matcher(text).results().forEach(match -> anchors.add(slug(match.group(1))));
        } else {
            for (MatchResult match : ANCHOR.matcher(text).results().toList()) {
                anchors.add(match.group(1) == null ? match.group(2) : match.group(1));
            }
        }
        return anchors;
    }

    private static String slug(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\w\\- ]", "")
                .strip()
                .replace(' ', '-');
    }

    private static boolean isMarkdown(Path page) {
        return page.toString().endsWith(".md");
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

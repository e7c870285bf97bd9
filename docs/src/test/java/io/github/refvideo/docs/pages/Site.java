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
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** The built pages of the manual, and whether the targets of their links exist. */
final class Site {

    /** The links to other files of the project. */
    private static final String SOURCES = "https://github.com/refvideo/camel-refvideo/blob/main/";

    private final Path folder;
    private final Map<String, Document> pages = new TreeMap<>();
    private final Map<String, Set<String>> ids = new HashMap<>();

    private Site(Path folder) {
        this.folder = folder;
    }

    /** Where the build writes the pages. */
    static Path folder() {
        return Project.root().resolve("docs/target/manual");
    }

    /** Reads all pages in a folder. */
    static Site read(Path folder) {
        Site site = new Site(folder);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".html")).sorted().toList()) {
                site.pages.put(file.getFileName().toString(), Jsoup.parse(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return site;
    }

    Set<String> names() {
        return pages.keySet();
    }

    Document page(String name) {
        return pages.get(name);
    }

    /** What is wrong with the links of a page, one text each. */
    List<String> problems(String name) {
        List<String> problems = new ArrayList<>();
        for (Element element : page(name).select("[href], [src]")) {
            String target = element.attr(element.hasAttr("href") ? "href" : "src");
            String problem = problem(name, target);
            if (problem != null) {
                problems.add(target + ": " + problem);
            }
        }
        return problems;
    }

    private String problem(String name, String target) {
        if (target.startsWith("data:")) {
            return null;
        }
        if (target.startsWith(SOURCES)) {
            String path = URI.create(target).getPath().split("/blob/main/", 2)[1];
            return Files.exists(Project.root().resolve(path)) ? null : "no such file in Git";
        }
        String[] parts = target.split("#", 2);
        if (parts[0].matches(".*\\.(adoc|md|java|ya?ml|xml|properties)")) {
            return "a source, not a page";
        }
        if (Links.isExternal(target)) {
            return null;
        }
        String file = parts[0].isEmpty() ? name : parts[0];
        if (!Files.isRegularFile(folder.resolve(file))) {
            return "no such file";
        }
        return parts.length == 1 || ids.computeIfAbsent(file, this::ids).contains(parts[1])
                ? null
                : "no such anchor";
    }

    private Set<String> ids(String name) {
        return page(name).select("[id]").stream().map(Element::id).collect(Collectors.toSet());
    }
}

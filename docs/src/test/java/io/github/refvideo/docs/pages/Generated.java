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

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The generated parts of pages, by their names after {@code generated:}. */
final class Generated {

    private static final Map<String, Supplier<List<String>>> MAKERS =
            Map.ofEntries(
                    Map.entry("attributes", Metadata::attributes),
                    Map.entry("dependency", Metadata::dependency),
                    Map.entry("dependency-dsl", () -> Metadata.dependency("-dsl")),
                    Map.entry("dependency-kamelets", () -> Metadata.dependency("-kamelets")),
                    Map.entry("dependency-starter", () -> Metadata.dependency("-starter")),
                    Map.entry("netty-property", Metadata::nettyProperty),
                    Map.entry("options", OptionTables::ofEndpoint),
                    Map.entry("component-options", OptionTables::ofComponent),
                    Map.entry("headers-asking", OptionTables::askingHeaders),
                    Map.entry("headers-reporting", OptionTables::reportingHeaders),
                    Map.entry("options-without-header", OptionTables::withoutHeader),
                    Map.entry("model-names", ModelTables::names),
                    Map.entry("model-references", ModelTables::references),
                    Map.entry("model-media", ModelTables::media),
                    Map.entry("model-videos", ModelTables::videos),
                    Map.entry("model-switches", ModelTables::switches),
                    Map.entry("model-prices", ModelTables::prices),
                    Map.entry("page-list", ManualPages::list),
                    Map.entry("page-links", ManualPages::links));

    private Generated() {}

    static List<String> lines(String name) {
        Supplier<List<String>> maker = MAKERS.get(name);
        if (maker == null) {
            throw new IllegalArgumentException(
                    "nothing is called " + name + "; there are " + new TreeSet<>(MAKERS.keySet()));
        }
        return maker.get();
    }
}

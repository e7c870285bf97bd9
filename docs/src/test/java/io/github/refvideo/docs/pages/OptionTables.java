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

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.camel.RefVideoConstants;
import io.github.refvideo.camel.internal.request.RequestOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of options and headers, from the metadata in the component's jar. */
final class OptionTables {

    private static final List<String> HEADING = List.of("name", "description", "default", "type");

    private static final String COLUMNS = "4,8,2,3";

    private static final Set<String> ASKING =
            Stream.concat(
                            Arrays.stream(RequestOption.values()).map(RequestOption::headerName),
                            Stream.of(RefVideoConstants.IDEMPOTENCY_KEY))
                    .collect(Collectors.toSet());

    private static final List<String> GROUPS =
            List.of(
                    "common",
                    "producer",
                    "producer (advanced)",
                    "consumer",
                    "consumer (advanced)",
                    "security",
                    "timeout",
                    "proxy");

    private OptionTables() {}

    /** The endpoint options: a table for each group. */
    static List<String> ofEndpoint() {
        return byGroup(entries("properties"), "Endpoint options");
    }

    /** The options of the component only: a table for each group. */
    static List<String> ofComponent() {
        Map<String, JsonNode> own = entries("componentProperties");
        // Both have this option of Camel, with different descriptions.
        own.keySet().removeAll(entries("properties").keySet());
        return byGroup(own, "Component options");
    }

    /** The headers that a step reads, without the handle, which may be in the body. */
    static List<String> askingHeaders() {
        return headers(ASKING::contains);
    }

    /** The headers that a step writes. */
    static List<String> reportingHeaders() {
        return headers(name -> !ASKING.contains(name));
    }

    private static List<String> headers(Predicate<String> wanted) {
        List<List<String>> rows = new ArrayList<>();
        entries("headers")
                .forEach(
                        (name, header) -> {
                            if (wanted.test(name)) {
                                rows.add(
                                        List.of(
                                                AsciiDoc.anchored("header-" + name, name),
                                                description(header),
                                                AsciiDoc.code(type(header))));
                            }
                        });
        return AsciiDoc.table(null, "4,8,3", List.of("header", "description", "type"), rows);
    }

    /** The names of the options that no header can change, in one line. */
    static List<String> withoutHeader() {
        TreeSet<String> names = new TreeSet<>();
        entries("properties")
                .forEach(
                        (name, option) -> {
                            boolean ofCamel = !option.has("configurationField");
                            if (!ofCamel && !ASKING.contains(header(name))) {
                                names.add(code(name));
                            }
                        });
        return List.of(String.join(", ", names) + ".");
    }

    private static List<String> byGroup(Map<String, JsonNode> options, String title) {
        Map<String, List<List<String>>> groups =
                new TreeMap<>(
                        Comparator.comparing(OptionTables::place).thenComparing(group -> group));
        options.forEach(
                (name, option) ->
                        groups.computeIfAbsent(
                                        option.path("group").asText(), group -> new ArrayList<>())
                                .add(row(name, option)));
        List<String> lines = new ArrayList<>();
        groups.forEach(
                (group, rows) -> {
                    if (!lines.isEmpty()) {
                        lines.add("");
                    }
                    lines.addAll(AsciiDoc.table(title + ": " + group, COLUMNS, HEADING, rows));
                });
        return lines;
    }

    /** The most important options are first. */
    private static int place(String group) {
        int place = GROUPS.indexOf(group);
        return place < 0 ? GROUPS.size() : place;
    }

    private static List<String> row(String name, JsonNode option) {
        String header =
                ASKING.contains(header(name))
                        ? " Header: xref:#header-" + header(name) + "[" + code(header(name)) + "]."
                        : "";
        String secret = option.path("secret").asBoolean() ? " Secret." : "";
        String required = option.path("required").asBoolean() ? "*Required.* " : "";
        return List.of(
                AsciiDoc.anchored("option-" + name, name),
                required + description(option) + header + secret,
                AsciiDoc.code(defaultValue(option)),
                words(option));
    }

    private static String header(String option) {
        return RequestOption.HEADER_PREFIX
                + option.substring(0, 1).toUpperCase(Locale.ROOT)
                + option.substring(1);
    }

    private static String code(String name) {
        return "`" + name + "`";
    }

    private static String description(JsonNode option) {
        return AsciiDoc.text(option.path("description").asText());
    }

    private static String words(JsonNode option) {
        List<String> words = new ArrayList<>();
        option.path("enum").forEach(word -> words.add(code(word.asText())));
        return words.isEmpty() ? AsciiDoc.code(type(option)) : String.join(", ", words);
    }

    private static String type(JsonNode option) {
        String type = option.path("type").asText();
        return type.isEmpty() || type.equals("object")
                ? option.path("javaType").asText().replaceAll("\\b[a-z][\\w]*\\.", "")
                : type;
    }

    /** Camel shows the default false for an unset switch, for which the service decides. */
    private static String defaultValue(JsonNode option) {
        boolean open = option.path("javaType").asText().equals("java.lang.Boolean");
        return open ? "" : option.path("defaultValue").asText("");
    }

    private static Map<String, JsonNode> entries(String key) {
        Map<String, JsonNode> entries = new LinkedHashMap<>();
        Iterator<Map.Entry<String, JsonNode>> fields = Metadata.json().path(key).fields();
        fields.forEachRemaining(field -> entries.put(field.getKey(), field.getValue()));
        return entries;
    }
}

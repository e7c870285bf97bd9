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
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.refvideo.camel.RefVideoComponent;
import io.github.refvideo.camel.internal.model.ModelTable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page documents exactly the fields of a model table. */
class ModelTablePageTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([\\w.]+)` \\|");
    private static final Pattern EXAMPLE =
            Pattern.compile("\\[source,json\\]\n----\n(.*?)\n----", Pattern.DOTALL);
    private static final Set<String> OF_THE_FILE =
            Set.of("models", "sizeTables", "otherDialects", "replace");

    private static String page() throws IOException {
        return Files.readString(Project.root().resolve("docs/manual/model-table.adoc"));
    }

    private static List<String> documented() throws IOException {
        return ROW.matcher(page()).results().map(row -> row.group(1)).toList();
    }

    static Stream<String> fieldsOfAModel() throws IOException {
        return documented().stream().filter(field -> !OF_THE_FILE.contains(field));
    }

    @Test
    void eachFieldOfTheBuiltInTableIsDocumented() throws Exception {
        try (InputStream json = RefVideoComponent.class.getResourceAsStream("models.json")) {
            JsonNode table = JSON.readTree(json);
            Set<String> used = new TreeSet<>();
            table.fieldNames().forEachRemaining(used::add);
            table.get("models").forEach(model -> collect(model, "", used));

            assertThat(documented()).containsAll(used).doesNotHaveDuplicates();
        }
    }

    private static void collect(JsonNode node, String path, Set<String> used) {
        node.properties()
                .forEach(
                        field -> {
                            String name = path + field.getKey();
                            JsonNode value = field.getValue();
                            // The kinds of media have the same fields.
                            String inside =
                                    name.replaceFirst("^media\\.\\w+$", "media.image") + ".";
                            if (value.isObject()) {
                                collect(value, inside, used);
                            } else if (value.path(0).isObject()) {
                                used.add(name);
                                value.forEach(item -> collect(item, inside, used));
                            } else if (!value.isNull()) {
                                used.add(name);
                            }
                        });
    }

    /** An unknown field is rejected by name, a known one by its value. */
    @ParameterizedTest
    @MethodSource("fieldsOfAModel")
    void eachDocumentedFieldIsRead(String field) throws Exception {
        ObjectNode model =
                (ObjectNode)
                        JSON.readTree(
                                """
                                {"gateway": "acme/model", "duration": {"min": 1, "max": 5},
                                 "price": {"perSecond": [{"usd": 1}],
                                           "inputVideo": {"maxSeconds": 5}}}
                                """);
        ObjectNode place = model;
        String[] names = field.split("\\.");
        for (int i = 0; i < names.length - 1; i++) {
            JsonNode inner = place.get(names[i]);
            if (inner == null) {
                inner = place.putObject(names[i]);
            }
            place = (ObjectNode) (inner.isArray() ? inner.get(0) : inner);
        }
        String last = names[names.length - 1];
        place.putObject(last).put("no such field", 1);
        byte[] file =
                JSON.writeValueAsBytes(
                        JSON.createObjectNode().set("models", JSON.createArrayNode().add(model)));

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                ModelTable.builtIn()
                                        .extendedBy(new ByteArrayInputStream(file), "file"))
                .satisfies(
                        refused ->
                                assertThat(refused.getMessage())
                                        .doesNotEndWith("there is no field " + field)
                                        .contains(last));
    }

    @Test
    void exampleIsAValidFile() throws Exception {
        List<String> examples =
                EXAMPLE.matcher(page()).results().map((MatchResult e) -> e.group(1)).toList();

        assertThat(examples).hasSize(1);
        ModelTable table =
                ModelTable.builtIn()
                        .extendedBy(
                                new ByteArrayInputStream(examples.get(0).getBytes("UTF-8")),
                                "example");
        assertThat(table.find("wan2.8-r2v").orElseThrow().durations().max()).isEqualTo(20);
    }
}

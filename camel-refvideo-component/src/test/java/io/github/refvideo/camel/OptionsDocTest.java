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
package io.github.refvideo.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * docs/options.md is made from the component's own metadata. {@code -Drefvideo.docs.update} writes
 * it; without, the test fails when it is stale.
 */
class OptionsDocTest {

    private static final Path PAGE = Path.of("..", "docs", "options.md");

    @Test
    void pageOfOptionsIsWhatTheMetadataSays() throws Exception {
        String page = page();
        if (System.getProperty("refvideo.docs.update") != null) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE))
                .as("stale; run the test once with -Drefvideo.docs.update")
                .isEqualTo(page);
    }

    private static String page() throws Exception {
        JsonNode metadata;
        try (InputStream json =
                RefVideoComponent.class.getResourceAsStream(
                        "/META-INF/io/github/refvideo/camel/refvideo.json")) {
            metadata = new ObjectMapper().readTree(json);
        }
        StringBuilder page = new StringBuilder();
        page.append("# All options\n\nMade from the component's metadata; do not edit.\n");
        table(page, "Endpoint options: `refvideo:operation?option=value`", metadata, "properties");
        table(
                page,
                "Component options: `camel.component.refvideo.option=value`. Those of the endpoint"
                        + " can be set there too",
                metadata,
                "componentProperties");
        table(page, "Message headers", metadata, "headers");
        return page.toString();
    }

    private static void table(StringBuilder page, String title, JsonNode metadata, String key) {
        page.append("\n## ").append(title).append("\n\n");
        page.append("| name | type | default | |\n|---|---|---|---|\n");
        Iterator<Map.Entry<String, JsonNode>> entries = metadata.path(key).fields();
        while (entries.hasNext()) {
            Map.Entry<String, JsonNode> entry = entries.next();
            JsonNode option = entry.getValue();
            boolean inherited =
                    key.equals("componentProperties")
                            && metadata.path("properties").has(entry.getKey());
            if (!inherited) {
                page.append("| `").append(entry.getKey()).append("` | ");
                page.append(type(option)).append(" | ");
                page.append(defaultValue(option)).append(" | ");
                page.append(option.path("description").asText().replace("|", "\\|"));
                page.append(" |\n");
            }
        }
    }

    private static String type(JsonNode option) {
        if (option.has("enum")) {
            StringBuilder words = new StringBuilder();
            option.path("enum")
                    .forEach(word -> words.append(", `").append(word.asText()).append('`'));
            return words.substring(2);
        }
        String type = option.path("type").asText();
        String java = option.path("javaType").asText();
        return type.isEmpty() || type.equals("object")
                ? java.substring(java.lastIndexOf('.') + 1)
                : type;
    }

    private static String defaultValue(JsonNode option) {
        return option.hasNonNull("defaultValue")
                ? "`" + option.path("defaultValue").asText() + "`"
                : "";
    }
}

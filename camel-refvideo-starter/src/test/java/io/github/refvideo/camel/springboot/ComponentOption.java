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
package io.github.refvideo.camel.springboot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.refvideo.camel.RefVideoComponent;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An option of the component, from its metadata.
 *
 * @param type the type in Camel, such as {@code duration}
 * @param javaType of the property of the component
 * @param words the allowed values of an enum; empty for other types
 * @param defaultValue null if there is none
 */
record ComponentOption(
        String name,
        String type,
        String javaType,
        List<String> words,
        Object defaultValue,
        String description,
        boolean deprecated) {

    private static final Map<String, String> BOXES =
            Map.of(
                    "boolean", "java.lang.Boolean",
                    "int", "java.lang.Integer",
                    "long", "java.lang.Long",
                    "double", "java.lang.Double");

    static List<ComponentOption> all() throws IOException {
        List<ComponentOption> options = new ArrayList<>();
        try (InputStream json =
                RefVideoComponent.class.getResourceAsStream(
                        "/META-INF/io/github/refvideo/camel/refvideo.json")) {
            new ObjectMapper()
                    .readTree(json)
                    .path("componentProperties")
                    .properties()
                    .forEach(entry -> options.add(read(entry.getKey(), entry.getValue())));
        }
        return options;
    }

    private static ComponentOption read(String name, JsonNode json) {
        List<String> words = new ArrayList<>();
        json.path("enum").forEach(word -> words.add(word.asText()));
        String javaType = json.path("javaType").asText();
        return new ComponentOption(
                name,
                json.path("type").asText(),
                javaType,
                words,
                defaultValue(javaType, json.path("defaultValue")),
                json.path("description").asText(),
                json.path("deprecated").asBoolean());
    }

    /** The default false of a Boolean without a default means not set. */
    private static Object defaultValue(String javaType, JsonNode json) {
        if (json.isMissingNode() || json.isBoolean() && javaType.equals("java.lang.Boolean")) {
            return null;
        }
        return json.isBoolean()
                ? (Object) json.booleanValue()
                : json.isNumber() ? (Object) json.numberValue() : numberIfOne(javaType, json);
    }

    private static Object numberIfOne(String javaType, JsonNode json) {
        String text = json.asText();
        boolean number = List.of("int", "long").contains(javaType) && text.matches("\\d+");
        return number ? (Object) Long.valueOf(text) : text;
    }

    /** The type of the property in the starter: null means not set. */
    String propertyType() {
        return type.equals("duration")
                ? "java.time.Duration"
                : BOXES.getOrDefault(javaType, javaType);
    }

    boolean isBean() {
        return type.equals("object") && !javaType.startsWith("java.");
    }

    /** The name in application.yaml. */
    String dashed() {
        return name.replaceAll("(?<=[a-z0-9])([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}

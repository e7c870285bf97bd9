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
package io.github.refvideo.camel.provider.dashscope;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads DashScope's JSON leniently: every field may be missing, null or of another type. */
final class DashscopeJson {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    /** Short enough for a double to hold it. */
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,12}(?:\\.\\d{1,12})?");

    private static final double LARGEST_EXACT = 1L << 53;

    private DashscopeJson() {}

    /** The object in the bytes; a missing node when there is none. */
    static JsonNode lenient(byte[] bytes) {
        try {
            JsonNode node = JSON.readTree(bytes);
            return node == null || !node.isObject() ? MissingNode.getInstance() : node;
        } catch (IOException | StackOverflowError e) {
            return MissingNode.getInstance();
        }
    }

    /** Text or number as text; empty when missing, blank or of another type. */
    static Optional<String> text(JsonNode node) {
        return node.isValueNode() && !node.isNull() && !node.asText().isBlank()
                ? Optional.of(node.asText())
                : Optional.empty();
    }

    /**
     * The fields of an object. Numbers come as integers, floats or text, depending on model and
     * day; here whole ones are {@code Long} and others {@code Double}.
     */
    static Map<String, Object> counters(JsonNode node) {
        Map<String, Object> counters = new LinkedHashMap<>();
        if (node.isObject()) {
            JSON.convertValue(node, MAP)
                    .forEach(
                            (name, value) -> {
                                if (value != null) {
                                    counters.put(name, number(value));
                                }
                            });
        }
        return counters;
    }

    private static Object number(Object value) {
        boolean numeric =
                value instanceof Number
                        || value instanceof String text && NUMBER.matcher(text).matches();
        if (!numeric) {
            return value;
        }
        double number = Double.parseDouble(value.toString());
        if (number == Math.rint(number) && Math.abs(number) < LARGEST_EXACT) {
            return (long) number;
        }
        return value instanceof Number ? value : (Object) number;
    }
}

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
package io.github.refvideo.camel.internal.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Typed access to the fields of a JSON object. Error messages name file, model and field, and say
 * what is allowed. Not thread-safe.
 */
final class JsonFields {

    private static final BigDecimal MAX_NUMBER = new BigDecimal(1_000_000);
    private static final int DECIMAL_PLACES = 12;

    private final ObjectNode node;
    private final String location;
    private final String path;
    private final Set<String> read = new HashSet<>();

    /**
     * @param location of the object, for messages: file and model
     * @param path of the object within the model; empty, or ends in a dot
     */
    JsonFields(ObjectNode node, String location, String path) {
        this.node = node;
        this.location = location;
        this.path = path;
    }

    ObjectNode node() {
        return node;
    }

    boolean has(String field) {
        return node.hasNonNull(field);
    }

    /** Null if it is missing. */
    @Nullable String text(String field) {
        JsonNode value = value(field);
        if (value == null) {
            return null;
        }
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw invalid(field, value, "write text");
        }
        return value.textValue().strip();
    }

    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : items(field)) {
            if (!item.isTextual() || item.textValue().isBlank()) {
                throw invalid(field, item, "write a list of texts");
            }
            texts.add(item.textValue().strip());
        }
        return texts;
    }

    /** Null if it is missing. */
    @Nullable Boolean flag(String field) {
        JsonNode value = value(field);
        if (value != null && !value.isBoolean()) {
            throw invalid(field, value, "write true or false");
        }
        return value == null ? null : value.booleanValue();
    }

    int integer(String field, int ifMissing) {
        Integer value = integer(field);
        return value == null ? ifMissing : value;
    }

    /** Not negative; null if it is missing. */
    @Nullable Integer integer(String field) {
        JsonNode value = value(field);
        return value == null ? null : integer(field, value);
    }

    List<Integer> integers(String field) {
        List<Integer> numbers = new ArrayList<>();
        items(field).forEach(item -> numbers.add(integer(field, item)));
        return numbers;
    }

    private Integer integer(String field, JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0) {
            throw invalid(field, value, "write a whole number from 0 to 2147483647");
        }
        return value.intValue();
    }

    /** Not negative; null if it is missing. */
    @Nullable BigDecimal number(String field) {
        JsonNode value = value(field);
        return value == null ? null : number(field, value);
    }

    List<BigDecimal> numbers(String field) {
        List<BigDecimal> numbers = new ArrayList<>();
        items(field).forEach(item -> numbers.add(number(field, item)));
        return numbers;
    }

    /** Rejects numbers with millions of digits, such as 1e999999999. */
    private static boolean isInRange(BigDecimal number) {
        return number.signum() >= 0
                && number.compareTo(MAX_NUMBER) <= 0
                && number.scale() <= DECIMAL_PLACES;
    }

    private BigDecimal number(String field, JsonNode value) {
        if (!value.isNumber() || !isInRange(value.decimalValue())) {
            throw invalid(
                    field,
                    value,
                    "write a number from 0 to "
                            + MAX_NUMBER
                            + " with at most "
                            + DECIMAL_PLACES
                            + " decimal places");
        }
        return value.decimalValue();
    }

    /**
     * A constant of an enum, by its name in the file.
     *
     * @return null if it is missing
     */
    <E> @Nullable E word(String field, E[] constants, Function<E, String> word) {
        String text = text(field);
        return text == null ? null : word(field, text, constants, word);
    }

    <E> List<E> words(String field, E[] constants, Function<E, String> word) {
        return texts(field).stream().map(text -> word(field, text, constants, word)).toList();
    }

    private <E> E word(String field, String text, E[] constants, Function<E, String> word) {
        return Arrays.stream(constants)
                .filter(constant -> word.apply(constant).equals(text))
                .findFirst()
                .orElseThrow(
                        () ->
                                invalid(
                                        field,
                                        text,
                                        "write "
                                                + Arrays.stream(constants)
                                                        .map(word)
                                                        .collect(Collectors.joining(", "))));
    }

    /** The fields of an object, which is empty if it is missing. */
    JsonFields object(String field) {
        JsonNode value = value(field);
        if (value == null) {
            return new JsonFields(node.objectNode(), location, path + field + ".");
        }
        return object(field, value, path + field + ".");
    }

    List<JsonFields> objects(String field) {
        List<JsonFields> objects = new ArrayList<>();
        for (JsonNode item : items(field)) {
            objects.add(object(field, item, path + field + "[" + objects.size() + "]."));
        }
        return objects;
    }

    private JsonFields object(String field, JsonNode value, String inner) {
        if (value instanceof ObjectNode object) {
            return new JsonFields(object, location, inner);
        }
        throw invalid(field, value, "write a JSON object");
    }

    /** Rejects fields that were not read, because a misspelled limit must not be ignored. */
    void rejectUnknownFields() {
        node.fieldNames()
                .forEachRemaining(
                        field -> {
                            if (!read.contains(field)) {
                                throw new IllegalArgumentException(
                                        location + ": there is no field " + path + field);
                            }
                        });
    }

    /**
     * @param value null if it is missing
     */
    IllegalArgumentException invalid(String field, @Nullable Object value, String allowed) {
        String what = value == null ? " is missing; " : ": '" + value + "' is not allowed; ";
        return new IllegalArgumentException(
                location
                        + ": "
                        + path
                        + field
                        + what.replace("'\"", "'").replace("\"'", "'")
                        + allowed);
    }

    private List<JsonNode> items(String field) {
        JsonNode value = value(field);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            throw invalid(field, value, "write a JSON array");
        }
        List<JsonNode> items = new ArrayList<>();
        value.forEach(items::add);
        return items;
    }

    private @Nullable JsonNode value(String field) {
        read.add(field);
        JsonNode value = node.get(field);
        return value == null || value.isNull() ? null : value;
    }
}

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
package io.github.refvideo.simulator.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.refvideo.simulator.server.Json;
import io.github.refvideo.simulator.server.MultipartForm;
import io.github.refvideo.simulator.server.MultipartForm.Part;
import io.github.refvideo.simulator.server.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The fields of a form, read as FastAPI reads them: unknown fields are ignored, an empty field
 * counts as missing, and invalid values are collected.
 */
final class FormFields {
    private static final int MAX_PARTS = 1_000;
    private static final Set<String> TRUE = Set.of("true", "1", "on", "yes", "y", "t");
    private static final Set<String> FALSE = Set.of("false", "0", "off", "no", "n", "f");

    private final Map<String, List<Part>> parts = new HashMap<>();
    private final ArrayNode problems = Json.array();

    /** Reads a form; refuses one that the form parser of the servers does not read. */
    FormFields(MultipartForm form, OpenAiErrors errors) throws RefusedRequestException {
        if (form.parts().size() > MAX_PARTS) {
            throw new RefusedRequestException(
                    errors.error(
                            400,
                            "Too many fields. Maximum number of fields is " + MAX_PARTS + "."));
        }
        for (Part part : form.parts()) {
            if (!part.isFile() && part.text() == null) {
                throw new RefusedRequestException(
                        errors.error(400, "Part exceeded maximum size of 1024KB."));
            }
            parts.computeIfAbsent(part.name(), ignored -> new ArrayList<>(1)).add(part);
        }
    }

    /** A form without fields, which is what the servers see of a body of another type. */
    static FormFields empty() {
        try {
            return new FormFields(new MultipartForm(List.of()), new OpenAiErrors(Dialect.SGLANG));
        } catch (RefusedRequestException e) {
            throw new IllegalStateException("An empty form is never refused", e);
        }
    }

    boolean has(String name) {
        return parts.containsKey(name);
    }

    /** The last value of the field, or null. */
    String text(String name) {
        Part part = last(name);
        if (part == null) {
            return null;
        }
        if (part.isFile()) {
            problem("string_type", name, "Input should be a valid string");
            return null;
        }
        return part.text().isEmpty() ? null : part.text();
    }

    String requiredText(String name) {
        Part part = last(name);
        if (part == null || !part.isFile() && part.text().isEmpty()) {
            problem("missing", name, "Field required");
        }
        return text(name);
    }

    /** The text if it has the given form, or null. */
    String text(String name, String pattern) {
        String text = text(name);
        if (text != null && !text.matches(pattern)) {
            problem(
                    "string_pattern_mismatch",
                    name,
                    "String should match pattern '" + pattern + "'");
            return null;
        }
        return text;
    }

    String oneOf(String name, Set<String> values) {
        String text = text(name);
        if (text != null && !values.contains(text)) {
            problem("literal_error", name, "Input should be one of " + values);
            return null;
        }
        return text;
    }

    Integer integer(String name, long min, long max) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        if (!text.trim().matches("[+-]?\\d{1,9}")) {
            problem(
                    "int_parsing",
                    name,
                    "Input should be a valid integer, unable to parse string as an integer");
            return null;
        }
        int number = Integer.parseInt(text.trim());
        return inRange(name, number, min, max) ? number : null;
    }

    Long seed(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        if (!text.trim().matches("[+-]?\\d{1,18}")) {
            problem(
                    "int_parsing",
                    name,
                    "Input should be a valid integer, unable to parse string as an integer");
            return null;
        }
        return Long.parseLong(text.trim());
    }

    Double number(String name, double min, double max) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        if (!text.trim().matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?")) {
            problem(
                    "float_parsing",
                    name,
                    "Input should be a valid number, unable to parse string as a number");
            return null;
        }
        double number = Double.parseDouble(text.trim());
        return inRange(name, number, min, max) ? number : null;
    }

    Boolean flag(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        String word = text.toLowerCase(Locale.ROOT);
        if (!TRUE.contains(word) && !FALSE.contains(word)) {
            problem(
                    "bool_parsing",
                    name,
                    "Input should be a valid boolean, unable to interpret input");
            return null;
        }
        return TRUE.contains(word);
    }

    /** The last file of the field, or null. */
    Part file(String name) {
        List<Part> files = files(name);
        return files.isEmpty() ? null : files.get(files.size() - 1);
    }

    /** The files of the field in their order. */
    List<Part> files(String name) {
        List<Part> files = new ArrayList<>();
        for (Part part : parts.getOrDefault(name, List.of())) {
            if (part.isFile()) {
                files.add(part);
            } else if (!part.text().isEmpty()) {
                problem(
                        "value_error",
                        name,
                        "Value error, Expected UploadFile, received: <class 'str'>");
            }
        }
        return files;
    }

    /** Adds an entry to the response with status 422. */
    void problem(String type, String name, String message) {
        problems.add(OpenAiErrors.problem(type, "body", name, message));
    }

    /** Throws if a field was invalid. */
    void check() throws RefusedRequestException {
        if (!problems.isEmpty()) {
            Reply reply = OpenAiErrors.invalid(problems);
            throw new RefusedRequestException(reply);
        }
    }

    private Part last(String name) {
        List<Part> all = parts.getOrDefault(name, List.of());
        return all.isEmpty() ? null : all.get(all.size() - 1);
    }

    private boolean inRange(String name, double number, double min, double max) {
        if (number < min) {
            boolean positive = min == Double.MIN_VALUE;
            problem(
                    positive ? "greater_than" : "greater_than_equal",
                    name,
                    positive
                            ? "Input should be greater than 0"
                            : "Input should be greater than or equal to " + plain(min));
            return false;
        }
        if (number > max) {
            problem("less_than_equal", name, "Input should be less than or equal to " + plain(max));
            return false;
        }
        return true;
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}

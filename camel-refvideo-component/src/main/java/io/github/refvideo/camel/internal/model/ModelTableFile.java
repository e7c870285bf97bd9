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

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The JSON of a model table after {@code like} and earlier files have been merged. {@link
 * ModelReader} reads the fields of one model. Immutable.
 */
final class ModelTableFile {

    static final ModelTableFile EMPTY =
            new ModelTableFile(
                    "models", List.of(), JsonNodeFactory.instance.objectNode(), List.of());

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    /** The fields that identify a model; {@code like} does not copy them. */
    private static final Set<String> IDENTITY_FIELDS =
            Set.of("dashscope", "gateway", "openaiVideos", "aliases", "source", "warning");

    /** The fields with the names of a model at the services. */
    private static final List<String> SERVICES = List.of("dashscope", "gateway", "openaiVideos");

    private final String name;
    private final List<ObjectNode> entries;
    private final ObjectNode sizeTables;
    private final List<String> otherDialects;

    private ModelTableFile(
            String name,
            List<ObjectNode> entries,
            ObjectNode sizeTables,
            List<String> otherDialects) {
        this.name = name;
        this.entries = entries;
        this.sizeTables = sizeTables;
        this.otherDialects = otherDialects;
    }

    String name() {
        return name;
    }

    /** Prefixes of model names, in lower case. */
    List<String> otherDialects() {
        return otherDialects;
    }

    /**
     * @throws IllegalArgumentException names file, model and field
     */
    List<ModelCapabilities> models() {
        JsonFields tables = new JsonFields(sizeTables, name + ": sizeTables", "");
        return entries.stream()
                .map(entry -> new ModelReader(fields(entry), tables).read())
                .toList();
    }

    ModelTableFile extendedBy(InputStream json, String file) throws IOException {
        JsonFields root = new JsonFields(object(json, file), file, "");
        boolean replace = Boolean.TRUE.equals(root.flag("replace"));
        ObjectNode tables = sizeTables.deepCopy();
        if (root.has("sizeTables")) {
            root.object("sizeTables")
                    .node()
                    .properties()
                    .forEach(table -> tables.set(table.getKey(), table.getValue()));
        }
        List<String> others =
                root.has("otherDialects")
                        ? root.texts("otherDialects").stream()
                                .map(start -> start.toLowerCase(Locale.ROOT))
                                .toList()
                        : otherDialects;
        List<ObjectNode> merged = new ArrayList<>(replace ? List.of() : entries);
        // A model of the file can be like a model that the file replaces.
        List<ObjectNode> known = new ArrayList<>(entries);
        for (JsonFields model : root.objects("models")) {
            merge(model, file, merged, known);
        }
        root.rejectUnknownFields();
        return new ModelTableFile(file, List.copyOf(merged), tables, others);
    }

    private static void merge(
            JsonFields model, String file, List<ObjectNode> merged, List<ObjectNode> known) {
        JsonFields named = new JsonFields(model.node(), file + ": model " + nameOf(model), "");
        int at = indexOf(merged, model.node());
        ObjectNode base =
                at < 0 || model.has("like") ? like(named, known) : merged.get(at).deepCopy();
        if (at >= 0) {
            base.setAll(merged.get(at).deepCopy().retain(IDENTITY_FIELDS));
        }
        ObjectNode entry = patch(base, model.node());
        entry.remove("like");
        SERVICES.forEach(named::text);
        if (SERVICES.stream().noneMatch(entry::has)) {
            throw named.invalid(
                    "gateway",
                    null,
                    "a model needs a name: dashscope, gateway, openaiVideos or several of them");
        }
        if (at < 0) {
            merged.add(entry);
        } else {
            merged.set(at, entry);
        }
        known.add(0, entry);
    }

    private static ObjectNode like(JsonFields model, List<ObjectNode> known) {
        String other = model.text("like");
        if (other == null) {
            return JsonNodeFactory.instance.objectNode();
        }
        ObjectNode base =
                known.stream()
                        .filter(entry -> names(entry).contains(other))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        model.invalid(
                                                "like", other, "write the name of a known model"))
                        .deepCopy();
        base.remove(IDENTITY_FIELDS);
        return base;
    }

    /** As in RFC 7386: objects are merged, null removes a field, any other value replaces it. */
    private static ObjectNode patch(ObjectNode base, ObjectNode changes) {
        changes.properties()
                .forEach(
                        field -> {
                            JsonNode value = field.getValue();
                            if (value.isNull()) {
                                base.remove(field.getKey());
                            } else if (value instanceof ObjectNode inner) {
                                ObjectNode old =
                                        base.get(field.getKey()) instanceof ObjectNode object
                                                ? object
                                                : JsonNodeFactory.instance.objectNode();
                                base.set(field.getKey(), patch(old, inner));
                            } else {
                                base.set(field.getKey(), value);
                            }
                        });
        return base;
    }

    private static int indexOf(List<ObjectNode> entries, ObjectNode model) {
        List<String> names = names(model);
        for (int i = 0; i < entries.size(); i++) {
            if (names(entries.get(i)).stream().anyMatch(names::contains)) {
                return i;
            }
        }
        return -1;
    }

    private static List<String> names(ObjectNode entry) {
        List<String> names = new ArrayList<>();
        for (String field : SERVICES) {
            if (entry.path(field).isTextual()) {
                names.add(entry.path(field).textValue());
            }
        }
        entry.path("aliases").forEach(alias -> names.add(alias.asText()));
        return names;
    }

    private JsonFields fields(ObjectNode entry) {
        return new JsonFields(entry, name + ": model " + names(entry).get(0), "");
    }

    private static String nameOf(JsonFields model) {
        List<String> names = names(model.node());
        return names.isEmpty() ? "without a name" : names.get(0);
    }

    private static ObjectNode object(InputStream json, String file) throws IOException {
        try {
            if (JSON.readTree(json) instanceof ObjectNode object) {
                return object;
            }
            throw new IllegalArgumentException(file + ": is not a JSON object");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    file
                            + ": is not valid JSON (line "
                            + (e.getLocation() == null ? 0 : e.getLocation().getLineNr())
                            + "): "
                            + e.getOriginalMessage(),
                    e);
        }
    }
}

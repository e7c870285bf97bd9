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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The limits and prices of models, for validation before a submit and for documentation. The
 * built-in table is the resource {@value #RESOURCE}; a user can extend or replace it. A model that
 * is not in the table can be used, but its requests are not checked.
 *
 * <p>Immutable and safe for all threads.
 */
public final class ModelTable {

    static final String RESOURCE = "/io/github/refvideo/camel/models.json";

    private static final ModelTable BUILT_IN = new ModelTable(null);

    /** Null in the built-in table, which is read on first use. */
    private final @Nullable Content changed;

    private ModelTable(@Nullable Content changed) {
        this.changed = changed;
    }

    /**
     * The table of the component. It is read when it is used for the first time, because the JSON
     * parser takes a large part of the start of a route.
     */
    public static ModelTable builtIn() {
        return BUILT_IN;
    }

    private Content content() {
        return changed == null ? BuiltIn.CONTENT : changed;
    }

    /**
     * This table with the changes of a file. A model that this table contains is merged field by
     * field, or replaced if the file has {@code like}; other models are added. With {@code
     * "replace": true} the table contains only the models of the file.
     *
     * @param json the file, in the form of the built-in resource; not closed
     * @param name of the file, for messages
     * @throws IllegalArgumentException if the file is not valid; names file, model and field
     * @throws IOException if it cannot be read
     */
    public ModelTable extendedBy(InputStream json, String name) throws IOException {
        return new ModelTable(Content.of(content().file().extendedBy(json, name)));
    }

    /** All models, in the order of the documentation. */
    public List<ModelCapabilities> all() {
        return content().models();
    }

    /**
     * Finds a model.
     *
     * @param name in any spelling
     */
    public Optional<ModelCapabilities> find(@Nullable String name) {
        return name == null
                ? Optional.empty()
                : Optional.ofNullable(content().byName().get(name.strip()));
    }

    /**
     * Whether a model on DashScope needs another request format than the two that the component
     * supports. These models belong to other vendors.
     *
     * @param name in any spelling; always false for a model of this table
     */
    public boolean hasOtherDialect(String name) {
        return find(name).isEmpty()
                && content().file().otherDialects().stream()
                        .anyMatch(
                                start ->
                                        List.of(name.strip().toLowerCase(Locale.ROOT).split("/"))
                                                .stream()
                                                .anyMatch(part -> part.startsWith(start)));
    }

    private record Content(
            ModelTableFile file,
            List<ModelCapabilities> models,
            Map<String, ModelCapabilities> byName) {

        static Content of(ModelTableFile file) {
            List<ModelCapabilities> models = file.models();
            Map<String, ModelCapabilities> byName = new LinkedHashMap<>();
            for (ModelCapabilities model : models) {
                for (String name : model.names().all()) {
                    if (byName.put(name, model) != null) {
                        throw new IllegalArgumentException(
                                file.name() + ": two models have the name " + name);
                    }
                }
            }
            return new Content(file, models, Collections.unmodifiableMap(byName));
        }
    }

    /** Loaded on first use. */
    private static final class BuiltIn {

        static final Content CONTENT = read();

        private static Content read() {
            try (InputStream json = ModelTable.class.getResourceAsStream(RESOURCE)) {
                return Content.of(ModelTableFile.EMPTY.extendedBy(json, RESOURCE));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

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
package io.github.refvideo.camel.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The models that the component knows, for checks before paying and for documentation. A model that
 * is not here can be used all the same; it is only not checked.
 *
 * <p>Immutable and safe for all threads.
 */
public final class ModelTable {

    private static final List<ModelCapabilities> MODELS = KnownModels.rows();
    private static final Map<String, ModelCapabilities> BY_NAME = byName(MODELS);

    private ModelTable() {}

    /** All models, in the order of the documentation. */
    public static List<ModelCapabilities> all() {
        return MODELS;
    }

    /**
     * Looks a model up.
     *
     * @param name in any of its spellings; null finds nothing
     */
    public static Optional<ModelCapabilities> find(String name) {
        return name == null ? Optional.empty() : Optional.ofNullable(BY_NAME.get(name.strip()));
    }

    private static Map<String, ModelCapabilities> byName(List<ModelCapabilities> models) {
        Map<String, ModelCapabilities> byName = new LinkedHashMap<>();
        for (ModelCapabilities model : models) {
            for (String name : model.names().all()) {
                if (byName.put(name, model) != null) {
                    throw new IllegalStateException("two models are called " + name);
                }
            }
        }
        return Collections.unmodifiableMap(byName);
    }
}

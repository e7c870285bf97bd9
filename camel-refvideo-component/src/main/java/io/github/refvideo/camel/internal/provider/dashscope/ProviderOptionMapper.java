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
package io.github.refvideo.camel.internal.provider.dashscope;

import io.github.refvideo.camel.internal.request.RequestOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Adds what the user passes in {@code providerOptions.dashscope} and {@code
 * providerOptions.alibaba}; the former wins where both name a field. The maps {@code input} and
 * {@code parameters} are added field by field; the few other fields that belong to the input go
 * there, and everything else to the parameters. Names of the AI SDK are understood. What an option
 * set stands, except that {@code media} is appended: that is how a first frame gets in.
 */
final class ProviderOptionMapper {

    private static final List<String> NAMESPACES = List.of("dashscope", "alibaba");

    /** The AI SDK's names where they differ from the service's. */
    private static final Map<String, String> SDK_NAMES =
            Map.of(
                    "negativePrompt", "negative_prompt",
                    "audioUrl", "audio_url",
                    "promptExtend", "prompt_extend",
                    "shotType", "shot_type",
                    "referenceVoice", "reference_voice",
                    "referenceUrls", "reference_urls");

    /** They tell the AI SDK how to poll; the service never sees them. */
    private static final Set<String> FOR_THE_SDK = Set.of("pollIntervalMs", "pollTimeoutMs");

    private static final Set<String> INPUT_FIELDS =
            Set.of("prompt", "negative_prompt", "audio_url", "reference_urls", "media");

    private final RequestBodyBuilder draft;

    private ProviderOptionMapper(RequestBodyBuilder draft) {
        this.draft = draft;
    }

    /**
     * @throws IllegalArgumentException when what stands under a name is no map
     */
    static void into(RequestBodyBuilder draft, Map<String, Object> providerOptions) {
        for (String namespace : NAMESPACES) {
            if (providerOptions.containsKey(namespace)) {
                map(namespace, providerOptions.get(namespace))
                        .forEach(new ProviderOptionMapper(draft)::field);
            }
        }
    }

    private void field(String field, Object value) {
        if (field.equals("input")) {
            map(field, value).forEach((name, inner) -> add(draft.input(), name, inner));
        } else if (field.equals("parameters")) {
            map(field, value).forEach((name, inner) -> add(draft.parameters(), name, inner));
        } else if (!FOR_THE_SDK.contains(field)) {
            String name = SDK_NAMES.getOrDefault(field, field);
            add(INPUT_FIELDS.contains(name) ? draft.input() : draft.parameters(), name, value);
        }
    }

    private void add(Map<String, Object> part, String field, Object value) {
        Object ours = part.get(field);
        if (value == null) {
            return;
        }
        if (field.equals("media") && value instanceof List<?> items) {
            List<Object> all = new ArrayList<>(ours instanceof List<?> list ? list : List.of());
            items.stream().map(ProviderOptionMapper::item).forEach(all::add);
            part.put(field, all);
        } else if (ours == null) {
            part.put(field, value);
        } else if (!Objects.equals(String.valueOf(ours), String.valueOf(value))) {
            draft.warn(
                    RequestOption.PROVIDER_OPTIONS,
                    "'"
                            + field
                            + "' is given twice; an option stands before providerOptions.dashscope,"
                            + " and that before providerOptions.alibaba");
        }
    }

    private static Object item(Object item) {
        if (!(item instanceof Map<?, ?> fields)) {
            return item;
        }
        Map<String, Object> renamed = new LinkedHashMap<>();
        fields.forEach(
                (key, value) -> {
                    String name = String.valueOf(key);
                    renamed.put(SDK_NAMES.getOrDefault(name, name), value);
                });
        return renamed;
    }

    private static Map<String, Object> map(String name, Object value) {
        if (!(value instanceof Map<?, ?> fields)) {
            throw new IllegalArgumentException(
                    "providerOptions (header CamelRefVideoProviderOptions): '"
                            + name
                            + "' is not allowed; give a map of fields there");
        }
        Map<String, Object> map = new LinkedHashMap<>();
        fields.forEach((key, inner) -> map.put(String.valueOf(key), inner));
        return map;
    }
}

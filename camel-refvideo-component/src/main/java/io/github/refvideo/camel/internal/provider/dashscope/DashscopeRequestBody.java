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

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.internal.util.Json;
import io.github.refvideo.camel.spi.Warning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The body of a submit while it is written. Not thread-safe. */
final class DashscopeRequestBody {

    private static final List<String> NAMESPACES = List.of("dashscope", "alibaba");

    /** Names of the AI SDK that differ from those of the service. */
    private static final Map<String, String> SDK_NAMES =
            Map.of(
                    "negativePrompt", "negative_prompt",
                    "audioUrl", "audio_url",
                    "promptExtend", "prompt_extend",
                    "shotType", "shot_type",
                    "referenceVoice", "reference_voice",
                    "referenceUrls", "reference_urls");

    /** They tell the AI SDK how to poll and are not sent. */
    private static final Set<String> NOT_SENT = Set.of("pollIntervalMs", "pollTimeoutMs");

    private static final Set<String> INPUT_FIELDS =
            Set.of("prompt", "negative_prompt", "audio_url", "reference_urls", "media");

    private final Map<String, Object> input = new LinkedHashMap<>();
    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private final List<Warning> warnings = new ArrayList<>();

    /** Null omits the field: the service uses its default. */
    DashscopeRequestBody input(String field, @Nullable Object value) {
        return put(input, field, value);
    }

    /** Null omits the field: the service uses its default. */
    DashscopeRequestBody parameter(String field, @Nullable Object value) {
        return put(parameters, field, value);
    }

    void warn(RequestOption option, String details) {
        warnings.add(Warning.local(option.optionName(), details));
    }

    Map<String, Object> input() {
        return input;
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    List<Warning> warnings() {
        return List.copyOf(warnings);
    }

    /**
     * @throws IllegalArgumentException when a provider option cannot be written as JSON
     */
    byte[] bytes(String model) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", model);
        body.put("input", input);
        body.put("parameters", parameters);
        try {
            return Json.MAPPER.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "providerOptions (header CamelRefVideoProviderOptions): contains a value that"
                            + " cannot be written as JSON",
                    e);
        }
    }

    /**
     * Adds the fields of {@code providerOptions.dashscope} and {@code providerOptions.alibaba}; the
     * former has precedence. The maps {@code input} and {@code parameters} are added field by
     * field. Other fields go to the input if they belong there, otherwise to the parameters. Names
     * of the AI SDK are understood. Options of the component have precedence; {@code media} is
     * appended to the references.
     *
     * @throws IllegalArgumentException when a value that must be a map is not a map
     */
    void addProviderOptions(Map<String, Object> providerOptions) {
        for (String namespace : NAMESPACES) {
            if (providerOptions.containsKey(namespace)) {
                map(namespace, providerOptions.get(namespace)).forEach(this::addField);
            }
        }
    }

    private void addField(String field, @Nullable Object value) {
        if (field.equals("input")) {
            map(field, value).forEach((name, inner) -> add(input, name, inner));
        } else if (field.equals("parameters")) {
            map(field, value).forEach((name, inner) -> add(parameters, name, inner));
        } else if (!NOT_SENT.contains(field)) {
            String name = SDK_NAMES.getOrDefault(field, field);
            add(INPUT_FIELDS.contains(name) ? input : parameters, name, value);
        }
    }

    private void add(Map<String, Object> part, String field, @Nullable Object value) {
        Object ours = part.get(field);
        if (value == null) {
            return;
        }
        if (field.equals("media") && value instanceof List<?> items) {
            List<Object> all = new ArrayList<>(ours instanceof List<?> list ? list : List.of());
            items.stream().map(DashscopeRequestBody::item).forEach(all::add);
            part.put(field, all);
        } else if (ours == null) {
            part.put(field, value);
        } else if (!Objects.equals(String.valueOf(ours), String.valueOf(value))) {
            warn(
                    RequestOption.PROVIDER_OPTIONS,
                    "'"
                            + field
                            + "' is set more than once; an option has precedence over"
                            + " providerOptions.dashscope, and that over"
                            + " providerOptions.alibaba");
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

    private static Map<String, Object> map(String name, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> fields)) {
            throw new IllegalArgumentException(
                    "providerOptions (header CamelRefVideoProviderOptions): '"
                            + name
                            + "' is not allowed; it must be a map of fields");
        }
        Map<String, Object> map = new LinkedHashMap<>();
        fields.forEach((key, inner) -> map.put(String.valueOf(key), inner));
        return map;
    }

    private DashscopeRequestBody put(
            Map<String, Object> part, String field, @Nullable Object value) {
        if (value != null) {
            part.put(field, value);
        }
        return this;
    }
}

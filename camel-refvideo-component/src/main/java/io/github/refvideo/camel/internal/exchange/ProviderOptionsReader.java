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
package io.github.refvideo.camel.internal.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.internal.request.RequestReading;
import io.github.refvideo.camel.internal.request.ValidationError;
import io.github.refvideo.camel.internal.util.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads provider options, a Map or JSON text; those of a message override those of the endpoint.
 */
public final class ProviderOptionsReader {

    /** Credentials in messages are ignored. */
    private static final String CREDENTIALS = "byok";

    private ProviderOptionsReader() {}

    /** The fallback models of the gateway: another way to select a model. */
    private static final String FALLBACK_MODELS = "models";

    /**
     * @param modelsRestricted whether messages can select only certain models
     */
    public static void read(
            OptionResolver resolver, boolean modelsRestricted, RequestReading reading) {
        Map<Object, Object> merged = new LinkedHashMap<>();
        merged.putAll(map(resolver.configured(RequestOption.PROVIDER_OPTIONS), reading));
        Map<?, ?> sent = map(resolver.fromMessage(RequestOption.PROVIDER_OPTIONS), reading);
        if (modelsRestricted
                && sent.get("gateway") instanceof Map<?, ?> gateway
                && gateway.containsKey(FALLBACK_MODELS)) {
            reading.addError(
                    ValidationError.invalid(
                            RequestOption.PROVIDER_OPTIONS,
                            "gateway." + FALLBACK_MODELS,
                            "allowedModels is set, so a message can select a model only with the model"
                                    + " option"));
        }
        sent.forEach((provider, fields) -> merge(merged, provider, withoutCredentials(fields)));
        reading.set(RequestOption.PROVIDER_OPTIONS, merged.isEmpty() ? null : merged);
    }

    /** Only reports the errors of the text. */
    public static void check(@Nullable String text, RequestReading reading) {
        map(text, reading);
    }

    private static Map<?, ?> map(@Nullable Object value, RequestReading reading) {
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Map<?, ?> || value instanceof ObjectNode) {
            return (Map<?, ?>) plain(value);
        }
        if (value.toString().isBlank()) {
            return Map.of();
        }
        try {
            Map<?, ?> map = Json.MAPPER.readValue(value.toString(), Map.class);
            return map == null ? Map.of() : map;
        } catch (JsonProcessingException e) {
            reading.addError(
                    ValidationError.invalid(
                            RequestOption.PROVIDER_OPTIONS,
                            "text",
                            "use a Map, or a JSON object such as {\"alibaba\":{\"watermark\":true}}"));
            return Map.of();
        }
    }

    /** Converts JSON nodes to maps and lists at all levels. */
    private static Object plain(Object value) {
        if (value instanceof JsonNode json) {
            return Json.MAPPER.convertValue(json, Object.class);
        } else if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, inner) -> copy.put(key, plain(inner)));
            return copy;
        } else if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list.size());
            list.forEach(inner -> copy.add(plain(inner)));
            return copy;
        }
        return value;
    }

    private static void merge(Map<Object, Object> all, Object provider, Object fields) {
        if (all.get(provider) instanceof Map<?, ?> ours && fields instanceof Map<?, ?> theirs) {
            Map<Object, Object> both = new LinkedHashMap<>(ours);
            both.putAll(theirs);
            all.put(provider, both);
        } else {
            all.put(provider, fields);
        }
    }

    private static Object withoutCredentials(Object fields) {
        if (fields instanceof Map<?, ?> map && map.containsKey(CREDENTIALS)) {
            Map<Object, Object> rest = new LinkedHashMap<>(map);
            rest.remove(CREDENTIALS);
            return rest;
        }
        return fields;
    }
}

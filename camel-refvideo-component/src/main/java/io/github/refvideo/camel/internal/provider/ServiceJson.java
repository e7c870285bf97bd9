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
package io.github.refvideo.camel.internal.provider;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads JSON of a service leniently: every field may be missing, null or of another type. */
public final class ServiceJson {

    // A string may be a whole video. The limit of the reply applies.
    private static final ObjectMapper JSON =
            new ObjectMapper(
                    JsonFactory.builder()
                            .streamReadConstraints(
                                    StreamReadConstraints.builder()
                                            .maxStringLength(Integer.MAX_VALUE)
                                            .build())
                            .build());

    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private ServiceJson() {}

    /** The object in the bytes; a missing node if there is none. */
    public static JsonNode object(byte[] bytes) {
        try {
            JsonNode node = JSON.readTree(bytes);
            return node == null || !node.isObject() ? MissingNode.getInstance() : node;
        } catch (IOException | StackOverflowError e) {
            return MissingNode.getInstance();
        }
    }

    /** Text or number as text; empty when missing, blank or of another type. */
    public static Optional<String> text(JsonNode node) {
        return node.isValueNode() && !node.isNull() && !node.asText().isBlank()
                ? Optional.of(node.asText())
                : Optional.empty();
    }

    /** A positive number of seconds, as number or text; null for anything else. */
    public static @Nullable Double seconds(JsonNode node) {
        double seconds = node.isValueNode() ? node.asDouble(0) : 0;
        return seconds > 0 && seconds < Double.POSITIVE_INFINITY ? (Double) seconds : null;
    }

    /** The fields of an object, unchanged; empty for anything else. */
    public static Map<String, Object> map(JsonNode node) {
        return node.isObject() ? JSON.convertValue(node, MAP) : Map.of();
    }
}

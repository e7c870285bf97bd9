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
package io.github.refvideo.camel.provider.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Reads the gateway's JSON leniently: every field may be missing, null or of another type. */
final class GatewayJson {

    // A video may stand inside as one string; the cap on the whole reply bounds it already.
    private static final ObjectMapper JSON =
            new ObjectMapper(
                    JsonFactory.builder()
                            .streamReadConstraints(
                                    StreamReadConstraints.builder()
                                            .maxStringLength(Integer.MAX_VALUE)
                                            .build())
                            .build());

    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private GatewayJson() {}

    /** The object in the bytes; a missing node when there is none. */
    static JsonNode lenient(byte[] bytes) {
        try {
            JsonNode node = JSON.readTree(bytes);
            return node == null || !node.isObject() ? MissingNode.getInstance() : node;
        } catch (IOException | StackOverflowError e) {
            return MissingNode.getInstance();
        }
    }

    /** The body of a status request. What the service gave as token goes back as it came. */
    static byte[] statusBody(String jobId, String operation) {
        ObjectNode body = JSON.createObjectNode();
        JsonNode token =
                operation == null
                        ? MissingNode.getInstance()
                        : lenient(operation.getBytes(StandardCharsets.UTF_8));
        body.set(
                "operation",
                token.isObject() ? token : JSON.createObjectNode().put("gatewayJobId", jobId));
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    static Map<String, Object> map(JsonNode node) {
        return node.isObject() ? JSON.convertValue(node, MAP) : Map.of();
    }

    static Optional<String> text(JsonNode node) {
        return node.isValueNode() && !node.isNull() && !node.asText().isBlank()
                ? Optional.of(node.asText())
                : Optional.empty();
    }
}

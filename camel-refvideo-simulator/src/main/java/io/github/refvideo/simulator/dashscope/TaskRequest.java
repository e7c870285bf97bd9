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
package io.github.refvideo.simulator.dashscope;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.refvideo.simulator.server.InvalidRequestException;
import io.github.refvideo.simulator.server.Json;
import java.util.ArrayList;
import java.util.List;

/** The unvalidated body of a create call, a JSON object. */
record TaskRequest(ObjectNode body) {
    private static final String STORE = "oss://";

    static TaskRequest read(String text) throws InvalidRequestException {
        return new TaskRequest(Json.readObject(text));
    }

    /** The model's name, or null. */
    String model() {
        return body.path("model").textValue();
    }

    JsonNode input() {
        return body.path("input");
    }

    JsonNode parameters() {
        return body.path("parameters");
    }

    /** The prompt, or an empty string. */
    String prompt() {
        return input().path("prompt").asText("");
    }

    boolean isSet(String parameter) {
        return parameters().hasNonNull(parameter);
    }

    String text(String parameter, String otherwise) {
        return parameters().path(parameter).asText(otherwise);
    }

    /** Whether any URL in the input refers to the temporary store. */
    boolean usesStore() {
        return addresses(input(), new ArrayList<>()).stream()
                .anyMatch(text -> text.startsWith(STORE));
    }

    static boolean isInStore(String url) {
        return url.startsWith(STORE);
    }

    static String storeKey(String url) {
        return url.substring(STORE.length());
    }

    private static List<String> addresses(JsonNode node, List<String> found) {
        if (node.isTextual()) {
            found.add(node.textValue());
        }
        node.forEach(child -> addresses(child, found));
        return found;
    }
}

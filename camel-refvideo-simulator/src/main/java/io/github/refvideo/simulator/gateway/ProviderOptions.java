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
package io.github.refvideo.simulator.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.simulator.server.InvalidRequestException;
import io.github.refvideo.simulator.server.Json;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** The provider options of one vendor. Adapters check their types before they call the vendor. */
final class ProviderOptions {
    private final String provider;
    private final JsonNode fields;

    private ProviderOptions(String provider, JsonNode fields) {
        this.provider = provider;
        this.fields = fields;
    }

    static ProviderOptions of(VideoRequest request, String provider)
            throws InvalidRequestException {
        JsonNode fields = request.providerOptions().path(provider);
        ProviderOptions options = new ProviderOptions(provider, fields);
        if (fields.isMissingNode() || fields.isNull()) {
            return new ProviderOptions(provider, Json.object());
        }
        if (!fields.isObject()) {
            throw options.wrong("", "an object");
        }
        return options;
    }

    JsonNode fields() {
        return fields;
    }

    /** Null for a field that is missing or null. */
    JsonNode text(String name) throws InvalidRequestException {
        return checked(name, JsonNode::isTextual, "a string");
    }

    JsonNode flag(String name) throws InvalidRequestException {
        return checked(name, JsonNode::isBoolean, "a boolean");
    }

    JsonNode positive(String name) throws InvalidRequestException {
        return checked(
                name, node -> node.isNumber() && node.doubleValue() > 0, "a positive number");
    }

    JsonNode oneOf(String name, String... words) throws InvalidRequestException {
        List<String> allowed = Arrays.asList(words);
        return checked(
                name,
                node -> node.isTextual() && allowed.contains(node.textValue()),
                "one of " + String.join(", ", allowed));
    }

    JsonNode list(String name, Predicate<JsonNode> item, String what)
            throws InvalidRequestException {
        return checked(
                name,
                node -> {
                    boolean all = node.isArray();
                    for (JsonNode one : node) {
                        all &= item.test(one);
                    }
                    return all;
                },
                "a list of " + what);
    }

    JsonNode texts(String name) throws InvalidRequestException {
        return list(name, JsonNode::isTextual, "strings");
    }

    /** Optional fields that must not be null. */
    void notNull(String... names) throws InvalidRequestException {
        for (String name : names) {
            if (fields.path(name).isNull()) {
                throw wrong(name, "set, or left out");
            }
        }
    }

    private JsonNode checked(String name, Predicate<JsonNode> holds, String what)
            throws InvalidRequestException {
        JsonNode node = fields.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!holds.test(node)) {
            throw wrong(name, what);
        }
        return node;
    }

    InvalidRequestException wrong(String name, String what) {
        return new InvalidRequestException(
                "invalid "
                        + provider
                        + " provider options: "
                        + (name.isEmpty() ? provider : name)
                        + " must be "
                        + what
                        + ".");
    }
}

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
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.spi.Warning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A request body while it is being written. Used by one thread. */
final class RequestBodyBuilder {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Object> input = new LinkedHashMap<>();
    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private final List<Warning> warnings = new ArrayList<>();

    /** Null leaves the field out: the service takes its own default. */
    RequestBodyBuilder input(String field, Object value) {
        return put(input, field, value);
    }

    /** Null leaves the field out: the service takes its own default. */
    RequestBodyBuilder parameter(String field, Object value) {
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
     * @throws IllegalArgumentException when a value cannot be said in JSON; only what the user
     *     passes through can be such a value
     */
    byte[] bytes(String model) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", model);
        body.put("input", input);
        body.put("parameters", parameters);
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "providerOptions (header CamelRefVideoProviderOptions): holds a value that"
                            + " cannot be written as JSON",
                    e);
        }
    }

    private RequestBodyBuilder put(Map<String, Object> part, String field, Object value) {
        if (value != null) {
            part.put(field, value);
        }
        return this;
    }
}

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
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.refvideo.simulator.server.Json;

/**
 * A request as it arrives at the vendor.
 *
 * @param path of the vendor's API
 * @param body without the model
 * @param warnings of the adapter
 */
record VendorRequest(String path, ObjectNode body, Warnings warnings) {

    static VendorRequest at(String path) {
        return new VendorRequest(path, Json.object(), new Warnings());
    }

    /** Sets a field of the body, unless the value is null. */
    VendorRequest put(String field, JsonNode value) {
        put(body, field, value);
        return this;
    }

    static void put(ObjectNode object, String field, JsonNode value) {
        if (value != null && !value.isNull() && !value.isMissingNode()) {
            object.set(field, value);
        }
    }

    VendorRequest warn(boolean given, String feature, String details) {
        warnings.unsupported(given, feature, details);
        return this;
    }

    /** The URL format of most vendors. */
    static ObjectNode link(String url) {
        return Json.object().put("url", url);
    }

    /** Returns null for null. */
    static JsonNode node(String text) {
        return text == null ? null : TextNode.valueOf(text);
    }

    static JsonNode node(Boolean flag) {
        return flag == null ? null : BooleanNode.valueOf(flag);
    }

    static JsonNode node(Long number) {
        return number == null ? null : LongNode.valueOf(number);
    }

    /** An integer is written without a fraction. */
    static JsonNode node(Double number) {
        return number == null || number != Math.rint(number)
                ? number == null ? null : DoubleNode.valueOf(number)
                : LongNode.valueOf(number.longValue());
    }
}

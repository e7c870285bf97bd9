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
package io.github.refvideo.simulator.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.refvideo.simulator.server.Json;
import io.github.refvideo.simulator.server.MultipartForm;

/**
 * Describes a form as JSON, for the jobs of the simulator. A field that occurs several times, and
 * every field with a file, is an array.
 */
final class FormSummary {
    private FormSummary() {}

    static ObjectNode of(MultipartForm form) {
        ObjectNode summary = Json.object();
        for (MultipartForm.Part part : form.parts()) {
            JsonNode value = value(part);
            JsonNode before = summary.get(part.name());
            if (before instanceof ArrayNode several) {
                several.add(value);
            } else if (before != null) {
                summary.set(part.name(), Json.array().add(before).add(value));
            } else {
                summary.set(part.name(), part.isFile() ? Json.array().add(value) : value);
            }
        }
        return summary;
    }

    private static JsonNode value(MultipartForm.Part part) {
        if (!part.isFile()) {
            return Json.object().textNode(part.text());
        }
        return Json.object()
                .put("fileName", part.fileName())
                .put("contentType", part.contentType())
                .put("bytes", part.content().length());
    }
}

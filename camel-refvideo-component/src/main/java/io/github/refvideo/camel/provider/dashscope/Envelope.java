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
package io.github.refvideo.camel.provider.dashscope;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.camel.provider.ServiceJson;

/**
 * What an error says about itself, in whichever of the seen forms: fields at the top, an {@code
 * error} object or text, or nothing that can be read.
 *
 * @param code null when there is none
 * @param message null when there is none
 * @param requestId null when there is none
 */
record Envelope(String code, String message, String requestId) {

    static Envelope of(JsonNode body) {
        JsonNode error = body.path("error");
        return new Envelope(
                text(body.path("code"), error.path("code"), error.path("type")),
                text(body.path("message"), error.path("message"), error),
                text(body.path("request_id"), body.path("requestId"), error.path("request_id")));
    }

    private static String text(JsonNode first, JsonNode second, JsonNode third) {
        return ServiceJson.text(first)
                .or(() -> ServiceJson.text(second))
                .or(() -> ServiceJson.text(third))
                .orElse(null);
    }
}

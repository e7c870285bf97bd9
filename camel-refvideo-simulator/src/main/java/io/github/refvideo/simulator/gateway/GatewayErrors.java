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
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.refvideo.simulator.server.Json;
import io.github.refvideo.simulator.server.Reply;

/** The gateway's error envelope and its types. */
final class GatewayErrors {
    static final String INVALID_REQUEST = "invalid_request_error";

    private GatewayErrors() {}

    /** An error with the default type of its status. */
    static Reply error(int status, String message) {
        return error(status, typeOf(status), message, NullNode.getInstance());
    }

    static Reply error(int status, String type, String message, JsonNode param) {
        ObjectNode body = Json.object();
        body.putObject("error")
                .put("message", message)
                .put("type", type)
                .<ObjectNode>set("param", param)
                .putNull("code");
        return Reply.json(status, Json.text(body));
    }

    static Reply invalid(String message) {
        return error(400, message);
    }

    static Reply unknownModel(String id) {
        return error(
                404,
                "model_not_found",
                "Model '" + id + "' is not offered here.",
                Json.object().put("modelId", id));
    }

    static Reply unknownJob(String id) {
        return error(
                404, "not_found", "There is no video job '" + id + "'.", NullNode.getInstance());
    }

    static String typeOf(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "insufficient_funds";
            case 403 -> "forbidden";
            case 404 -> "not_found";
            case 413 -> "request_too_large";
            case 424 -> "failed_dependency";
            case 429 -> "rate_limit_exceeded";
            default -> status >= 500 ? "internal_server_error" : INVALID_REQUEST;
        };
    }
}

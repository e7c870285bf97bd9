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

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.refvideo.simulator.server.ErrorStyle;
import io.github.refvideo.simulator.server.Json;
import io.github.refvideo.simulator.server.Reply;
import io.netty.handler.codec.http.HttpResponseStatus;

/** Error bodies: an {@code error} object by vLLM-Omni, a {@code detail} text by SGLang. */
record OpenAiErrors(Dialect dialect) implements ErrorStyle {

    @Override
    public Reply error(int status, String message) {
        ObjectNode body = Json.object();
        if (dialect == Dialect.SGLANG) {
            body.put("detail", message);
        } else {
            body.putObject("error")
                    .put("message", message)
                    .put("type", HttpResponseStatus.valueOf(status).reasonPhrase())
                    .putNull("param")
                    .put("code", status);
        }
        return Reply.json(status, Json.text(body));
    }

    /** Both servers answer a missing or wrong key in the same way. */
    static Reply unauthorized() {
        return Reply.json(401, Json.text(Json.object().put("error", "Unauthorized")));
    }

    /** The response to fields that fail FastAPI's validation, with one entry per field. */
    static Reply invalid(ArrayNode problems) {
        ObjectNode body = Json.object();
        body.set("detail", problems);
        return Reply.json(422, Json.text(body));
    }

    /** One entry of {@link #invalid}. */
    static ObjectNode problem(String type, String place, String field, String message) {
        ObjectNode problem = Json.object().put("type", type);
        problem.putArray("loc").add(place).add(field);
        return problem.put("msg", message);
    }
}

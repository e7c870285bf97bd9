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
package io.github.refvideo.camel.internal.provider.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.refvideo.camel.internal.provider.ServiceJson;
import java.nio.charset.StandardCharsets;

/** The body of a status request. What the service gave as token goes back as it came. */
final class StatusRequest {

    private StatusRequest() {}

    /**
     * @param operation the service's token as JSON text; read again, since a handle may have been
     *     in strangers' hands
     */
    static byte[] body(String jobId, String operation) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        JsonNode token =
                operation == null
                        ? MissingNode.getInstance()
                        : ServiceJson.object(operation.getBytes(StandardCharsets.UTF_8));
        body.set("operation", token.isObject() ? token : byId(jobId));
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode byId(String jobId) {
        return JsonNodeFactory.instance.objectNode().put("gatewayJobId", jobId);
    }
}

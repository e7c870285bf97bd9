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

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.refvideo.simulator.fault.ErrorShape;
import io.github.refvideo.simulator.server.ErrorStyle;
import io.github.refvideo.simulator.server.Json;
import io.github.refvideo.simulator.server.Reply;
import io.vertx.core.buffer.Buffer;
import java.util.UUID;

/** DashScope's error bodies and codes. */
final class DashScopeErrors implements ErrorStyle {
    static final DashScopeErrors STYLE = new DashScopeErrors();

    private DashScopeErrors() {}

    static Reply of(int status, String code, String message) {
        return shaped(ErrorShape.FLAT, status, code, message);
    }

    static Reply invalidKey() {
        return of(
                401,
                "InvalidApiKey",
                "The API key is missing, not known, or belongs to another region.");
    }

    static Reply throttled(String what) {
        return of(429, "Throttling.RateQuota", "Too many requests: " + what + ". Try again later.");
    }

    /** An error with the default code of its status. */
    @Override
    public Reply error(int status, String message) {
        return of(status, codeOf(status), message);
    }

    /** {@code code} may include the error shape: {@code Throttling:nested}. */
    @Override
    public Reply coded(int status, String code, String message) {
        String[] parts = code.split(":", 2);
        ErrorShape shape = parts.length == 2 ? ErrorShape.of(parts[1]) : ErrorShape.FLAT;
        return shaped(shape, status, parts[0], message);
    }

    private static Reply shaped(ErrorShape shape, int status, String code, String message) {
        ObjectNode body = Json.object();
        String requestId = UUID.randomUUID().toString();
        switch (shape) {
            case FLAT ->
                    body.put("code", code).put("message", message).put("request_id", requestId);
            case NESTED -> {
                body.putObject("error").put("code", code).put("message", message);
                body.put("request_id", requestId);
            }
            case CAMEL_REQUEST_ID ->
                    body.put("code", code).put("message", message).put("requestId", requestId);
            case MESSAGE_ONLY -> body.put("message", message);
            case HTML -> {
                return Reply.of(status, "text/html", Buffer.buffer(page(status)));
            }
            case EMPTY -> {
                return Reply.of(status, "text/plain", Buffer.buffer());
            }
        }
        return Reply.json(status, Json.text(body));
    }

    private static String page(int status) {
        return "<html><head><title>"
                + status
                + "</title></head><body>Simulated proxy</body></html>";
    }

    private static String codeOf(int status) {
        return switch (status) {
            case 400 -> "InvalidParameter";
            case 401 -> "InvalidApiKey";
            case 403 -> "AccessDenied";
            case 404 -> "NotFound";
            case 413 -> "RequestTooLargeError";
            case 429 -> "Throttling.RateQuota";
            case 503 -> "ModelUnavailable";
            case 504 -> "GatewayTimeoutError";
            default -> status >= 500 ? "InternalError" : "BadRequestError";
        };
    }
}

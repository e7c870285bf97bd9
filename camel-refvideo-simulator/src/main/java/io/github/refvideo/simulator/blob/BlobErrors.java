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
package io.github.refvideo.simulator.blob;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.refvideo.simulator.server.ErrorStyle;
import io.github.refvideo.simulator.server.Json;
import io.github.refvideo.simulator.server.Reply;

/** The store's error envelope and its codes. */
final class BlobErrors {
    static final ErrorStyle STYLE =
            new ErrorStyle() {
                @Override
                public Reply error(int status, String message) {
                    return coded(status, codeOf(status), message);
                }

                @Override
                public Reply coded(int status, String code, String message) {
                    ObjectNode body = Json.object();
                    body.putObject("error").put("code", code).put("message", message);
                    return BlobViews.traced(Reply.json(status, Json.text(body)));
                }
            };

    private BlobErrors() {}

    private static String codeOf(int status) {
        return switch (status) {
            case 401, 403 -> "forbidden";
            case 404 -> "not_found";
            case 412 -> "precondition_failed";
            case 413 -> "file_too_large";
            case 429 -> "rate_limited";
            case 503 -> "service_unavailable";
            default -> status >= 500 ? "internal_server_error" : "bad_request";
        };
    }
}

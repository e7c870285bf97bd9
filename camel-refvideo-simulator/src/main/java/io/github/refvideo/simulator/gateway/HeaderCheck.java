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

import io.github.refvideo.simulator.server.Call;
import io.github.refvideo.simulator.server.Reply;
import java.util.Locale;
import java.util.Optional;

/** Checks the headers in the same order as the gateway. */
final class HeaderCheck {
    private static final String PROTOCOL = "0.0.1";
    private static final String SPECIFICATION = "4";
    private static final String BEARER = "bearer ";

    private final String acceptedKey;
    private final GatewayModels models;

    /** Accepts only the given key or, if it is null, any non-empty key. */
    HeaderCheck(String acceptedKey, GatewayModels models) {
        this.acceptedKey = acceptedKey;
        this.models = models;
    }

    /** Checks all headers of a video call; empty if they are valid. */
    Optional<Reply> refuseVideoCall(Call call) {
        return refuseStranger(call)
                .or(() -> expect(call, "ai-gateway-protocol-version", PROTOCOL))
                .or(() -> expect(call, "ai-video-model-specification-version", SPECIFICATION))
                .or(() -> refuseModel(call.header("ai-model-id")))
                .or(() -> refuseContentType(call.header("content-type")));
    }

    /** Checks only the credential. */
    Optional<Reply> refuseStranger(Call call) {
        String authorization = call.header("authorization");
        boolean bearer =
                authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER);
        String token = bearer ? authorization.substring(BEARER.length()).trim() : "";
        boolean known = acceptedKey == null ? !token.isEmpty() : acceptedKey.equals(token);
        return known
                ? Optional.empty()
                : Optional.of(GatewayErrors.error(401, "The credential is missing or not valid."));
    }

    private static Optional<Reply> expect(Call call, String header, String value) {
        String given = call.header(header);
        if (value.equals(given)) {
            return Optional.empty();
        }
        return Optional.of(
                GatewayErrors.invalid(
                        "Unsupported "
                                + header
                                + ": "
                                + (given == null ? "it is missing" : "'" + given + "'")
                                + ", '"
                                + value
                                + "' is expected."));
    }

    private Optional<Reply> refuseModel(String id) {
        if (id == null || id.isBlank()) {
            return Optional.of(GatewayErrors.invalid("The header ai-model-id is missing."));
        }
        return models.find(id).isPresent()
                ? Optional.empty()
                : Optional.of(GatewayErrors.unknownModel(id));
    }

    private static Optional<Reply> refuseContentType(String type) {
        boolean json =
                type != null
                        && type.toLowerCase(Locale.ROOT)
                                .split(";")[0]
                                .trim()
                                .equals("application/json");
        return json
                ? Optional.empty()
                : Optional.of(GatewayErrors.invalid("The content-type must be application/json."));
    }
}

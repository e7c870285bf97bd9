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

import java.util.Map;
import java.util.TreeMap;

/** The headers of the gateway's protocol. */
final class GatewayHeaders {

    static final String IDEMPOTENCY_KEY = "idempotency-key";

    private final GatewaySettings settings;

    GatewayHeaders(GatewaySettings settings) {
        this.settings = settings;
    }

    /**
     * @param model goes into a header; the body never names it, and status needs it too
     */
    Map<String, String> forModel(String model) {
        Map<String, String> headers = common();
        headers.put("ai-video-model-specification-version", "4");
        headers.put("ai-model-id", model);
        headers.put("content-type", "application/json");
        return headers;
    }

    /** What every call bears. */
    Map<String, String> common() {
        // Ignores case, so that a user's header cannot stand beside one of the protocol's.
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(settings.additionalHeaders());
        headers.put("authorization", "Bearer " + settings.credential().token());
        headers.put("ai-gateway-auth-method", settings.credential().method());
        headers.put("ai-gateway-protocol-version", "0.0.1");
        if (settings.team() != null) {
            headers.put("x-vercel-ai-gateway-team", settings.team());
        }
        return headers;
    }
}

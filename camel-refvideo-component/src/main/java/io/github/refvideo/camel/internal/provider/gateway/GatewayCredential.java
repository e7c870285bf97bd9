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

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What goes into the Authorization header, and the word for what it is.
 *
 * @param token never logged
 * @param method {@code api-key} or {@code oidc}
 */
public record GatewayCredential(String token, String method) {

    static final String API_KEY_VARIABLE = "AI_GATEWAY_API_KEY";
    static final String OIDC_VARIABLE = "VERCEL_OIDC_TOKEN";

    /**
     * Finds the credential: the option, else {@code AI_GATEWAY_API_KEY}, else {@code
     * VERCEL_OIDC_TOKEN}.
     *
     * @param apiKey the option; null or blank when not set
     * @param environment looks an environment variable up; null when not set
     */
    public static Optional<GatewayCredential> find(
            String apiKey, UnaryOperator<String> environment) {
        return present(apiKey)
                .or(() -> present(environment.apply(API_KEY_VARIABLE)))
                .map(key -> new GatewayCredential(key, "api-key"))
                .or(
                        () ->
                                present(environment.apply(OIDC_VARIABLE))
                                        .map(token -> new GatewayCredential(token, "oidc")));
    }

    private static Optional<String> present(String value) {
        return value == null || value.isBlank() ? Optional.empty() : Optional.of(value.strip());
    }

    @Override
    public String toString() {
        return "GatewayCredential[" + method + "]";
    }
}

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
package io.github.refvideo.camel.internal.provider.dashscope;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The key that goes into the Authorization header.
 *
 * @param token never logged
 */
public record DashscopeCredential(String token) {

    /** The variable of Alibaba's own clients. */
    static final String DASHSCOPE_VARIABLE = "DASHSCOPE_API_KEY";

    /** The variable of the AI SDK. */
    static final String ALIBABA_VARIABLE = "ALIBABA_API_KEY";

    /**
     * Finds the key: the option, else {@code DASHSCOPE_API_KEY}, else {@code ALIBABA_API_KEY}.
     *
     * @param apiKey the option; null or blank when not set
     * @param environment looks an environment variable up; null when not set
     */
    public static Optional<DashscopeCredential> find(
            String apiKey, UnaryOperator<String> environment) {
        return present(apiKey)
                .or(() -> present(environment.apply(DASHSCOPE_VARIABLE)))
                .or(() -> present(environment.apply(ALIBABA_VARIABLE)))
                .map(DashscopeCredential::new);
    }

    private static Optional<String> present(String value) {
        return value == null || value.isBlank() ? Optional.empty() : Optional.of(value.strip());
    }

    @Override
    public String toString() {
        return "DashscopeCredential[xxxxxx]";
    }
}

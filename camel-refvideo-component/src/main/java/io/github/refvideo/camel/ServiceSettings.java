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
package io.github.refvideo.camel;

import io.github.refvideo.camel.internal.provider.ServiceCredential;
import io.github.refvideo.camel.internal.provider.dashscope.DashscopeSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** From options to what the rooms below need, where several of them need the same. */
final class ServiceSettings {

    private ServiceSettings() {}

    /**
     * For DashScope's jobs and for its temporary space.
     *
     * @param environment looks up environment variables; null for one that is not set
     * @param remedy what to say to whoever set no key
     * @throws IllegalArgumentException without a key
     */
    static DashscopeSettings dashscope(
            RefVideoConfiguration configuration, UnaryOperator<String> environment, String remedy) {
        ServiceCredential credential =
                DashscopeSettings.findCredential(configuration.getApiKey(), environment)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "apiKey: is missing; " + remedy));
        return new DashscopeSettings(
                BaseUrls.of(configuration),
                configuration.getListBaseUrl(),
                credential,
                configuration.getWorkspaceId(),
                headers(configuration),
                Duration.ofMillis(configuration.getResponseTimeout()),
                DashscopeSettings.DEFAULT_UNKNOWN_GRACE);
    }

    /** What to send with every call; in the order of the options. */
    static Map<String, String> headers(RefVideoConfiguration configuration) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (configuration.getAdditionalHeader() != null) {
            configuration
                    .getAdditionalHeader()
                    .forEach((name, value) -> headers.put(name, String.valueOf(value)));
        }
        return headers;
    }
}

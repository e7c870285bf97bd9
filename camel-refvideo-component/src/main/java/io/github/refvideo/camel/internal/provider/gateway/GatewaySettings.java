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

import io.github.refvideo.camel.internal.provider.ServiceCredential;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a connection to a gateway.
 *
 * @param baseUrl up to and including {@code /v4/ai}, without a trailing slash
 * @param credential from {@link #findCredential}
 * @param team sent for access tokens that can see several teams
 * @param additionalHeaders sent with each call; cannot replace what the protocol needs
 * @param stream whether the reply to the submit contains the video
 * @param responseTimeout limit of one start or status call
 * @param heartbeatTimeout the longest pause of a stream before it counts as lost
 * @param maxVideoBytes the largest video inside a reply, in bytes ({@code maxVideoSize})
 */
public record GatewaySettings(
        String baseUrl,
        ServiceCredential credential,
        @Nullable String team,
        Map<String, String> additionalHeaders,
        boolean stream,
        Duration responseTimeout,
        Duration heartbeatTimeout,
        long maxVideoBytes) {

    /** The public service. */
    public static final String DEFAULT_BASE_URL = "https://ai-gateway.vercel.sh/v4/ai";

    /** Maximum length of a reply without its video, in bytes. */
    static final int MAX_CONTROL_REPLY_BYTES = 1 << 20;

    public GatewaySettings {
        baseUrl = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
        additionalHeaders = Map.copyOf(additionalHeaders);
    }

    /**
     * Finds the credential: the option, else {@code AI_GATEWAY_API_KEY}, else {@code
     * VERCEL_OIDC_TOKEN}.
     *
     * @param apiKey the option; null or blank if not set
     * @param environment returns an environment variable; null if not set
     */
    public static Optional<ServiceCredential> findCredential(
            @Nullable String apiKey, UnaryOperator<@Nullable String> environment) {
        return ServiceCredential.find("api-key", apiKey)
                .or(
                        () ->
                                ServiceCredential.find(
                                        "api-key", environment.apply("AI_GATEWAY_API_KEY")))
                .or(() -> ServiceCredential.find("oidc", environment.apply("VERCEL_OIDC_TOKEN")));
    }

    /** The headers of every call; may be changed. */
    Map<String, String> headers() {
        // Ignores case, so that an additional header cannot duplicate one of the protocol.
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(additionalHeaders);
        headers.put("authorization", "Bearer " + credential.token());
        headers.put("ai-gateway-auth-method", credential.method());
        headers.put("ai-gateway-protocol-version", "0.0.1");
        if (team != null) {
            headers.put("x-vercel-ai-gateway-team", team);
        }
        return headers;
    }

    /**
     * The headers of a call about a model; may be changed.
     *
     * @param model named in a header only, never in the body; status calls need it too
     */
    Map<String, String> headers(String model) {
        Map<String, String> headers = headers();
        headers.put("ai-video-model-specification-version", "4");
        headers.put("ai-model-id", model);
        headers.put("content-type", "application/json");
        return headers;
    }

    /** The timeout of a call: the shorter of both. */
    Duration limit(Duration timeout) {
        return timeout.compareTo(responseTimeout) < 0 ? timeout : responseTimeout;
    }

    URI endpoint(String path) {
        return URI.create(baseUrl + path);
    }

    /** For error messages, which never contain the whole URL. */
    String host() {
        return URI.create(baseUrl).getHost();
    }

    /** Values that are sent and must not be logged: the key and the additional headers. */
    public Collection<String> secrets() {
        List<String> secrets = new ArrayList<>(additionalHeaders.values());
        secrets.add(credential.token());
        return secrets;
    }
}

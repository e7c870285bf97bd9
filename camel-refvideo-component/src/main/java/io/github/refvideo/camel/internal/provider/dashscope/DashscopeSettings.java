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
 * The settings of a connection to DashScope.
 *
 * @param baseUrl up to and including {@code /api/v1}; see {@code DashscopeRegion}
 * @param listBaseUrl the same for the list call, which workspace hosts were seen to refuse; null or
 *     blank for {@code baseUrl}
 * @param credential from {@link #findCredential}
 * @param workspaceId sent with each call; null for the default workspace of the key
 * @param additionalHeaders sent with each call; cannot replace what the protocol needs
 * @param responseTimeout limit of one call
 * @param unknownGrace how long after its submit a job may be unknown to the service: a lookup may
 *     lag behind a create
 */
public record DashscopeSettings(
        String baseUrl,
        @Nullable String listBaseUrl,
        ServiceCredential credential,
        @Nullable String workspaceId,
        Map<String, String> additionalHeaders,
        Duration responseTimeout,
        Duration unknownGrace) {

    /** See {@link #unknownGrace()}. The lag is not documented; this is a safe estimate. */
    public static final Duration DEFAULT_UNKNOWN_GRACE = Duration.ofMinutes(2);

    /** Maximum length of a reply about one job, in bytes. */
    static final long MAX_REPLY_BYTES = 1 << 20;

    /** Maximum length of a page of a list, in bytes: up to 1000 rows of about 500 bytes. */
    static final long MAX_LIST_BYTES = 4 << 20;

    public DashscopeSettings {
        baseUrl = withoutSlash(baseUrl);
        listBaseUrl =
                listBaseUrl == null || listBaseUrl.isBlank()
                        ? baseUrl
                        : withoutSlash(listBaseUrl.strip());
        workspaceId = workspaceId == null || workspaceId.isBlank() ? null : workspaceId.strip();
        additionalHeaders = Map.copyOf(additionalHeaders);
    }

    /** Finds the key: the option, else {@code DASHSCOPE_API_KEY}, else {@code ALIBABA_API_KEY}. */
    public static Optional<ServiceCredential> findCredential(
            @Nullable String apiKey, UnaryOperator<@Nullable String> environment) {
        return ServiceCredential.find("api-key", apiKey)
                // The variable of the clients of Alibaba, then that of the AI SDK.
                .or(() -> ServiceCredential.find("api-key", environment.apply("DASHSCOPE_API_KEY")))
                .or(() -> ServiceCredential.find("api-key", environment.apply("ALIBABA_API_KEY")));
    }

    /** The headers of every call; may be changed. */
    Map<String, String> headers() {
        // Ignores case, so that an additional header cannot duplicate one of the protocol.
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(additionalHeaders);
        headers.put("authorization", "Bearer " + credential.token());
        headers.put("accept", "application/json");
        if (workspaceId != null) {
            headers.put("x-dashscope-workspace", workspaceId);
        }
        return headers;
    }

    /** The timeout of a call: the shorter of both. */
    Duration limit(Duration timeout) {
        return timeout.compareTo(responseTimeout) < 0 ? timeout : responseTimeout;
    }

    URI endpoint(String path) {
        return URI.create(baseUrl + path);
    }

    URI listEndpoint(String pathAndQuery) {
        return URI.create(listBaseUrl + pathAndQuery);
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /** Values that are sent and must not be logged: the key and the additional headers. */
    public Collection<String> secrets() {
        List<String> secrets = new ArrayList<>(additionalHeaders.values());
        secrets.add(credential.token());
        return secrets;
    }
}

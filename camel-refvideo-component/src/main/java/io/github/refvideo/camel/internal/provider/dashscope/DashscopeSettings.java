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

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * How to talk to DashScope.
 *
 * @param baseUrl up to and including {@code /api/v1}; see {@code DashscopeRegion}
 * @param listBaseUrl the same for the list call, which workspace hosts were seen to refuse; null
 *     for {@code baseUrl}
 * @param credential see {@link DashscopeCredential}
 * @param workspaceId sent with each call; null for the key's own workspace
 * @param additionalHeaders sent with each call; cannot replace what the protocol needs
 * @param responseTimeout limit of one call
 * @param unknownGrace how long after its submit a job may be unknown to the service without being
 *     lost: a lookup may lag behind a create
 */
public record DashscopeSettings(
        String baseUrl,
        String listBaseUrl,
        DashscopeCredential credential,
        String workspaceId,
        Map<String, String> additionalHeaders,
        Duration responseTimeout,
        Duration unknownGrace) {

    /** See {@link #unknownGrace()}; nobody documents a lag, this is a guess on the safe side. */
    public static final Duration DEFAULT_UNKNOWN_GRACE = Duration.ofMinutes(2);

    /** Cap for replies about one job. */
    static final long MAX_REPLY_BYTES = 1 << 20;

    /** Cap for a page of a list: a row has some 500 bytes, and 1000 rows were seen asked for. */
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

    URI endpoint(String path) {
        return URI.create(baseUrl + path);
    }

    URI listEndpoint(String pathAndQuery) {
        return URI.create(listBaseUrl + pathAndQuery);
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /** What is sent and must not be shown: the credential and the values of additional headers. */
    public Collection<String> secrets() {
        List<String> secrets = new ArrayList<>(additionalHeaders.values());
        secrets.add(credential.token());
        return secrets;
    }
}

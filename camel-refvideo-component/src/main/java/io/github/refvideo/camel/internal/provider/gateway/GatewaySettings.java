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

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * How to talk to a gateway.
 *
 * @param baseUrl up to and including {@code /v4/ai}, without a trailing slash
 * @param credential see {@link GatewayCredential}
 * @param team sent for access tokens that can see several teams; null for none
 * @param additionalHeaders sent with each call; cannot replace what the protocol needs
 * @param stream whether the video comes in the reply to the submit
 * @param responseTimeout limit of one start or status call
 * @param heartbeatTimeout longest silence of a stream before it counts as lost
 * @param maxVideoBytes the largest video to take from inside a reply, {@code maxVideoSize}
 */
public record GatewaySettings(
        String baseUrl,
        GatewayCredential credential,
        String team,
        Map<String, String> additionalHeaders,
        boolean stream,
        Duration responseTimeout,
        Duration heartbeatTimeout,
        long maxVideoBytes) {

    /** The public service. */
    public static final String DEFAULT_BASE_URL = "https://ai-gateway.vercel.sh/v4/ai";

    /** Cap for replies that hold control data only. */
    static final int MAX_CONTROL_REPLY_BYTES = 1 << 20;

    public GatewaySettings {
        baseUrl = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
        additionalHeaders = Map.copyOf(additionalHeaders);
    }

    URI endpoint(String path) {
        return URI.create(baseUrl + path);
    }

    /** Names for error messages: never the whole URL. */
    String host() {
        return URI.create(baseUrl).getHost();
    }

    /** What is sent and must not be shown: the credential and the values of additional headers. */
    public Collection<String> secrets() {
        List<String> secrets = new ArrayList<>(additionalHeaders.values());
        secrets.add(credential.token());
        return secrets;
    }
}

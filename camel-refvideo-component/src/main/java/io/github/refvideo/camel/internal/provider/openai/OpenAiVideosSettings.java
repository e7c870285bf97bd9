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
package io.github.refvideo.camel.internal.provider.openai;

import io.github.refvideo.camel.internal.provider.ServiceCredential;
import io.github.refvideo.camel.spi.JobHandle;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a connection to a self-hosted server.
 *
 * @param baseUrl up to and including {@code /v1}
 * @param credential null if the server needs no key
 * @param additionalHeaders sent with each call; cannot replace what the protocol needs
 * @param responseTimeout limit of one call; a submit may take longer, by its size
 * @param server the server program; null to ask the server
 * @param passReferenceUrls whether the server fetches references that are URLs
 */
public record OpenAiVideosSettings(
        String baseUrl,
        @Nullable ServiceCredential credential,
        Map<String, String> additionalHeaders,
        Duration responseTimeout,
        @Nullable VideosServer server,
        boolean passReferenceUrls) {

    /** Maximum length of a reply, in bytes: a list has up to 100 jobs with their prompts. */
    static final long MAX_REPLY_BYTES = 4 << 20;

    /** A slower upload is not expected within a data centre. */
    private static final long UPLOAD_BYTES_PER_SECOND = 256 << 10;

    public OpenAiVideosSettings {
        baseUrl = withoutSlash(baseUrl);
        additionalHeaders = Map.copyOf(additionalHeaders);
    }

    private static String withoutSlash(String url) {
        return url.replaceFirst("/+$", "");
    }

    /** Whether a job was submitted to this server. */
    boolean isServerOf(JobHandle job) {
        return withoutSlash(job.baseUrl()).equalsIgnoreCase(baseUrl);
    }

    /** The headers of every call; may be changed. */
    Map<String, String> headers() {
        // Ignores case, so that an additional header cannot duplicate one of the protocol.
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(additionalHeaders);
        if (credential != null) {
            headers.put("authorization", "Bearer " + credential.token());
        }
        return headers;
    }

    URI endpoint(String path) {
        return URI.create(baseUrl + path);
    }

    /** The timeout of a call: the shorter of both. */
    Duration limit(Duration timeout) {
        return timeout.compareTo(responseTimeout) < 0 ? timeout : responseTimeout;
    }

    /** The same for a request with a body, which has one more second per 256 KiB. */
    Duration limit(Duration timeout, long bodyBytes) {
        Duration limit = responseTimeout.plusSeconds(bodyBytes / UPLOAD_BYTES_PER_SECOND);
        return timeout.compareTo(limit) < 0 ? timeout : limit;
    }

    /** Identifies the server and the credential without revealing it. */
    String account() {
        String place = OpenAiVideosProvider.NAME + " at " + baseUrl;
        return credential == null ? place : credential.fingerprint(place);
    }

    /** Values that are sent and must not be logged: the key and the additional headers. */
    Collection<String> secrets() {
        List<String> secrets = new ArrayList<>(additionalHeaders.values());
        if (credential != null) {
            secrets.add(credential.token());
        }
        return secrets;
    }
}

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
package io.github.refvideo.camel.internal.reference.store;

import io.github.refvideo.camel.internal.http.HttpRequest;
import io.github.refvideo.camel.internal.http.HttpResponse;
import io.github.refvideo.camel.internal.http.RequestBody;
import io.github.refvideo.camel.internal.provider.ServiceText;
import io.github.refvideo.camel.spi.LocalMedia;
import io.github.refvideo.camel.spi.MediaInfo;
import io.github.refvideo.camel.spi.MediaType;
import io.github.refvideo.camel.spi.ReferenceStoreException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Uploads one file with one policy. Each attempt gets a name of its own: the space refuses to
 * overwrite, and nobody knows whether an attempt without an answer arrived.
 */
final class UploadCall implements StoreRequest {

    private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z0-9.]{1,80})</Code>");
    private static final Pattern SAID = Pattern.compile("<Message>([^<]{1,300})</Message>");

    private final UploadPolicy policy;
    private final LocalMedia media;
    private volatile String key;

    UploadCall(UploadPolicy policy, LocalMedia media) {
        this.policy = policy;
        this.media = media;
    }

    @Override
    public String service() {
        return "DashScope's temporary space";
    }

    /** No Authorization: the form shows the permission, and the host is another one. */
    @Override
    public HttpRequest attempt(int number, Duration timeout) {
        MediaInfo facts = media.facts();
        String name = MediaType.fileName(UUID.randomUUID().toString(), facts.mediaType());
        key = policy.directory() + "/" + name;
        Map<String, String> fields = new LinkedHashMap<>(policy.fields());
        fields.put("key", key);
        fields.put("success_action_status", "200");
        fields.put("x-oss-content-type", facts.mediaType());
        UploadForm form =
                UploadForm.of(
                        "refvideo-" + UUID.randomUUID(),
                        fields,
                        name,
                        facts.mediaType(),
                        RequestBody.of(media::open, 0, facts.length()));
        return new HttpRequest(
                        "POST",
                        policy.host(),
                        Map.of("content-type", form.contentType()),
                        null,
                        timeout,
                        StoreRetryPolicy.IDLE,
                        StoreRetryPolicy.MAX_REPLY_BYTES)
                .uploading(form.body());
    }

    /** Where the last attempt put the file. */
    String url() {
        return "oss://" + key;
    }

    @Override
    public ReferenceStoreException refused(HttpResponse reply) {
        String said = reply.text();
        StringBuilder message =
                new StringBuilder("The reference was not stored. DashScope's temporary space at ")
                        .append(policy.host().getHost())
                        .append(" answered ")
                        .append(reply.status());
        Matcher code = CODE.matcher(said);
        if (code.find()) {
            message.append(" (").append(code.group(1)).append(')');
        }
        Matcher words = SAID.matcher(said);
        if (words.find()) {
            message.append(": ").append(ServiceText.line(words.group(1), signature(policy)));
        }
        int status = reply.status();
        return new ReferenceStoreException(
                message.toString(), status, status >= 500 || status == 429 || status == 408, null);
    }

    private static List<String> signature(UploadPolicy policy) {
        String signature = policy.fields().get("Signature");
        return signature == null ? List.of() : List.of(signature);
    }
}

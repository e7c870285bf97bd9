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

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.camel.internal.provider.ServiceJson;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The permission to upload into DashScope's temporary space, for a few minutes and any number of
 * files.
 *
 * @param host where the form goes
 * @param directory in which objects may be named
 * @param fields of the form that show the permission; never logged
 * @param maxBytes the largest file; 0 when the service does not say
 * @param life how long from the moment it was given
 */
record UploadPolicy(
        URI host, String directory, Map<String, String> fields, long maxBytes, Duration life) {

    private static final Duration USUAL_LIFE = Duration.ofMinutes(5);

    /** Empty when something is missing without which no upload can succeed. */
    static Optional<UploadPolicy> of(JsonNode data) {
        Optional<URI> host = text(data, "upload_host").flatMap(StoredUrls::http);
        Optional<String> directory = text(data, "upload_dir");
        Optional<String> policy = text(data, "policy");
        Optional<String> signature = text(data, "signature");
        Optional<String> keyId = text(data, "oss_access_key_id");
        if (host.isEmpty()
                || directory.isEmpty()
                || policy.isEmpty()
                || signature.isEmpty()
                || keyId.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("OSSAccessKeyId", keyId.get());
        fields.put("Signature", signature.get());
        fields.put("policy", policy.get());
        fields.put("x-oss-object-acl", text(data, "x_oss_object_acl").orElse("private"));
        fields.put("x-oss-forbid-overwrite", text(data, "x_oss_forbid_overwrite").orElse("true"));
        long seconds = data.path("expire_in_seconds").asLong(USUAL_LIFE.toSeconds());
        return Optional.of(
                new UploadPolicy(
                        host.get(),
                        directory.get(),
                        Collections.unmodifiableMap(fields),
                        data.path("max_file_size_mb").asLong(0) * 1024 * 1024,
                        Duration.ofSeconds(Math.max(0, seconds))));
    }

    private static Optional<String> text(JsonNode data, String field) {
        return ServiceJson.text(data.path(field));
    }

    @Override
    public String toString() {
        return "UploadPolicy[" + directory + "]";
    }
}

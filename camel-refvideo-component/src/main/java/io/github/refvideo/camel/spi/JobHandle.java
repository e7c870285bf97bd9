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
package io.github.refvideo.camel.spi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serializable;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Identifies a job, so that any node can continue with it at any time. Contains no secrets and may
 * be stored in headers, queues and databases.
 *
 * @param provider name of the provider, such as {@code gateway}
 * @param baseUrl of the service to which the job was submitted
 * @param model the model in the provider's spelling
 * @param jobId the id that the service assigned
 * @param submittedAt when the service acknowledged the submit
 * @param idempotencyKey the key of the purchase in the job repository
 * @param operation a token of the service for the job, as unchanged JSON text; null if the id is
 *     sufficient
 * @param output the {@code output} option of the submitting endpoint, such as {@code file}; null if
 *     it has none
 */
public record JobHandle(
        String provider,
        String baseUrl,
        String model,
        String jobId,
        Instant submittedAt,
        @Nullable String idempotencyKey,
        @Nullable String operation,
        @Nullable String output)
        implements Serializable {

    /** The version of the JSON form that {@link #toJson()} writes. */
    public static final int VERSION = 1;

    private static final ObjectMapper JSON = new ObjectMapper();

    public JobHandle {
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(baseUrl, "baseUrl");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(jobId, "jobId");
        Objects.requireNonNull(submittedAt, "submittedAt");
    }

    /** A handle as a provider creates it. */
    public JobHandle(
            String provider,
            String baseUrl,
            String model,
            String jobId,
            Instant submittedAt,
            @Nullable String idempotencyKey,
            @Nullable String operation) {
        this(provider, baseUrl, model, jobId, submittedAt, idempotencyKey, operation, null);
    }

    /** A copy with the key of the purchase and the requested output. */
    public JobHandle boughtWith(@Nullable String key, @Nullable String wantedOutput) {
        return new JobHandle(
                provider, baseUrl, model, jobId, submittedAt, key, operation, wantedOutput);
    }

    /** A small JSON object on one line. */
    public String toJson() {
        ObjectNode node = JSON.createObjectNode();
        node.put("version", VERSION);
        node.put("provider", provider);
        node.put("baseUrl", baseUrl);
        node.put("model", model);
        node.put("jobId", jobId);
        node.put("submittedAt", submittedAt.toString());
        if (idempotencyKey != null) {
            node.put("idempotencyKey", idempotencyKey);
        }
        if (operation != null) {
            node.put("operation", operation);
        }
        if (output != null) {
            node.put("output", output);
        }
        return node.toString();
    }

    /**
     * Reads the result of {@link #toJson()}. Unknown fields are ignored, so that older nodes can
     * read handles of newer nodes of the same version.
     *
     * @throws IllegalArgumentException if the text is not a handle; the message does not contain
     *     the text
     */
    public static JobHandle fromJson(String json) {
        try {
            JsonNode node = JSON.readTree(json);
            if (node == null || !node.isObject() || node.path("version").asInt() != VERSION) {
                throw new IllegalArgumentException(
                        "Not a job handle of version " + VERSION + ": expected a JSON object");
            }
            return new JobHandle(
                    required(node, "provider"),
                    required(node, "baseUrl"),
                    required(node, "model"),
                    required(node, "jobId"),
                    Instant.parse(required(node, "submittedAt")),
                    node.path("idempotencyKey").asText(null),
                    node.path("operation").asText(null),
                    node.path("output").asText(null));
        } catch (JsonProcessingException | DateTimeParseException e) {
            throw new IllegalArgumentException("Not a job handle: cannot be read as JSON", e);
        }
    }

    private static String required(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || !value.isTextual() || value.asText().isBlank()) {
            throw new IllegalArgumentException("Not a job handle: '" + field + "' is missing");
        }
        return value.asText();
    }
}

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

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.camel.internal.http.HttpResponse;
import io.github.refvideo.camel.internal.http.RequestBody;
import io.github.refvideo.camel.internal.provider.ServiceJson;
import io.github.refvideo.camel.internal.util.CompositeFuture;
import io.github.refvideo.camel.internal.util.Json;
import io.github.refvideo.camel.spi.LocalMedia;
import io.github.refvideo.camel.spi.ReferenceStoreException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One multipart upload: create, upload the parts, complete. A few parts are sent at the same time,
 * and each is retried separately. The first permanent failure cancels the others. The protocol has
 * no request to abort: the service removes uploads that are not completed.
 */
final class BlobMultipartUpload {

    /** In bytes. All parts but the last must have the same length, which must be 5 MB or more. */
    static final int PART_SIZE = 8 * 1024 * 1024;

    /** Enough to use the bandwidth, and too few to exceed the rate limit of the service. */
    private static final int CONCURRENT_PARTS = 4;

    private final Sender sender;
    private final LocalMedia media;
    private final long length;
    private final int parts;
    private final CompositeFuture<HttpResponse> calls = new CompositeFuture<>();

    // Guarded by this.
    private final Map<Integer, String> etags = new TreeMap<>();
    private int nextPart = 1;

    /** Sends one request of the upload. */
    @FunctionalInterface
    interface Sender {
        CompletableFuture<HttpResponse> send(
                Map<String, String> headers, @Nullable RequestBody body);
    }

    BlobMultipartUpload(Sender sender, LocalMedia media) {
        this.sender = sender;
        this.media = media;
        this.length = media.facts().length();
        this.parts = Math.toIntExact((length + PART_SIZE - 1) / PART_SIZE);
    }

    CompletableFuture<HttpResponse> start() {
        calls.require(sender.send(Map.of("x-mpu-action", "create"), null))
                .thenAccept(this::created);
        return calls.result();
    }

    private void created(HttpResponse reply) {
        JsonNode response = ServiceJson.object(reply.body());
        String id = ServiceJson.text(response.path("uploadId")).orElse(null);
        String key = ServiceJson.text(response.path("key")).orElse(null);
        if (id == null || key == null) {
            fail(reply, "contains no uploadId or key");
            return;
        }
        Map<String, String> upload = new LinkedHashMap<>();
        upload.put("x-mpu-upload-id", id);
        upload.put("x-mpu-key", URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20"));
        for (int i = 0; i < Math.min(CONCURRENT_PARTS, parts); i++) {
            sendNextPart(upload);
        }
    }

    private void sendNextPart(Map<String, String> upload) {
        int number;
        synchronized (this) {
            if (nextPart > parts || calls.result().isDone()) {
                return;
            }
            number = nextPart++;
        }
        long from = (long) (number - 1) * PART_SIZE;
        Map<String, String> headers = new LinkedHashMap<>(upload);
        headers.put("x-mpu-action", "upload");
        headers.put("x-mpu-part-number", String.valueOf(number));
        headers.put("content-type", "application/octet-stream");
        RequestBody body = RequestBody.of(media::open, from, Math.min(PART_SIZE, length - from));
        calls.require(sender.send(headers, body))
                .thenAccept(reply -> partSent(number, reply, upload));
    }

    private void partSent(int number, HttpResponse reply, Map<String, String> upload) {
        String etag = ServiceJson.text(ServiceJson.object(reply.body()).path("etag")).orElse(null);
        if (etag == null) {
            fail(reply, "contains no etag of a part");
            return;
        }
        boolean last;
        synchronized (this) {
            etags.put(number, etag);
            last = etags.size() == parts;
        }
        if (last) {
            complete(upload);
        } else {
            sendNextPart(upload);
        }
    }

    private void complete(Map<String, String> upload) {
        List<Map<String, Object>> list =
                etags.entrySet().stream()
                        .map(
                                part ->
                                        Map.<String, Object>of(
                                                "etag", part.getValue(),
                                                "partNumber", part.getKey()))
                        .toList();
        Map<String, String> headers = new LinkedHashMap<>(upload);
        headers.put("x-mpu-action", "complete");
        headers.put("content-type", "application/json");
        try {
            RequestBody body = RequestBody.of(Json.MAPPER.writeValueAsBytes(list));
            calls.completeWith(sender.send(headers, body));
        } catch (JsonProcessingException e) {
            calls.result().completeExceptionally(e);
        }
    }

    private void fail(HttpResponse reply, String reason) {
        calls.result()
                .completeExceptionally(
                        new ReferenceStoreException(
                                "The reference was not stored. The response of Vercel Blob "
                                        + reason,
                                reply.status(),
                                true,
                                null));
    }
}

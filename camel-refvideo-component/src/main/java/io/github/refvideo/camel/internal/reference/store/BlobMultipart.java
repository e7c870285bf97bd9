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
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.refvideo.camel.internal.http.HttpResponse;
import io.github.refvideo.camel.internal.http.RequestBody;
import io.github.refvideo.camel.internal.provider.ServiceJson;
import io.github.refvideo.camel.spi.LocalMedia;
import io.github.refvideo.camel.spi.ReferenceStoreException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/**
 * One upload in parts: create, the parts, complete. A few parts go at once, each is retried on its
 * own, and the first that fails for good ends the others. There is no call to abort: the service
 * drops what nobody completes.
 */
final class BlobMultipart {

    /** All parts but the last must be equally long; the service takes no less than 5 MB. */
    static final int PART = 8 * 1024 * 1024;

    /** At once: enough to fill a line, few enough not to trip the service's rate limit. */
    private static final int AT_ONCE = 4;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final BiFunction<Map<String, String>, RequestBody, CompletableFuture<HttpResponse>>
            send;
    private final LocalMedia media;
    private final long length;
    private final int parts;
    private final CompositeFuture<HttpResponse> underway = new CompositeFuture<>();
    private final Map<Integer, String> etags = new TreeMap<>();
    private int next = 1;

    /**
     * @param send sends one step, given the headers that it adds and its body, null for none
     */
    BlobMultipart(
            BiFunction<Map<String, String>, RequestBody, CompletableFuture<HttpResponse>> send,
            LocalMedia media) {
        this.send = send;
        this.media = media;
        this.length = media.facts().length();
        this.parts = Math.toIntExact((length + PART - 1) / PART);
    }

    CompletableFuture<HttpResponse> upload() {
        underway.call(send.apply(Map.of("x-mpu-action", "create"), null)).thenAccept(this::created);
        return underway.result();
    }

    private void created(HttpResponse reply) {
        JsonNode answer = ServiceJson.object(reply.body());
        String id = ServiceJson.text(answer.path("uploadId")).orElse(null);
        String key = ServiceJson.text(answer.path("key")).orElse(null);
        if (id == null || key == null) {
            unusable(reply, "starts no upload");
            return;
        }
        Map<String, String> upload = new LinkedHashMap<>();
        upload.put("x-mpu-upload-id", id);
        upload.put("x-mpu-key", URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20"));
        for (int lane = 0; lane < Math.min(AT_ONCE, parts); lane++) {
            nextPart(upload);
        }
    }

    private void nextPart(Map<String, String> upload) {
        int number;
        synchronized (this) {
            if (next > parts || underway.result().isDone()) {
                return;
            }
            number = next++;
        }
        long from = (long) (number - 1) * PART;
        Map<String, String> headers = new LinkedHashMap<>(upload);
        headers.put("x-mpu-action", "upload");
        headers.put("x-mpu-part-number", String.valueOf(number));
        headers.put("content-type", "application/octet-stream");
        RequestBody body = RequestBody.of(media::open, from, Math.min(PART, length - from));
        underway.call(send.apply(headers, body)).thenAccept(reply -> sent(number, reply, upload));
    }

    private void sent(int number, HttpResponse reply, Map<String, String> upload) {
        String etag = ServiceJson.text(ServiceJson.object(reply.body()).path("etag")).orElse(null);
        if (etag == null) {
            unusable(reply, "does not acknowledge a part");
            return;
        }
        boolean all;
        synchronized (this) {
            etags.put(number, etag);
            all = etags.size() == parts;
        }
        if (all) {
            complete(upload);
        } else {
            nextPart(upload);
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
            RequestBody body = RequestBody.of(JSON.writeValueAsBytes(list));
            underway.last(send.apply(headers, body));
        } catch (JsonProcessingException e) {
            underway.result().completeExceptionally(e);
        }
    }

    private void unusable(HttpResponse reply, String what) {
        underway.result()
                .completeExceptionally(
                        new ReferenceStoreException(
                                "The reference was not stored. The answer of Vercel Blob " + what,
                                reply.status(),
                                true,
                                null));
    }
}

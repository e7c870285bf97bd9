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
import io.github.refvideo.camel.internal.http.HttpRequest;
import io.github.refvideo.camel.internal.http.HttpResponse;
import io.github.refvideo.camel.internal.http.RequestBody;
import io.github.refvideo.camel.internal.provider.ServiceJson;
import io.github.refvideo.camel.internal.provider.ServiceText;
import io.github.refvideo.camel.spi.ReferenceStoreException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One call of Vercel Blob's protocol.
 *
 * @param requestId the same for all attempts, as the service wants it
 * @param headers beside those that every call has
 * @param body null for none
 */
record BlobCall(
        BlobSettings settings,
        String requestId,
        String method,
        URI uri,
        Map<String, String> headers,
        RequestBody body)
        implements StoreRequest {

    private static final Set<String> WORTH_ANOTHER_TRY =
            Set.of("unknown_error", "service_unavailable", "internal_server_error", "rate_limited");

    @Override
    public String service() {
        return "Vercel Blob";
    }

    @Override
    public boolean awaited() {
        return !uri.getPath().endsWith("/delete");
    }

    @Override
    public String failed() {
        return awaited() ? StoreRequest.super.failed() : "The reference was not deleted. ";
    }

    @Override
    public HttpRequest attempt(int number, Duration timeout) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("authorization", "Bearer " + settings.token());
        all.put("x-api-version", "12");
        all.put("x-vercel-blob-store-id", settings.storeId());
        all.put("x-api-blob-request-id", requestId);
        all.put("x-api-blob-request-attempt", String.valueOf(number));
        all.putAll(headers);
        HttpRequest call =
                new HttpRequest(
                        method,
                        uri,
                        all,
                        null,
                        timeout,
                        StoreRetryPolicy.IDLE,
                        StoreRetryPolicy.MAX_REPLY_BYTES);
        return body == null ? call : call.uploading(body);
    }

    @Override
    public ReferenceStoreException refused(HttpResponse reply) {
        JsonNode error = ServiceJson.object(reply.body()).path("error");
        String code = ServiceJson.text(error.path("code")).orElse("");
        String said = ServiceJson.text(error.path("message")).orElse("");
        StringBuilder message =
                new StringBuilder(failed())
                        .append("Vercel Blob at ")
                        .append(uri.getHost())
                        .append(" answered ")
                        .append(reply.status());
        if (!code.isEmpty()) {
            message.append(" (")
                    .append(ServiceText.line(code, List.of(settings.token())))
                    .append(')');
        }
        if (!said.isEmpty()) {
            message.append(": ").append(ServiceText.line(said, List.of(settings.token())));
        }
        int status = reply.status();
        boolean again =
                status >= 500 || status == 429 || status == 408 || WORTH_ANOTHER_TRY.contains(code);
        return new ReferenceStoreException(
                message.append(advice(status, said)).toString(), status, again, null);
    }

    private static String advice(int status, String said) {
        if (said.contains("private")) {
            return "; referenceStore=vercel-blob needs a store with public access, since the video"
                    + " service fetches without a token";
        }
        return status == 401 || status == 403 || status == 404
                ? "; check blobAccessKey (or BLOB_READ_WRITE_TOKEN in the environment)"
                : "";
    }

    @Override
    public String toString() {
        return "BlobCall[" + method + " " + uri.getPath() + "]";
    }
}

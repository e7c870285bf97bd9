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
import io.github.refvideo.camel.internal.http.AsyncHttp;
import io.github.refvideo.camel.internal.http.HttpRequest;
import io.github.refvideo.camel.internal.http.HttpResponse;
import io.github.refvideo.camel.internal.http.RequestBody;
import io.github.refvideo.camel.internal.provider.ResponseFutures;
import io.github.refvideo.camel.internal.provider.ServiceJson;
import io.github.refvideo.camel.internal.time.Deadline;
import io.github.refvideo.camel.internal.time.Timer;
import io.github.refvideo.camel.internal.util.Futures;
import io.github.refvideo.camel.internal.util.Json;
import io.github.refvideo.camel.spi.LocalMedia;
import io.github.refvideo.camel.spi.MediaInfo;
import io.github.refvideo.camel.spi.MediaType;
import io.github.refvideo.camel.spi.ReferenceStore;
import io.github.refvideo.camel.spi.ReferenceStoreException;
import io.github.refvideo.camel.spi.StoredReference;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A Vercel Blob store with public access. Object names cannot be guessed. A permanent reference is
 * named by the keyed digest of its content, so that all uploads of the same content share one
 * object. A reference that is deleted after use has a new random name for each upload, so that
 * another process with the same store does not lose an image that it still needs.
 *
 * <p>All uploads allow overwriting; otherwise an upload whose response was lost could not be
 * retried.
 */
public final class VercelBlobStore implements ReferenceStore {

    /** The service recommends multipart uploads for larger files. */
    static final long MULTIPART_THRESHOLD = 100L * 1024 * 1024;

    private final BlobSettings settings;
    private final Timer timer;
    private final StoreClient client;
    private final SecureRandom random = new SecureRandom();
    private final long multipartThreshold;

    public VercelBlobStore(BlobSettings settings, AsyncHttp http, Timer timer) {
        this(settings, http, timer, MULTIPART_THRESHOLD);
    }

    /** For tests. */
    VercelBlobStore(BlobSettings settings, AsyncHttp http, Timer timer, long multipartThreshold) {
        this.settings = settings;
        this.timer = timer;
        this.client = new StoreClient(http, timer, random);
        this.multipartThreshold = multipartThreshold;
    }

    @Override
    public CompletableFuture<StoredReference> store(
            LocalMedia media, String model, Duration timeout) {
        MediaInfo info = media.facts();
        Deadline deadline = Deadline.after(timer, timeout);
        String stem = settings.temporary() ? randomHex(16) : settings.stableName(info.sha256());
        String query =
                "?pathname="
                        + URLEncoder.encode(
                                MediaType.fileName("refvideo/" + stem, info.mediaType()),
                                StandardCharsets.UTF_8);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-vercel-blob-access", "public");
        headers.put("x-content-type", info.mediaType());
        headers.put("x-allow-overwrite", "1");
        CompletableFuture<HttpResponse> upload;
        if (info.length() > multipartThreshold) {
            upload =
                    new BlobMultipartUpload(
                                    (partHeaders, body) -> {
                                        Map<String, String> all = new LinkedHashMap<>(headers);
                                        all.putAll(partHeaders);
                                        return send("POST", "/mpu" + query, all, body, deadline);
                                    },
                                    media)
                            .start();
        } else {
            headers.put("content-type", "application/octet-stream");
            RequestBody body = RequestBody.of(media::open, 0, info.length());
            upload = send("PUT", "/" + query, headers, body, deadline);
        }
        return ResponseFutures.propagateCancel(upload, upload.thenApply(this::stored));
    }

    @Override
    public CompletableFuture<Void> release(StoredReference reference, Duration timeout) {
        byte[] body;
        try {
            body = Json.MAPPER.writeValueAsBytes(Map.of("urls", List.of(reference.url())));
        } catch (JsonProcessingException e) {
            return CompletableFuture.failedFuture(e);
        }
        CompletableFuture<HttpResponse> deletion =
                send(
                        "POST",
                        "/delete",
                        Map.of("content-type", "application/json"),
                        RequestBody.of(body),
                        Deadline.after(timer, timeout));
        return ResponseFutures.propagateCancel(
                deletion,
                deletion.handle(
                        (reply, failure) -> {
                            if (failure != null && !isNotFound(failure)) {
                                throw new CompletionException(Futures.unwrap(failure));
                            }
                            return null;
                        }));
    }

    private static boolean isNotFound(Throwable failure) {
        return Futures.unwrap(failure) instanceof ReferenceStoreException refused
                && refused.status() == 404;
    }

    private CompletableFuture<HttpResponse> send(
            String method,
            String pathAndQuery,
            Map<String, String> headers,
            @Nullable RequestBody body,
            Deadline deadline) {
        String requestId =
                settings.storeId() + ":" + timer.now().toEpochMilli() + ":" + randomHex(8);
        return client.send(
                new BlobRequest(
                        settings,
                        requestId,
                        method,
                        settings.endpoint(pathAndQuery),
                        headers,
                        body),
                deadline);
    }

    /** The URL of the object, which must be public. */
    private StoredReference stored(HttpResponse reply) {
        JsonNode response = ServiceJson.object(reply.body());
        Optional<URI> url = ServiceJson.text(response.path("url")).flatMap(StoredUrls::http);
        boolean secure = settings.baseUrl().startsWith("https:");
        if (url.isEmpty() || secure && !StoredUrls.isSecure(url.get())) {
            throw unusable(reply, "contains no URL that a service can fetch");
        }
        boolean isPrivate =
                List.of(String.valueOf(url.get().getHost()).split("\\.")).contains("private")
                        || ServiceJson.text(response.path("access"))
                                .filter("private"::equals)
                                .isPresent();
        if (isPrivate) {
            throw unusable(
                    reply,
                    "contains a private URL; referenceStore=vercel-blob needs a store with public"
                            + " access because the video service fetches without a token");
        }
        return new StoredReference(url.get().toString(), null);
    }

    private CompletionException unusable(HttpResponse reply, String reason) {
        return new CompletionException(
                new ReferenceStoreException(
                        "The reference was not stored. The response of Vercel Blob at "
                                + settings.endpoint("").getHost()
                                + " "
                                + reason,
                        reply.status(),
                        false,
                        null));
    }

    private String randomHex(int bytes) {
        byte[] noise = new byte[bytes];
        random.nextBytes(noise);
        return HexFormat.of().formatHex(noise);
    }

    @Override
    public String toString() {
        return "vercel-blob at " + settings.endpoint("").getHost();
    }

    /**
     * One request of Vercel Blob's protocol.
     *
     * @param requestId the same for all attempts, as the protocol requires
     * @param headers in addition to those of every request
     */
    private record BlobRequest(
            BlobSettings settings,
            String requestId,
            String method,
            URI uri,
            Map<String, String> headers,
            @Nullable RequestBody body)
            implements StoreClient.Request {

        private static final Set<String> TRANSIENT_CODES =
                Set.of(
                        "unknown_error",
                        "service_unavailable",
                        "internal_server_error",
                        "rate_limited");

        @Override
        public String service() {
            return "Vercel Blob";
        }

        @Override
        public boolean isAwaited() {
            return !uri.getPath().endsWith("/delete");
        }

        @Override
        public String failure() {
            return isAwaited()
                    ? StoreClient.Request.super.failure()
                    : "The reference was not deleted. ";
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
                            StoreClient.IDLE_TIMEOUT,
                            StoreClient.MAX_RESPONSE_BYTES);
            return body == null ? call : call.uploading(body);
        }

        @Override
        public ReferenceStoreException error(HttpResponse reply) {
            JsonNode error = ServiceJson.object(reply.body()).path("error");
            Optional<String> code = ServiceJson.text(error.path("code"));
            Optional<String> text = ServiceJson.text(error.path("message"));
            String message =
                    StoreClient.message(
                            this,
                            "Vercel Blob at " + uri.getHost(),
                            reply,
                            code,
                            text,
                            List.of(settings.token()));
            int status = reply.status();
            return new ReferenceStoreException(
                    message + advice(status, text.orElse("")),
                    status,
                    StoreClient.isTransient(status)
                            || code.filter(TRANSIENT_CODES::contains).isPresent(),
                    null);
        }

        private static String advice(int status, String text) {
            if (text.contains("private")) {
                return "; referenceStore=vercel-blob needs a store with public access because the"
                        + " video service fetches without a token";
            }
            return status == 401 || status == 403 || status == 404
                    ? "; check blobAccessKey (or BLOB_READ_WRITE_TOKEN in the environment)"
                    : "";
        }

        @Override
        public String toString() {
            return "BlobRequest[" + method + " " + uri.getPath() + "]";
        }
    }
}

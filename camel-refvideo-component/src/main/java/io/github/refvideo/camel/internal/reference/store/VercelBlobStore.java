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
import io.github.refvideo.camel.internal.http.AsyncHttp;
import io.github.refvideo.camel.internal.http.HttpResponse;
import io.github.refvideo.camel.internal.http.RequestBody;
import io.github.refvideo.camel.internal.provider.ResponseFutures;
import io.github.refvideo.camel.internal.provider.ServiceJson;
import io.github.refvideo.camel.internal.time.Deadline;
import io.github.refvideo.camel.internal.time.Timer;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Puts references into a Vercel Blob store with public access. The names are not to be guessed:
 * what stays has the keyed digest of its content for a name, so that it is there once, whoever
 * uploads it; what is deleted after use has a name of its own each time, so that no other process
 * with the same store loses a picture that it still needs.
 *
 * <p>Overwriting is allowed in both cases: without it an upload whose answer was lost could not be
 * repeated.
 */
public final class VercelBlobStore implements ReferenceStore {

    /** Above this the service advises several parts. */
    static final long MULTIPART_ABOVE = 100L * 1024 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final BlobSettings settings;
    private final Timer timer;
    private final StoreRetryPolicy calls;
    private final SecureRandom random = new SecureRandom();
    private final long multipartAbove;

    public VercelBlobStore(BlobSettings settings, AsyncHttp http, Timer timer) {
        this(settings, http, timer, MULTIPART_ABOVE);
    }

    /** With another threshold, for tests. */
    VercelBlobStore(BlobSettings settings, AsyncHttp http, Timer timer, long multipartAbove) {
        this.settings = settings;
        this.timer = timer;
        this.calls = new StoreRetryPolicy(http, timer, random);
        this.multipartAbove = multipartAbove;
    }

    @Override
    public CompletableFuture<StoredReference> store(
            LocalMedia media, String model, Duration timeout) {
        MediaInfo facts = media.facts();
        Deadline deadline = Deadline.after(timer, timeout);
        String stem = settings.temporary() ? hex(16) : settings.stableName(facts.sha256());
        String query =
                "?pathname="
                        + URLEncoder.encode(
                                MediaType.fileName("refvideo/" + stem, facts.mediaType()),
                                StandardCharsets.UTF_8);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-vercel-blob-access", "public");
        headers.put("x-content-type", facts.mediaType());
        headers.put("x-allow-overwrite", "1");
        CompletableFuture<HttpResponse> stored =
                facts.length() > multipartAbove
                        ? new BlobMultipart(
                                        (header, body) ->
                                                send(
                                                        "POST",
                                                        "/mpu" + query,
                                                        headers,
                                                        header,
                                                        body,
                                                        deadline),
                                        media)
                                .upload()
                        : send(
                                "PUT",
                                "/" + query,
                                headers,
                                Map.of("content-type", "application/octet-stream"),
                                RequestBody.of(media::open, 0, facts.length()),
                                deadline);
        return ResponseFutures.propagateCancel(stored, stored.thenApply(this::stored));
    }

    @Override
    public CompletableFuture<Void> release(StoredReference reference, Duration timeout) {
        byte[] body;
        try {
            body = JSON.writeValueAsBytes(Map.of("urls", List.of(reference.url())));
        } catch (JsonProcessingException e) {
            return CompletableFuture.failedFuture(e);
        }
        CompletableFuture<HttpResponse> deleted =
                send(
                        "POST",
                        "/delete",
                        Map.of(),
                        Map.of("content-type", "application/json"),
                        RequestBody.of(body),
                        Deadline.after(timer, timeout));
        return ResponseFutures.propagateCancel(
                deleted,
                deleted.handle(
                        (reply, failure) -> {
                            Throwable cause =
                                    failure == null ? null : CompositeFuture.cause(failure);
                            if (cause instanceof ReferenceStoreException refused
                                    && refused.status() == 404) {
                                return null;
                            }
                            if (cause != null) {
                                throw new CompletionException(cause);
                            }
                            return null;
                        }));
    }

    private CompletableFuture<HttpResponse> send(
            String method,
            String pathAndQuery,
            Map<String, String> headers,
            Map<String, String> moreHeaders,
            RequestBody body,
            Deadline deadline) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(moreHeaders);
        String requestId = settings.storeId() + ":" + timer.now().toEpochMilli() + ":" + hex(8);
        return calls.send(
                new BlobCall(
                        settings, requestId, method, settings.endpoint(pathAndQuery), all, body),
                deadline);
    }

    /** The service says where it put the file; what strangers cannot fetch is of no use. */
    private StoredReference stored(HttpResponse reply) {
        JsonNode answer = ServiceJson.object(reply.body());
        Optional<URI> url = ServiceJson.text(answer.path("url")).flatMap(StoredUrls::http);
        if (url.isEmpty() || secure() && !StoredUrls.secure(url.get())) {
            throw unusable(reply, "names no URL that a service can fetch");
        }
        boolean hidden =
                List.of(String.valueOf(url.get().getHost()).split("\\.")).contains("private")
                        || ServiceJson.text(answer.path("access"))
                                .filter("private"::equals)
                                .isPresent();
        if (hidden) {
            throw unusable(
                    reply,
                    "names a private URL; referenceStore=vercel-blob needs a store with public"
                            + " access, since the video service fetches without a token");
        }
        return new StoredReference(url.get().toString(), null);
    }

    private boolean secure() {
        return settings.baseUrl().startsWith("https:");
    }

    private CompletionException unusable(HttpResponse reply, String what) {
        return new CompletionException(
                new ReferenceStoreException(
                        "The reference was not stored. The answer of Vercel Blob at "
                                + settings.endpoint("").getHost()
                                + " "
                                + what,
                        reply.status(),
                        false,
                        null));
    }

    private String hex(int bytes) {
        byte[] noise = new byte[bytes];
        random.nextBytes(noise);
        return HexFormat.of().formatHex(noise);
    }

    @Override
    public String toString() {
        return "vercel-blob at " + settings.endpoint("").getHost();
    }
}

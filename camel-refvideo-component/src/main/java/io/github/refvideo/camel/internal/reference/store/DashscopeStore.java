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
import io.github.refvideo.camel.internal.http.AsyncHttp;
import io.github.refvideo.camel.internal.http.HttpRequest;
import io.github.refvideo.camel.internal.http.HttpResponse;
import io.github.refvideo.camel.internal.http.MultipartForm;
import io.github.refvideo.camel.internal.http.RequestBody;
import io.github.refvideo.camel.internal.provider.ServiceJson;
import io.github.refvideo.camel.internal.provider.dashscope.DashscopeSettings;
import io.github.refvideo.camel.internal.provider.dashscope.UploadPolicyCall;
import io.github.refvideo.camel.internal.reference.store.UploadPolicyCache.UploadPolicy;
import io.github.refvideo.camel.internal.time.Deadline;
import io.github.refvideo.camel.internal.time.Timer;
import io.github.refvideo.camel.internal.util.CompositeFuture;
import io.github.refvideo.camel.internal.util.Futures;
import io.github.refvideo.camel.spi.LocalMedia;
import io.github.refvideo.camel.spi.MediaInfo;
import io.github.refvideo.camel.spi.MediaType;
import io.github.refvideo.camel.spi.ReferenceStore;
import io.github.refvideo.camel.spi.ReferenceStoreException;
import io.github.refvideo.camel.spi.StoredReference;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * DashScope's own temporary storage. It needs no setup, keeps files for 48 hours, and only jobs of
 * the model that a file was uploaded for can read it. Alibaba offers it for trials, not for
 * production. Files cannot be deleted.
 */
public final class DashscopeStore implements ReferenceStore {

    private static final Duration RETENTION = Duration.ofHours(48);

    /** All jobs that wait for a policy share one request, which has a timeout of its own. */
    private static final Duration POLICY_TIMEOUT = Duration.ofMinutes(2);

    private final DashscopeSettings settings;
    private final Timer timer;
    private final StoreClient client;
    private final UploadPolicyCache policies;

    public DashscopeStore(DashscopeSettings settings, AsyncHttp http, Timer timer) {
        this.settings = settings;
        this.timer = timer;
        this.client = new StoreClient(http, timer, new SecureRandom());
        this.policies = new UploadPolicyCache(timer, this::requestPolicy);
    }

    @Override
    public boolean boundToModel() {
        return true;
    }

    @Override
    public CompletableFuture<StoredReference> store(
            LocalMedia media, String model, Duration timeout) {
        Upload upload =
                new Upload(
                        media, UploadPolicyCall.exactModel(model), Deadline.after(timer, timeout));
        CompletableFuture<StoredReference> result = upload.calls.result();
        Timer.Cancellable limit =
                timer.after(
                        timeout,
                        () ->
                                result.completeExceptionally(
                                        error(
                                                "no response within " + Deadline.inSeconds(timeout),
                                                0,
                                                true)));
        result.whenComplete((stored, failure) -> limit.cancel());
        upload.start(true);
        return result;
    }

    /** The upload of one file. */
    private final class Upload {

        private final LocalMedia media;
        private final String model;
        private final Deadline deadline;
        private final CompositeFuture<StoredReference> calls = new CompositeFuture<>();

        Upload(LocalMedia media, String model, Deadline deadline) {
            this.media = media;
            this.model = model;
            this.deadline = deadline;
        }

        /**
         * @param retry whether to request a new policy if the cached one is refused
         */
        void start(boolean retry) {
            // The future of a policy is shared, so the result must not cancel it.
            policies.get(model)
                    .whenComplete(
                            (policy, failure) -> {
                                if (failure != null) {
                                    calls.result().completeExceptionally(Futures.unwrap(failure));
                                } else if (!calls.result().isDone()) {
                                    send(policy, retry);
                                }
                            });
        }

        private void send(UploadPolicy policy, boolean retry) {
            long length = media.facts().length();
            if (policy.maxBytes() > 0 && length > policy.maxBytes()) {
                calls.result()
                        .completeExceptionally(
                                error(
                                        "it has %d bytes, the limit is %d; use another referenceStore"
                                                .formatted(length, policy.maxBytes()),
                                        0,
                                        false));
                return;
            }
            UploadRequest request = new UploadRequest(policy, media);
            calls.track(client.send(request, deadline))
                    .whenComplete((reply, failure) -> completed(request, failure, retry));
        }

        private void completed(UploadRequest request, Throwable failure, boolean retry) {
            Throwable cause = failure == null ? null : Futures.unwrap(failure);
            if (cause == null) {
                calls.result()
                        .complete(new StoredReference(request.url(), timer.now().plus(RETENTION)));
            } else if (retry
                    && cause instanceof ReferenceStoreException refused
                    && refused.status() == 403) {
                // The policy can have expired during the upload, or by a clock that differs.
                policies.invalidate(model, request.policy);
                start(false);
            } else {
                calls.result().completeExceptionally(cause);
            }
        }
    }

    private CompletableFuture<UploadPolicy> requestPolicy(String model) {
        return client.send(
                        new PolicyRequest(settings, model), Deadline.after(timer, POLICY_TIMEOUT))
                .thenApply(this::policy);
    }

    private UploadPolicy policy(HttpResponse reply) {
        Optional<UploadPolicy> policy =
                UploadPolicy.parse(ServiceJson.object(reply.body()).path("data"));
        boolean secure = StoredUrls.isSecure(URI.create(settings.baseUrl()));
        return policy.filter(p -> !secure || StoredUrls.isSecure(p.host()))
                .orElseThrow(
                        () ->
                                new CompletionException(
                                        error(
                                                "the response contains no upload policy",
                                                reply.status(),
                                                true)));
    }

    private static ReferenceStoreException error(String reason, int status, boolean retryable) {
        return new ReferenceStoreException(
                "The reference was not stored in DashScope's temporary storage: " + reason,
                status,
                retryable,
                null);
    }

    @Override
    public String toString() {
        return "dashscope at " + URI.create(settings.baseUrl()).getHost();
    }

    /** Requests an upload policy. */
    private record PolicyRequest(DashscopeSettings settings, String model)
            implements StoreClient.Request {

        @Override
        public String service() {
            return "DashScope";
        }

        @Override
        public HttpRequest attempt(int number, Duration timeout) {
            return UploadPolicyCall.of(settings, model, timeout);
        }

        @Override
        public ReferenceStoreException error(HttpResponse reply) {
            JsonNode body = ServiceJson.object(reply.body());
            int status = reply.status();
            String message =
                    StoreClient.message(
                            this,
                            "DashScope at " + URI.create(settings.baseUrl()).getHost(),
                            reply,
                            ServiceJson.text(body.path("code")),
                            ServiceJson.text(body.path("message")),
                            settings.secrets());
            String advice =
                    status == 401 || status == 403
                            ? "; check apiKey and region: only a few regions have temporary uploads"
                            : "";
            return new ReferenceStoreException(
                    message + advice, status, StoreClient.isTransient(status), null);
        }
    }

    /**
     * Uploads one file with one policy. Each attempt uses a new object name: the storage refuses to
     * overwrite, and an attempt without a response may have been processed.
     */
    private static final class UploadRequest implements StoreClient.Request {

        private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z0-9.]{1,80})</Code>");
        private static final Pattern MESSAGE = Pattern.compile("<Message>([^<]{1,300})</Message>");

        private final UploadPolicy policy;
        private final LocalMedia media;
        private volatile String key = "";

        UploadRequest(UploadPolicy policy, LocalMedia media) {
            this.policy = policy;
            this.media = media;
        }

        @Override
        public String service() {
            return "DashScope's temporary storage";
        }

        /** Without an Authorization header: the form fields prove the permission to this host. */
        @Override
        public HttpRequest attempt(int number, Duration timeout) {
            MediaInfo info = media.facts();
            String name = MediaType.fileName(UUID.randomUUID().toString(), info.mediaType());
            key = policy.directory() + "/" + name;
            Map<String, String> fields = new LinkedHashMap<>(policy.fields());
            fields.put("key", key);
            fields.put("success_action_status", "200");
            fields.put("x-oss-content-type", info.mediaType());
            // The file is last: object stores ignore later fields.
            MultipartForm form = new MultipartForm();
            fields.forEach(form::field);
            form.file(
                    "file", name, info.mediaType(), RequestBody.of(media::open, 0, info.length()));
            return new HttpRequest(
                            "POST",
                            policy.host(),
                            Map.of("content-type", form.contentType()),
                            null,
                            timeout,
                            StoreClient.IDLE_TIMEOUT,
                            StoreClient.MAX_RESPONSE_BYTES)
                    .uploading(form.body());
        }

        /** The object of the last attempt. */
        String url() {
            return "oss://" + key;
        }

        @Override
        public ReferenceStoreException error(HttpResponse reply) {
            String signature = policy.fields().get("Signature");
            String message =
                    StoreClient.message(
                            this,
                            "DashScope's temporary storage at " + policy.host().getHost(),
                            reply,
                            find(CODE, reply.text()),
                            find(MESSAGE, reply.text()),
                            signature == null ? List.of() : List.of(signature));
            return new ReferenceStoreException(
                    message, reply.status(), StoreClient.isTransient(reply.status()), null);
        }

        private static Optional<String> find(Pattern pattern, String xml) {
            Matcher matcher = pattern.matcher(xml);
            return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        }
    }
}

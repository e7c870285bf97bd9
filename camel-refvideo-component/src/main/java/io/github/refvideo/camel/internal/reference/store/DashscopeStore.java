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

import io.github.refvideo.camel.internal.http.AsyncHttp;
import io.github.refvideo.camel.internal.http.HttpResponse;
import io.github.refvideo.camel.internal.provider.ServiceJson;
import io.github.refvideo.camel.internal.provider.dashscope.DashscopeSettings;
import io.github.refvideo.camel.internal.provider.dashscope.UploadPolicyCall;
import io.github.refvideo.camel.internal.time.Deadline;
import io.github.refvideo.camel.internal.time.Timer;
import io.github.refvideo.camel.spi.LocalMedia;
import io.github.refvideo.camel.spi.ReferenceStore;
import io.github.refvideo.camel.spi.ReferenceStoreException;
import io.github.refvideo.camel.spi.StoredReference;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * DashScope's own temporary space: nothing to set up, kept for 48 hours, readable only by jobs of
 * the model it was uploaded for. Alibaba offers it for trials, not for production. What is there
 * cannot be deleted.
 */
public final class DashscopeStore implements ReferenceStore {

    private static final Duration KEPT = Duration.ofHours(48);

    /** Shared by all who wait for it, so it does not end with the patience of one of them. */
    private static final Duration POLICY_TIMEOUT = Duration.ofMinutes(2);

    private final DashscopeSettings settings;
    private final Timer timer;
    private final StoreRetryPolicy calls;
    private final UploadPolicies policies;

    public DashscopeStore(DashscopeSettings settings, AsyncHttp http, Timer timer) {
        this.settings = settings;
        this.timer = timer;
        this.calls = new StoreRetryPolicy(http, timer, new SecureRandom());
        this.policies = new UploadPolicies(timer, this::policy);
    }

    @Override
    public boolean boundToModel() {
        return true;
    }

    @Override
    public CompletableFuture<StoredReference> store(
            LocalMedia media, String model, Duration timeout) {
        CompositeFuture<StoredReference> underway = new CompositeFuture<>();
        Deadline deadline = Deadline.after(timer, timeout);
        Timer.Cancellable limit =
                timer.after(
                        timeout,
                        () ->
                                underway.result()
                                        .completeExceptionally(
                                                failure("no answer within " + timeout, 0, true)));
        underway.result().whenComplete((stored, failure) -> limit.cancel());
        upload(media, UploadPolicyCall.exactModel(model), deadline, underway, false);
        return underway.result();
    }

    /**
     * @param again whether a policy was refused already
     */
    private void upload(
            LocalMedia media,
            String model,
            Deadline deadline,
            CompositeFuture<StoredReference> underway,
            boolean again) {
        // Not a call of this result's own: others wait for the same policy.
        policies.of(model)
                .whenComplete(
                        (policy, failure) -> {
                            if (failure != null) {
                                underway.result()
                                        .completeExceptionally(CompositeFuture.cause(failure));
                            } else if (!underway.result().isDone()) {
                                upload(media, model, policy, deadline, underway, again);
                            }
                        });
    }

    private void upload(
            LocalMedia media,
            String model,
            UploadPolicy policy,
            Deadline deadline,
            CompositeFuture<StoredReference> underway,
            boolean again) {
        long length = media.facts().length();
        if (policy.maxBytes() > 0 && length > policy.maxBytes()) {
            underway.result()
                    .completeExceptionally(
                            failure(
                                    "it has %d bytes, the space takes %d; use another referenceStore"
                                            .formatted(length, policy.maxBytes()),
                                    0,
                                    false));
            return;
        }
        UploadCall upload = new UploadCall(policy, media);
        CompletableFuture<HttpResponse> sent = calls.send(upload, deadline);
        underway.track(sent)
                .whenComplete(
                        (reply, failure) -> {
                            Throwable cause =
                                    failure == null ? null : CompositeFuture.cause(failure);
                            if (cause == null) {
                                Instant expires = timer.now().plus(KEPT);
                                underway.result()
                                        .complete(new StoredReference(upload.url(), expires));
                            } else if (!again && policyRefused(cause)) {
                                policies.drop(model, policy);
                                upload(media, model, deadline, underway, true);
                            } else {
                                underway.result().completeExceptionally(cause);
                            }
                        });
    }

    /** Expired on the way, or by a clock that differs: a new one is worth one try. */
    private static boolean policyRefused(Throwable cause) {
        return cause instanceof ReferenceStoreException refused && refused.status() == 403;
    }

    private CompletableFuture<UploadPolicy> policy(String model) {
        return calls.send(new PolicyCall(settings, model), Deadline.after(timer, POLICY_TIMEOUT))
                .thenApply(this::read);
    }

    private UploadPolicy read(HttpResponse reply) {
        Optional<UploadPolicy> policy =
                UploadPolicy.of(ServiceJson.object(reply.body()).path("data"));
        boolean secure = StoredUrls.secure(URI.create(settings.baseUrl()));
        return policy.filter(p -> !secure || StoredUrls.secure(p.host()))
                .orElseThrow(
                        () ->
                                new CompletionException(
                                        failure(
                                                "the answer holds no upload policy",
                                                reply.status(),
                                                true)));
    }

    private static ReferenceStoreException failure(String what, int status, boolean retryable) {
        return new ReferenceStoreException(
                "The reference was not stored in DashScope's temporary space: " + what,
                status,
                retryable,
                null);
    }

    @Override
    public String toString() {
        return "dashscope at " + URI.create(settings.baseUrl()).getHost();
    }
}

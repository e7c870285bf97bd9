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

import io.github.refvideo.camel.internal.request.ValidationError;
import io.github.refvideo.camel.internal.time.Deadline;
import io.github.refvideo.camel.internal.util.CompositeFuture;
import io.github.refvideo.camel.spi.LocalMedia;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.ReferenceStore;
import io.github.refvideo.camel.spi.ReferenceStoreException;
import io.github.refvideo.camel.spi.VideoRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the local references of a request available to the service, before the submit. They are
 * uploaded to the configured store; without a store they go into the request, if model and service
 * accept them there. A model that ignores URLs always gets bytes. Thread-safe.
 */
public final class ReferenceUploader {

    private final UploadCache cache;
    private final Executor readers;

    /**
     * @param cache shared by all endpoints
     * @param readers reads small media into memory; may block
     */
    public ReferenceUploader(UploadCache cache, Executor readers) {
        this.cache = cache;
        this.readers = readers;
    }

    /**
     * A request that the service can read.
     *
     * @param request each of its references has an http, https, oss or data URL
     * @param leases of the stored references; empty if nothing was stored
     */
    public record UploadedReferences(VideoRequest request, List<UploadCache.Lease> leases) {

        public UploadedReferences {
            leases = List.copyOf(leases);
        }
    }

    /**
     * Finds local references that cannot reach the service. To be called before anything is sent,
     * so that they are reported together with the other errors of the message. Reads nothing.
     *
     * @param inlining what can go into the request
     * @param store whether a store is configured
     */
    public static List<ValidationError> validate(
            VideoRequest request, InlinePolicy inlining, boolean store) {
        return inlining.plan(request, store).errors();
    }

    /**
     * Uploads all local references at the same time. Does not block. The first failure cancels the
     * other uploads.
     *
     * @param media by the URL of the reference, which is {@code local:} and the SHA-256 digest
     * @param inlining what can go into the request
     * @param store the configured store
     * @param delete whether to delete stored references if the upload of another one fails
     * @param deadline limits all uploads together
     * @return fails with a {@link ReferenceStoreException}; cancelling it cancels the uploads
     */
    public CompletableFuture<UploadedReferences> upload(
            VideoRequest request,
            Map<String, LocalMedia> media,
            InlinePolicy inlining,
            @Nullable ReferenceStore store,
            boolean delete,
            Deadline deadline) {
        InlinePolicy.Plan plan = inlining.plan(request, store != null);
        if (!plan.errors().isEmpty()) {
            return CompletableFuture.failedFuture(invalid(plan.errors()));
        }
        Upload upload = new Upload(request.model(), store, delete, deadline);
        List<CompletableFuture<Reference>> ready = new ArrayList<>();
        for (int i = 0; i < plan.transfers().size(); i++) {
            Reference reference = request.references().get(i);
            LocalMedia content = media.get(reference.url());
            InlinePolicy.Transfer transfer = plan.transfers().get(i);
            if (transfer == InlinePolicy.Transfer.URL) {
                ready.add(CompletableFuture.completedFuture(reference));
            } else if (content == null) {
                upload.calls.result().completeExceptionally(unreadable(null));
            } else if (transfer == InlinePolicy.Transfer.INLINE) {
                ready.add(upload.calls.require(inline(content)).thenApply(reference::at));
            } else {
                ready.add(upload.store(content).thenApply(lease -> reference.at(lease.url())));
            }
        }
        CompletableFuture.allOf(ready.toArray(CompletableFuture<?>[]::new))
                .thenAccept(
                        all ->
                                upload.complete(
                                        request.with(
                                                ready.stream()
                                                        .map(CompletableFuture::join)
                                                        .toList())));
        return upload.calls.result();
    }

    /** The upload of the references of one request. */
    private final class Upload {

        private final String model;
        private final @Nullable ReferenceStore store;
        private final boolean delete;
        private final Deadline deadline;
        private final CompositeFuture<UploadedReferences> calls = new CompositeFuture<>();

        // Guarded by itself.
        private final List<UploadCache.Lease> leases = new ArrayList<>();

        Upload(String model, @Nullable ReferenceStore store, boolean delete, Deadline deadline) {
            this.model = model;
            this.store = store;
            this.delete = delete;
            this.deadline = deadline;
        }

        /** A lease that does not become part of the result is closed. */
        CompletableFuture<UploadCache.Lease> store(LocalMedia content) {
            return calls.require(cache.acquire(store, content, model, deadline.remaining()))
                    .thenApply(
                            lease -> {
                                synchronized (leases) {
                                    leases.add(lease);
                                }
                                calls.result()
                                        .whenComplete(
                                                (uploaded, failure) -> {
                                                    if (failure != null) {
                                                        lease.close(delete);
                                                    }
                                                });
                                return lease;
                            });
        }

        void complete(VideoRequest request) {
            List<UploadCache.Lease> held;
            synchronized (leases) {
                held = List.copyOf(leases);
            }
            calls.result().complete(new UploadedReferences(request, held));
        }
    }

    private CompletableFuture<String> inline(LocalMedia content) {
        try {
            return CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return InlinePolicy.dataUrl(content);
                        } catch (IOException e) {
                            throw new CompletionException(unreadable(e));
                        }
                    },
                    readers);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(
                    new CancellationException("The component is stopped"));
        }
    }

    private static ReferenceStoreException invalid(List<ValidationError> errors) {
        return new ReferenceStoreException(
                "Nothing was sent: " + ValidationError.list(errors), 0, false, null);
    }

    private static ReferenceStoreException unreadable(@Nullable Throwable cause) {
        return new ReferenceStoreException(
                "Nothing was sent: local media of the message can no longer be read",
                0,
                false,
                cause);
    }
}

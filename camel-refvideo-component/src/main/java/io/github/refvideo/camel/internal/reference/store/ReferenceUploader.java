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

/**
 * The step between a request and its submit: brings local references to where the service can read
 * them. A configured store gets them; without one they go into the request, if model and service
 * take them there. A model that ignores links always gets bytes. Thread-safe.
 */
public final class ReferenceUploader {

    private final UploadCache library;
    private final Executor readers;

    /**
     * @param library shared by all endpoints
     * @param readers reads small media into memory, which may block as a disk does
     */
    public ReferenceUploader(UploadCache library, Executor readers) {
        this.library = library;
        this.readers = readers;
    }

    /**
     * Which local references have no way to the service at all. To be asked before anything is
     * sent, so that it comes with the other problems of the message. Reads nothing.
     *
     * @param inlining what may go into the request
     * @param store whether there is a store
     */
    public static List<ValidationError> problems(
            VideoRequest request, InlinePolicy inlining, boolean store) {
        return UploadPlan.of(request, inlining, store).problems();
    }

    /**
     * Stores all local references at once. Does not block. The first failure ends the other
     * transfers.
     *
     * @param media by the URL of the reference, {@code local:} and the digest
     * @param inlining what may go into the request
     * @param store null for none
     * @param delete whether what was stored for a request that fails here is deleted again
     * @param deadline over all transfers
     * @return a {@link ReferenceStoreException} when it fails; cancelling gives the transfers up
     */
    public CompletableFuture<UploadedReferences> stage(
            VideoRequest request,
            Map<String, LocalMedia> media,
            InlinePolicy inlining,
            ReferenceStore store,
            boolean delete,
            Deadline deadline) {
        UploadPlan plan = UploadPlan.of(request, inlining, store != null);
        if (!plan.problems().isEmpty()) {
            return CompletableFuture.failedFuture(impossible(plan.problems()));
        }
        CompositeFuture<UploadedReferences> underway = new CompositeFuture<>();
        List<UploadLease> leases = new ArrayList<>();
        List<CompletableFuture<Reference>> ready = new ArrayList<>();
        for (int i = 0; i < plan.ways().size(); i++) {
            Reference reference = request.references().get(i);
            LocalMedia content = media.get(reference.url());
            UploadPlan.Way way = plan.ways().get(i);
            if (way == UploadPlan.Way.AS_IT_IS) {
                ready.add(CompletableFuture.completedFuture(reference));
            } else if (content == null) {
                underway.result().completeExceptionally(gone(null));
            } else if (way == UploadPlan.Way.INSIDE) {
                ready.add(underway.call(inside(content)).thenApply(reference::at));
            } else {
                ready.add(
                        borrow(underway, leases, content, request.model(), store, delete, deadline)
                                .thenApply(lease -> reference.at(lease.url())));
            }
        }
        CompletableFuture.allOf(ready.toArray(CompletableFuture<?>[]::new))
                .thenAccept(
                        all ->
                                finish(
                                        underway,
                                        request.with(
                                                ready.stream()
                                                        .map(CompletableFuture::join)
                                                        .toList()),
                                        leases));
        return underway.result();
    }

    private static void finish(
            CompositeFuture<UploadedReferences> underway,
            VideoRequest request,
            List<UploadLease> leases) {
        List<UploadLease> held;
        synchronized (leases) {
            held = List.copyOf(leases);
        }
        underway.result().complete(new UploadedReferences(request, held));
    }

    /** Whatever becomes of the request: a lease that does not get into its result is closed. */
    private CompletableFuture<UploadLease> borrow(
            CompositeFuture<UploadedReferences> underway,
            List<UploadLease> leases,
            LocalMedia content,
            String model,
            ReferenceStore store,
            boolean delete,
            Deadline deadline) {
        CompletableFuture<UploadLease> borrowed =
                underway.call(library.borrow(store, content, model, deadline.remaining()));
        return borrowed.thenApply(
                lease -> {
                    synchronized (leases) {
                        leases.add(lease);
                    }
                    underway.result()
                            .whenComplete(
                                    (staged, failure) -> {
                                        if (failure != null) {
                                            lease.close(delete);
                                        }
                                    });
                    return lease;
                });
    }

    private CompletableFuture<String> inside(LocalMedia content) {
        try {
            return CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return DataUrls.read(content);
                        } catch (IOException e) {
                            throw new CompletionException(gone(e));
                        }
                    },
                    readers);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new CancellationException("shut down"));
        }
    }

    private static ReferenceStoreException impossible(List<ValidationError> problems) {
        return new ReferenceStoreException(
                "Nothing was sent: " + ValidationError.list(problems), 0, false, null);
    }

    private static ReferenceStoreException gone(Throwable cause) {
        return new ReferenceStoreException(
                "Nothing was sent: local media of the message cannot be read any more",
                0,
                false,
                cause);
    }
}

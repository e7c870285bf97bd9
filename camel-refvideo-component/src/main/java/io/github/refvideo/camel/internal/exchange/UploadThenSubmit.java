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
package io.github.refvideo.camel.internal.exchange;

import io.github.refvideo.camel.error.ErrorDetails;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.error.RefVideoExceptions;
import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import io.github.refvideo.camel.event.JobOutcome;
import io.github.refvideo.camel.internal.engine.PurchaseRequest.Preparation;
import io.github.refvideo.camel.internal.provider.ResponseFutures;
import io.github.refvideo.camel.internal.reference.ReferenceDownloader.DownloadedReferences;
import io.github.refvideo.camel.internal.reference.store.ReferenceUploader.UploadedReferences;
import io.github.refvideo.camel.internal.reference.store.UploadCache;
import io.github.refvideo.camel.internal.time.Deadline;
import io.github.refvideo.camel.internal.util.Futures;
import io.github.refvideo.camel.spi.LocalMedia;
import io.github.refvideo.camel.spi.PollHints;
import io.github.refvideo.camel.spi.PreparedSubmit;
import io.github.refvideo.camel.spi.ReferenceStoreException;
import io.github.refvideo.camel.spi.VideoProvider;
import io.github.refvideo.camel.spi.VideoRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Uploads the local references of one request and prepares its submit. Later attempts with the same
 * request send the same bytes, until the service has acknowledged the job. The media itself belongs
 * to the attempts and is not kept here. The leases of stored references are closed when the
 * exchange is done, after which no further attempt can come. Thread-safe.
 */
public final class UploadThenSubmit {

    private final String fingerprint;

    // Guarded by this: an upload can end at the same time as its exchange.
    private final List<UploadCache.Lease> leases = new ArrayList<>();
    private final List<DownloadedReferences> temporary = new ArrayList<>();
    private @Nullable PreparedSubmit ready;
    private boolean delete;
    private boolean settled;
    private boolean done;
    private int attempts;

    /**
     * @param fingerprint of the request
     */
    public UploadThenSubmit(String fingerprint) {
        this.fingerprint = fingerprint;
    }

    /**
     * Starts one attempt.
     *
     * @param context the stores of the component as it is now: it can have been stopped and started
     *     since an earlier attempt
     * @param provider translates the request
     * @param request with local references
     * @param media the content of the local references, by their URL
     * @param hints the polling options that were set explicitly
     * @param draft the translation with placeholders for local references; sent as it is if there
     *     are none
     */
    public Preparation attempt(
            ReferenceUploadContext context,
            VideoProvider provider,
            VideoRequest request,
            Map<String, LocalMedia> media,
            PollHints hints,
            PreparedSubmit draft) {
        int number = begin();
        return (recorded, deadline) -> {
            if (!fingerprint.equals(recorded)) {
                throw new IllegalStateException(
                        "The prepared submit belongs to the request "
                                + fingerprint
                                + ", and the purchase is recorded for "
                                + recorded);
            }
            if (provider.sendsMedia()) {
                return download(number, context, request, media, deadline, draft);
            }
            PreparedSubmit known = media.isEmpty() ? draft : ready();
            return known == null
                    ? upload(context, provider, request, media, hints, deadline)
                    : CompletableFuture.completedFuture(known);
        };
    }

    /** The outcome of an earlier attempt no longer counts. */
    private synchronized int begin() {
        settled = false;
        done = false;
        return ++attempts;
    }

    private synchronized @Nullable PreparedSubmit ready() {
        return ready;
    }

    private CompletableFuture<PreparedSubmit> upload(
            ReferenceUploadContext context,
            VideoProvider provider,
            VideoRequest request,
            Map<String, LocalMedia> media,
            PollHints hints,
            Deadline deadline) {
        CompletableFuture<UploadedReferences> upload = context.upload(request, media, deadline);
        return ResponseFutures.propagateCancel(
                upload,
                upload.handle(
                        (uploaded, failure) -> {
                            if (failure != null) {
                                throw new CompletionException(
                                        error(
                                                failure,
                                                "A local reference could not be stored, and nothing"
                                                        + " was submitted"));
                            }
                            hold(uploaded.leases(), context.delete());
                            return prepare(provider, uploaded.request(), hints);
                        }));
    }

    /** The content is sent with the submit, and is not needed afterwards. */
    private CompletableFuture<PreparedSubmit> download(
            int attempt,
            ReferenceUploadContext context,
            VideoRequest request,
            Map<String, LocalMedia> media,
            Deadline deadline,
            PreparedSubmit draft) {
        CompletableFuture<DownloadedReferences> download = context.download(request, deadline);
        CompletableFuture<PreparedSubmit> prepared = new CompletableFuture<>();
        // Runs also if the result is cancelled, so that every file has an owner.
        download.thenAccept(
                        downloaded -> {
                            hold(attempt, downloaded);
                            context.check(request, downloaded.media());
                            Map<String, LocalMedia> all = new HashMap<>(media);
                            all.putAll(downloaded.media());
                            prepared.complete(draft.with(all));
                        })
                .exceptionally(
                        failure -> {
                            prepared.completeExceptionally(
                                    error(
                                            failure,
                                            "The references could not be sent, and nothing was"
                                                    + " submitted"));
                            return null;
                        });
        return ResponseFutures.propagateCancel(download, prepared);
    }

    /** Keeps the files until the attempt has ended. */
    private synchronized void hold(int attempt, DownloadedReferences downloaded) {
        if (attempt == attempts) {
            temporary.add(downloaded);
        } else {
            downloaded.delete();
        }
    }

    private void hold(List<UploadCache.Lease> acquired, boolean deleteLater) {
        boolean late;
        synchronized (this) {
            leases.addAll(acquired);
            delete = deleteLater;
            late = done;
        }
        if (late) {
            closeLeases();
        }
    }

    private PreparedSubmit prepare(VideoProvider provider, VideoRequest uploaded, PollHints hints) {
        try {
            PreparedSubmit submit = translate(provider, uploaded, hints);
            synchronized (this) {
                ready = submit;
            }
            return submit;
        } catch (RefVideoInvalidRequestException e) {
            throw new CompletionException(e);
        }
    }

    /** Translates a request to the provider's format. */
    public static PreparedSubmit translate(
            VideoProvider provider, VideoRequest request, PollHints hints)
            throws RefVideoInvalidRequestException {
        try {
            return provider.prepare(request, hints);
        } catch (IllegalArgumentException e) {
            throw new RefVideoInvalidRequestException(
                    ErrorDetails.of(
                                    ErrorKind.INVALID_REQUEST,
                                    "Nothing was sent because the request is not valid: "
                                            + e.getMessage())
                            .provider(provider.name())
                            .cause(e));
        }
    }

    private static RefVideoException error(Throwable failure, String message) {
        Throwable cause = Futures.unwrap(failure);
        if (cause instanceof ReferenceStoreException refused) {
            return RefVideoExceptions.of(
                    ErrorDetails.of(
                                    ErrorKind.REFERENCE_STORE,
                                    message + ": " + refused.getMessage())
                            .retryable(refused.retryable())
                            .reply(
                                    new ErrorDetails.ServiceReply(
                                            refused.status(), null, null, null))
                            .cause(refused));
        }
        return RefVideoExceptions.of(
                ErrorDetails.of(ErrorKind.REFERENCE_STORE, message).cause(cause));
    }

    /**
     * Records the outcome of an attempt: it tells whether the service may still fetch references.
     */
    public synchronized void ended(JobOutcome outcome) {
        boolean unsent =
                outcome.handle() == null
                        && outcome.error() != null
                        && outcome.error().getKind() != ErrorKind.SUBMIT_UNCERTAIN;
        boolean terminal = outcome.report() != null && outcome.report().status().terminal();
        settled = unsent || terminal;
        // Another attempt downloads references again.
        attempts++;
        temporary.forEach(DownloadedReferences::delete);
        temporary.clear();
        if (outcome.handle() != null || terminal) {
            // Nothing more is sent for this purchase.
            ready = null;
        }
    }

    /** No further attempt can come. */
    public void onDone() {
        synchronized (this) {
            done = true;
        }
        closeLeases();
    }

    /** Whether nothing is left to do, so that a later attempt can start from the beginning. */
    public synchronized boolean isFinished() {
        return settled && ready == null && leases.isEmpty();
    }

    /** Not under the lock: this calls the store, which may be a user's. */
    private void closeLeases() {
        List<UploadCache.Lease> closing;
        boolean unused;
        boolean deleting;
        synchronized (this) {
            closing = List.copyOf(leases);
            leases.clear();
            unused = settled;
            deleting = settled && delete;
            if (deleting) {
                // A later attempt must not submit URLs of deleted references.
                ready = null;
            }
        }
        closing.forEach(unused ? lease -> lease.close(deleting) : UploadCache.Lease::keep);
    }
}

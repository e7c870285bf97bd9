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
import io.github.refvideo.camel.internal.reference.store.UploadLease;
import io.github.refvideo.camel.internal.reference.store.UploadedReferences;
import io.github.refvideo.camel.internal.time.Deadline;
import io.github.refvideo.camel.internal.util.Futures;
import io.github.refvideo.camel.spi.LocalMedia;
import io.github.refvideo.camel.spi.PollHints;
import io.github.refvideo.camel.spi.PreparedSubmit;
import io.github.refvideo.camel.spi.ReferenceStoreException;
import io.github.refvideo.camel.spi.VideoProvider;
import io.github.refvideo.camel.spi.VideoRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Uploads the local references of one request and prepares its submit. Later attempts with the same
 * request send the same bytes, until the service has acknowledged the job. The media belongs to the
 * attempts and is not stored here. The uploads are released when no further attempt can start.
 */
public final class UploadThenSubmit {

    private final String fingerprint;

    // Guarded by this, because an upload and its exchange may end concurrently.
    private PreparedSubmit ready;
    private final List<UploadLease> leases = new ArrayList<>();
    private ReferenceUploadContext lender;
    private boolean ended;
    private boolean settled;
    private boolean stopping;
    private boolean over;

    /**
     * @param fingerprint of the request
     */
    public UploadThenSubmit(String fingerprint) {
        this.fingerprint = fingerprint;
    }

    /**
     * One attempt. It uses the current stores of the component, which may have been restarted since
     * an earlier attempt.
     *
     * @param provider translates the request
     * @param request with local references
     * @param media the content of the local references, by their URL
     * @param hints the polling options that were set explicitly
     * @param draft the translation with placeholders for references without a URL; sent unchanged
     *     if there are none
     */
    public Preparation attempt(
            ReferenceUploadContext references,
            VideoProvider provider,
            VideoRequest request,
            Map<String, LocalMedia> media,
            PollHints hints,
            PreparedSubmit draft) {
        begins();
        return (recorded, deadline) -> {
            if (!fingerprint.equals(recorded)) {
                throw new IllegalStateException(
                        "The prepared submit belongs to the request "
                                + fingerprint
                                + ", and the purchase is recorded for "
                                + recorded);
            }
            PreparedSubmit known = media.isEmpty() ? draft : ready();
            return known == null
                    ? staged(references, provider, request, media, hints, deadline)
                    : CompletableFuture.completedFuture(known);
        };
    }

    /** Resets the result of an earlier attempt of the exchange. */
    private synchronized void begins() {
        ended = false;
        over = false;
    }

    private synchronized PreparedSubmit ready() {
        return ready;
    }

    private CompletableFuture<PreparedSubmit> staged(
            ReferenceUploadContext references,
            VideoProvider provider,
            VideoRequest request,
            Map<String, LocalMedia> media,
            PollHints hints,
            Deadline deadline) {
        CompletableFuture<UploadedReferences> staging = references.stage(request, media, deadline);
        return ResponseFutures.propagateCancel(
                staging,
                staging.handle(
                        (staged, failure) -> {
                            if (failure != null) {
                                throw new CompletionException(error(failure));
                            }
                            hold(references, staged.leases());
                            return translated(provider, staged.request(), hints);
                        }));
    }

    private synchronized void hold(ReferenceUploadContext from, List<UploadLease> borrowed) {
        if (lender != null && lender.lastDeletions() != from.lastDeletions()) {
            // The component was restarted: earlier leases ended with the stop.
            giveBack();
            leases.clear();
            stopping = false;
        }
        lender = from;
        leases.addAll(borrowed);
        if (from.delete() && !borrowed.isEmpty()) {
            from.lastDeletions().awaitEndOf(this);
        }
        if (over) {
            giveBack();
        }
    }

    private PreparedSubmit translated(
            VideoProvider provider, VideoRequest staged, PollHints hints) {
        try {
            PreparedSubmit submit = translate(provider, staged, hints);
            synchronized (this) {
                ready = submit;
            }
            return submit;
        } catch (RefVideoInvalidRequestException e) {
            throw new CompletionException(e);
        }
    }

    /** Translates a request to the format of the provider. */
    public static PreparedSubmit translate(
            VideoProvider provider, VideoRequest request, PollHints hints)
            throws RefVideoInvalidRequestException {
        try {
            return provider.prepare(request, hints);
        } catch (IllegalArgumentException e) {
            throw new RefVideoInvalidRequestException(
                    ErrorDetails.of(
                                    ErrorKind.INVALID_REQUEST,
                                    "Nothing was sent because the request is invalid: "
                                            + e.getMessage())
                            .provider(provider.name())
                            .cause(e));
        }
    }

    private static RefVideoException error(Throwable failure) {
        Throwable cause = Futures.unwrap(failure);
        if (cause instanceof ReferenceStoreException known) {
            return RefVideoExceptions.of(
                    ErrorDetails.of(
                                    ErrorKind.REFERENCE_STORE,
                                    "A local reference could not be stored, and nothing was"
                                            + " submitted: "
                                            + known.getMessage())
                            .retryable(known.retryable())
                            .reply(new ErrorDetails.ServiceReply(known.status(), null, null, null))
                            .cause(known));
        }
        return RefVideoExceptions.of(
                ErrorDetails.of(
                                ErrorKind.REFERENCE_STORE,
                                "A local reference could not be stored, and nothing was submitted")
                        .cause(cause));
    }

    /**
     * Records the outcome of the job, which decides whether the service may still fetch the
     * uploads.
     */
    public synchronized void ended(JobOutcome outcome) {
        boolean unsent =
                outcome.handle() == null
                        && outcome.error() != null
                        && outcome.error().getKind() != ErrorKind.SUBMIT_UNCERTAIN;
        boolean terminal = outcome.report() != null && outcome.report().status().terminal();
        settled = unsent || terminal;
        ended = true;
        if (outcome.handle() != null || terminal) {
            // No further submit is sent for this purchase.
            ready = null;
        }
        if (stopping) {
            stop();
        }
    }

    /**
     * The component stops. No further attempt can start, so the uploads are released at the end of
     * this attempt. The end of the exchange may be too late.
     */
    public synchronized void stop() {
        stopping = true;
        if (ended) {
            giveBack();
        }
    }

    /** No further attempt can start. */
    public synchronized void onDone() {
        over = true;
        giveBack();
    }

    /** The uploads in use by this exchange. */
    public synchronized List<UploadLease> leases() {
        return List.copyOf(leases);
    }

    /** Whether this object can be dropped; a later attempt creates a new one. */
    public synchronized boolean isFinished() {
        return settled && ended && ready == null && leases.isEmpty();
    }

    private void giveBack() {
        if (leases.isEmpty()) {
            return;
        }
        boolean delete = settled && lender.delete();
        leases.forEach(settled ? lease -> lease.close(delete) : UploadLease::keep);
        if (delete) {
            // A later attempt of the exchange must not submit deleted references.
            ready = null;
        }
        lender.lastDeletions().ended(this);
    }
}

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
package io.github.refvideo.camel;

import io.github.refvideo.camel.error.ErrorDetails;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import io.github.refvideo.camel.event.JobOutcome;
import io.github.refvideo.camel.internal.engine.SubmitPreparation;
import io.github.refvideo.camel.provider.Cancelling;
import io.github.refvideo.camel.provider.PollHints;
import io.github.refvideo.camel.provider.PreparedSubmit;
import io.github.refvideo.camel.provider.VideoProvider;
import io.github.refvideo.camel.reference.ReferenceStoreException;
import io.github.refvideo.camel.reference.store.Lease;
import io.github.refvideo.camel.reference.store.Staged;
import io.github.refvideo.camel.request.VideoRequest;
import io.github.refvideo.camel.time.Deadline;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The bytes of a submit, as soon as the service can read every reference. The first result stays:
 * each later attempt of the exchange sends the same bytes. What was stored is given back when the
 * exchange is over.
 */
final class StagedSubmit implements SubmitPreparation {

    private final References references;
    private final VideoProvider provider;
    private final GenerateRequest request;
    private volatile PreparedSubmit ready;

    // Guarded by this: a transfer may end in the moment in which its exchange does.
    private List<Lease> leases = List.of();
    private boolean ended;
    private boolean settled;
    private boolean stopping;
    private boolean over;

    /**
     * @param draft the translation with places for references that have no URL yet; sent as it is
     *     when there are none
     */
    StagedSubmit(
            References references,
            VideoProvider provider,
            GenerateRequest request,
            PreparedSubmit draft) {
        this.references = references;
        this.provider = provider;
        this.request = request;
        this.ready = request.media().isEmpty() ? draft : null;
    }

    @Override
    public CompletableFuture<PreparedSubmit> prepare(Deadline deadline) {
        PreparedSubmit known = ready;
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        CompletableFuture<Staged> staging = references.stage(request, deadline);
        return Cancelling.link(
                staging,
                staging.handle(
                        (staged, failure) -> {
                            if (failure != null) {
                                throw new CompletionException(error(failure));
                            }
                            hold(staged.leases());
                            return translated(staged.request());
                        }));
    }

    private synchronized void hold(List<Lease> borrowed) {
        leases = borrowed;
        if (references.delete() && !borrowed.isEmpty()) {
            references.lastDeletions().awaitEndOf(this);
        }
        if (over) {
            giveBack();
        }
    }

    private PreparedSubmit translated(VideoRequest staged) {
        try {
            ready = translate(provider, staged, request.hints());
            return ready;
        } catch (RefVideoInvalidRequestException e) {
            throw new CompletionException(e);
        }
    }

    /** A request in the provider's words. */
    static PreparedSubmit translate(VideoProvider provider, VideoRequest request, PollHints hints)
            throws RefVideoInvalidRequestException {
        try {
            return provider.prepare(request, hints);
        } catch (IllegalArgumentException e) {
            throw new RefVideoInvalidRequestException(
                    ErrorDetails.of(
                                    ErrorKind.INVALID_REQUEST,
                                    "Nothing was sent, since the request cannot work: "
                                            + e.getMessage())
                            .provider(provider.name())
                            .cause(e));
        }
    }

    private static RefVideoException error(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof ReferenceStoreException known) {
            return RefVideoException.of(
                    ErrorDetails.of(
                                    ErrorKind.REFERENCE_STORE,
                                    "A local reference could not be stored, and nothing was"
                                            + " submitted: "
                                            + known.getMessage())
                            .retryable(known.retryable())
                            .reply(new ErrorDetails.ServiceReply(known.status(), null, null, null))
                            .cause(known));
        }
        return RefVideoException.of(
                ErrorDetails.of(
                                ErrorKind.REFERENCE_STORE,
                                "A local reference could not be stored, and nothing was submitted")
                        .cause(cause));
    }

    /** What became of an earlier attempt of the exchange no longer counts. */
    synchronized void begins() {
        ended = false;
        over = false;
    }

    /** Learns whether the service may still want to fetch what was stored for it. */
    synchronized void ended(JobOutcome outcome) {
        boolean unsent =
                outcome.handle() == null
                        && outcome.error() != null
                        && outcome.error().getKind() != ErrorKind.SUBMIT_UNCERTAIN;
        boolean terminal = outcome.report() != null && outcome.report().status().terminal();
        settled = unsent || terminal;
        ended = true;
        if (stopping) {
            stop();
        }
    }

    /**
     * The component stops: there is no other attempt, so what was stored is given back when this
     * one has ended, and not only when the exchange is over, which may be too late.
     */
    synchronized void stop() {
        stopping = true;
        if (ended) {
            giveBack();
        }
    }

    /** No further attempt can come. */
    synchronized void onDone() {
        over = true;
        giveBack();
    }

    /** What is in use for this exchange. */
    synchronized List<Lease> leases() {
        return leases;
    }

    private void giveBack() {
        boolean delete = settled && references.delete();
        leases.forEach(settled ? lease -> lease.close(delete) : Lease::keep);
        if (delete && !leases.isEmpty()) {
            // Should the exchange outlive the component and try again: it must not buy with these.
            ready = null;
        }
        references.lastDeletions().ended(this);
    }
}

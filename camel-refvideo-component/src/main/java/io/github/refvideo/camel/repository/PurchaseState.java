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
package io.github.refvideo.camel.repository;

import io.github.refvideo.camel.repository.PurchaseEvent.AnswerLost;
import io.github.refvideo.camel.repository.PurchaseEvent.HandleTaken;
import io.github.refvideo.camel.repository.PurchaseEvent.JobAcknowledged;
import io.github.refvideo.camel.repository.PurchaseEvent.JobFailed;
import io.github.refvideo.camel.repository.PurchaseEvent.SubmitNotProcessed;
import io.github.refvideo.camel.repository.PurchaseEvent.SubmitStarted;
import io.github.refvideo.camel.repository.PurchaseEvent.VideoDelivered;
import io.github.refvideo.camel.repository.PurchaseEvent.VideoTaken;
import io.github.refvideo.camel.spi.JobHandle;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What may have been paid for one purchase. The engine decides by this state only, and a {@link
 * VideoJobRepository} stores it.
 *
 * <p>A state only changes by {@link #on(PurchaseEvent)}. An event that cannot happen in a state
 * causes an {@link IllegalStateException}.
 *
 * <p>Immutable.
 */
public sealed interface PurchaseState {

    /** The name of a state in a repository. */
    enum Name {
        NOT_SENT,
        IN_FLIGHT,
        MAYBE_PROCESSED,
        ACKNOWLEDGED,
        VIDEO_AVAILABLE,
        HANDED_OUT,
        TAKEN,
        FAILED
    }

    /** Nothing was sent. The holder of the lease may submit. */
    record NotSent() implements PurchaseState {}

    /**
     * The submit is about to be sent, or was sent, and its result is not known yet. Stored before
     * the first byte leaves.
     *
     * @param since by the repository's clock
     */
    record InFlight(Instant since) implements PurchaseState {

        public InFlight {
            Objects.requireNonNull(since, "since");
        }
    }

    /**
     * The submit may have been processed and billed, and the job is not known.
     *
     * @param sent the submit was not sent before this time, by the repository's clock
     * @param lost the submit was not sent after this time, by the repository's clock
     */
    record MaybeProcessed(Instant sent, Instant lost) implements PurchaseState {

        public MaybeProcessed {
            Objects.requireNonNull(sent, "sent");
            Objects.requireNonNull(lost, "lost");
        }
    }

    /** The service acknowledged the job. The video is not delivered yet. */
    record Acknowledged(JobHandle handle) implements PurchaseState {

        public Acknowledged {
            Objects.requireNonNull(handle, "handle");
        }
    }

    /**
     * The video was handed to an exchange that has not completed, or that failed afterwards.
     *
     * @param handle null for a job without an id, whose video cannot be downloaded again
     */
    record VideoAvailable(@Nullable JobHandle handle) implements PurchaseState {}

    /** The exchange that received the handle from the operation {@code submit} completed. */
    record HandedOut(JobHandle handle) implements PurchaseState {

        public HandedOut {
            Objects.requireNonNull(handle, "handle");
        }
    }

    /**
     * The exchange that received the video completed.
     *
     * @param handle null for a job without an id
     */
    record Taken(@Nullable JobHandle handle) implements PurchaseState {}

    /**
     * The final answer of the service is that there is no video.
     *
     * @param handle null for a job without an id
     */
    record Failed(@Nullable JobHandle handle) implements PurchaseState {}

    /** The name of this state in a repository. */
    default Name name() {
        if (this instanceof NotSent) {
            return Name.NOT_SENT;
        } else if (this instanceof InFlight) {
            return Name.IN_FLIGHT;
        } else if (this instanceof MaybeProcessed) {
            return Name.MAYBE_PROCESSED;
        } else if (this instanceof Acknowledged) {
            return Name.ACKNOWLEDGED;
        } else if (this instanceof VideoAvailable) {
            return Name.VIDEO_AVAILABLE;
        } else if (this instanceof HandedOut) {
            return Name.HANDED_OUT;
        }
        return this instanceof Taken ? Name.TAKEN : Name.FAILED;
    }

    /** The job, if the service acknowledged it. */
    default @Nullable JobHandle handle() {
        return null;
    }

    /** Whether the purchase is closed. */
    default boolean isFinished() {
        return this instanceof Taken || this instanceof Failed || this instanceof HandedOut;
    }

    /**
     * Whether the job is paid for and its video is still to be delivered. {@code refvideo:resume}
     * offers such purchases once no process works on them.
     */
    default boolean isOpen() {
        return handle() != null && (this instanceof Acknowledged || this instanceof VideoAvailable);
    }

    /** Whether the submit may have been processed although no job is known. */
    default boolean isUncertain() {
        return this instanceof InFlight || this instanceof MaybeProcessed;
    }

    /**
     * The state after an event.
     *
     * @throws IllegalStateException when the event cannot happen in this state
     */
    default PurchaseState on(PurchaseEvent event) {
        PurchaseState next = next(this, event);
        if (next == null) {
            throw new IllegalStateException(
                    "Event "
                            + event.getClass().getSimpleName()
                            + " is not allowed in state "
                            + name());
        }
        return next;
    }

    /** Whether an event can happen in this state. */
    default boolean allows(PurchaseEvent event) {
        return next(this, event) != null;
    }

    // ---- the transitions

    /** Returns null if the event cannot happen in the state. */
    private static @Nullable PurchaseState next(PurchaseState state, PurchaseEvent event) {
        if (state instanceof NotSent) {
            return notSent(state, event);
        } else if (state instanceof InFlight inFlight) {
            return inFlight(inFlight, event);
        } else if (state instanceof MaybeProcessed) {
            return maybeProcessed(state, event);
        } else if (state instanceof Acknowledged || state instanceof VideoAvailable) {
            return paid(state, event);
        } else if (state instanceof HandedOut) {
            return handedOut(state, event);
        }
        return state instanceof Taken ? taken(state, event) : failed(state, event);
    }

    /** An answer may arrive after another process has taken over, and before it submits. */
    private static @Nullable PurchaseState notSent(PurchaseState state, PurchaseEvent event) {
        if (event instanceof SubmitStarted started) {
            return new InFlight(started.at());
        } else if (event instanceof AnswerLost lost) {
            return new MaybeProcessed(lost.at(), lost.at());
        }
        return event instanceof SubmitNotProcessed ? state : answered(event);
    }

    private static @Nullable PurchaseState inFlight(InFlight state, PurchaseEvent event) {
        if (event instanceof SubmitStarted) {
            return state;
        } else if (event instanceof SubmitNotProcessed) {
            return new NotSent();
        } else if (event instanceof AnswerLost lost) {
            return new MaybeProcessed(state.since(), lost.at());
        }
        return answered(event);
    }

    /** Once a submit may have been processed, a later one that was refused does not undo that. */
    private static @Nullable PurchaseState maybeProcessed(
            PurchaseState state, PurchaseEvent event) {
        boolean unchanged =
                event instanceof SubmitStarted
                        || event instanceof SubmitNotProcessed
                        || event instanceof AnswerLost;
        return unchanged ? state : answered(event);
    }

    /** The service's answer to a submit; a job may run to its end inside the call. */
    private static @Nullable PurchaseState answered(PurchaseEvent event) {
        if (event instanceof JobAcknowledged acknowledged) {
            return new Acknowledged(acknowledged.handle());
        } else if (event instanceof VideoDelivered) {
            return new VideoAvailable(null);
        }
        return event instanceof JobFailed ? new Failed(null) : null;
    }

    private static @Nullable PurchaseState paid(PurchaseState state, PurchaseEvent event) {
        JobHandle handle = state.handle();
        if (event instanceof JobAcknowledged) {
            return state;
        } else if (event instanceof VideoDelivered) {
            return new VideoAvailable(handle);
        } else if (event instanceof VideoTaken) {
            return new Taken(handle);
        } else if (event instanceof JobFailed) {
            return new Failed(handle);
        }
        return event instanceof HandleTaken && handle != null ? new HandedOut(handle) : null;
    }

    /** The owner of the handle retries with it, so a failed download does not change the state. */
    private static @Nullable PurchaseState handedOut(PurchaseState state, PurchaseEvent event) {
        if (event instanceof JobAcknowledged
                || event instanceof VideoDelivered
                || event instanceof HandleTaken) {
            return state;
        } else if (event instanceof VideoTaken) {
            return new Taken(state.handle());
        }
        return event instanceof JobFailed ? new Failed(state.handle()) : null;
    }

    /** The same message may be repeated: the video is available until that exchange completes. */
    private static @Nullable PurchaseState taken(PurchaseState state, PurchaseEvent event) {
        if (event instanceof VideoDelivered) {
            return new VideoAvailable(state.handle());
        }
        boolean unchanged =
                event instanceof VideoTaken
                        || event instanceof HandleTaken
                        || event instanceof JobAcknowledged
                        // The link has expired since, but the video was taken.
                        || event instanceof JobFailed;
        return unchanged ? state : null;
    }

    /** A video that was delivered overrules an earlier answer without one. */
    private static @Nullable PurchaseState failed(PurchaseState state, PurchaseEvent event) {
        if (event instanceof VideoDelivered) {
            return new VideoAvailable(state.handle());
        } else if (event instanceof VideoTaken) {
            return new Taken(state.handle());
        }
        boolean unchanged =
                event instanceof JobFailed
                        || event instanceof HandleTaken
                        || event instanceof JobAcknowledged;
        return unchanged ? state : null;
    }
}

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

import io.github.refvideo.camel.spi.JobHandle;
import java.time.Instant;
import java.util.Objects;

/**
 * What may have been paid for one purchase. This is the only record of it: the engine decides by
 * the state, and a {@link VideoJobRepository} stores it.
 *
 * <p>A state changes by {@link #on(PurchaseEvent)} and in no other way. An event that cannot happen
 * in a state is an {@link IllegalStateException}.
 *
 * <p>Immutable.
 */
public sealed interface PurchaseState {

    /** The name under which stores keep a state. */
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

    /** Nothing was sent. Whoever takes over the lease may submit. */
    record NotSent() implements PurchaseState {}

    /**
     * The submit is about to be sent, or was sent, and its result is not known yet. Stored before
     * the first byte leaves.
     *
     * @param since by the store's clock
     */
    record InFlight(Instant since) implements PurchaseState {

        public InFlight {
            Objects.requireNonNull(since, "since");
        }
    }

    /**
     * The submit may have been processed and billed, and the job is not known.
     *
     * @param sent the submit was not sent before, by the store's clock
     * @param lost the submit was not sent after, by the store's clock
     */
    record MaybeProcessed(Instant sent, Instant lost) implements PurchaseState {

        public MaybeProcessed {
            Objects.requireNonNull(sent, "sent");
            Objects.requireNonNull(lost, "lost");
        }
    }

    /** The service acknowledged the job. Nobody has the video yet. */
    record Acknowledged(JobHandle handle) implements PurchaseState {

        public Acknowledged {
            Objects.requireNonNull(handle, "handle");
        }
    }

    /**
     * The video was handed to an exchange that has not completed, or that failed afterwards.
     *
     * @param handle null for a job without an id, whose video cannot be fetched again
     */
    record VideoAvailable(JobHandle handle) implements PurchaseState {}

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
    record Taken(JobHandle handle) implements PurchaseState {}

    /**
     * The service's final answer: there is no video.
     *
     * @param handle null for a job without an id
     */
    record Failed(JobHandle handle) implements PurchaseState {}

    /** The name under which stores keep this state. */
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

    /** The job, as far as it is known; null otherwise. */
    default JobHandle handle() {
        return null;
    }

    /** Whether no process has to work on the purchase any more. */
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
        PurchaseState next = PurchaseTransitions.next(this, event);
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
        return PurchaseTransitions.next(this, event) != null;
    }
}

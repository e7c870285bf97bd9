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
import io.github.refvideo.camel.repository.PurchaseState.Acknowledged;
import io.github.refvideo.camel.repository.PurchaseState.Failed;
import io.github.refvideo.camel.repository.PurchaseState.HandedOut;
import io.github.refvideo.camel.repository.PurchaseState.InFlight;
import io.github.refvideo.camel.repository.PurchaseState.MaybeProcessed;
import io.github.refvideo.camel.repository.PurchaseState.NotSent;
import io.github.refvideo.camel.repository.PurchaseState.Taken;
import io.github.refvideo.camel.repository.PurchaseState.VideoAvailable;
import io.github.refvideo.camel.spi.JobHandle;

/** The transitions of {@link PurchaseState}, all in one place. */
final class PurchaseTransitions {

    private PurchaseTransitions() {}

    /**
     * @return null if the event cannot happen in the state
     */
    static PurchaseState next(PurchaseState state, PurchaseEvent event) {
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

    /** An answer may come after another process has taken over and before it has sent. */
    private static PurchaseState notSent(PurchaseState state, PurchaseEvent event) {
        if (event instanceof SubmitStarted started) {
            return new InFlight(started.at());
        } else if (event instanceof AnswerLost lost) {
            return new MaybeProcessed(lost.at(), lost.at());
        }
        return event instanceof SubmitNotProcessed ? state : answered(event);
    }

    private static PurchaseState inFlight(InFlight state, PurchaseEvent event) {
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
    private static PurchaseState maybeProcessed(PurchaseState state, PurchaseEvent event) {
        boolean nothingNew =
                event instanceof SubmitStarted
                        || event instanceof SubmitNotProcessed
                        || event instanceof AnswerLost;
        return nothingNew ? state : answered(event);
    }

    /** The service's answer to a submit; a job may run to its end inside the call. */
    private static PurchaseState answered(PurchaseEvent event) {
        if (event instanceof JobAcknowledged acknowledged) {
            return new Acknowledged(acknowledged.handle());
        } else if (event instanceof VideoDelivered) {
            return new VideoAvailable(null);
        }
        return event instanceof JobFailed ? new Failed(null) : null;
    }

    private static PurchaseState paid(PurchaseState state, PurchaseEvent event) {
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

    /** Whoever has the handle comes back with it, so a failure on the way leaves it handed out. */
    private static PurchaseState handedOut(PurchaseState state, PurchaseEvent event) {
        if (event instanceof JobAcknowledged
                || event instanceof VideoDelivered
                || event instanceof HandleTaken) {
            return state;
        } else if (event instanceof VideoTaken) {
            return new Taken(state.handle());
        }
        return event instanceof JobFailed ? new Failed(state.handle()) : null;
    }

    /** The same message may ask again: then the video is open until that exchange completes. */
    private static PurchaseState taken(PurchaseState state, PurchaseEvent event) {
        if (event instanceof VideoDelivered) {
            return new VideoAvailable(state.handle());
        }
        boolean nothingNew =
                event instanceof VideoTaken
                        || event instanceof HandleTaken
                        || event instanceof JobAcknowledged
                        // Its link has expired since; it was taken all the same.
                        || event instanceof JobFailed;
        return nothingNew ? state : null;
    }

    /** A video that arrived all the same counts more than an earlier answer without one. */
    private static PurchaseState failed(PurchaseState state, PurchaseEvent event) {
        if (event instanceof VideoDelivered) {
            return new VideoAvailable(state.handle());
        } else if (event instanceof VideoTaken) {
            return new Taken(state.handle());
        }
        boolean nothingNew =
                event instanceof JobFailed
                        || event instanceof HandleTaken
                        || event instanceof JobAcknowledged;
        return nothingNew ? state : null;
    }
}

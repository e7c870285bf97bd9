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

/** An event that changes the state of a purchase. Immutable. */
public sealed interface PurchaseEvent {

    /**
     * The submit is about to be sent.
     *
     * @param at by the repository's clock
     */
    record SubmitStarted(Instant at) implements PurchaseEvent {

        public SubmitStarted {
            Objects.requireNonNull(at, "at");
        }
    }

    /** The submit certainly was not processed: it never arrived, or the service refused it. */
    record SubmitNotProcessed() implements PurchaseEvent {}

    /**
     * The submit received no usable answer, or the process that sent it has died.
     *
     * @param at by the repository's clock
     */
    record AnswerLost(Instant at) implements PurchaseEvent {

        public AnswerLost {
            Objects.requireNonNull(at, "at");
        }
    }

    /** The service acknowledged the job, or a lost job was identified. */
    record JobAcknowledged(JobHandle handle) implements PurchaseEvent {

        public JobAcknowledged {
            Objects.requireNonNull(handle, "handle");
        }
    }

    /** The video was handed to an exchange. */
    record VideoDelivered() implements PurchaseEvent {}

    /** The exchange that received the video completed without failure. */
    record VideoTaken() implements PurchaseEvent {}

    /** The exchange that received the handle completed without failure. */
    record HandleTaken() implements PurchaseEvent {}

    /** The service gave a final answer, and there is no video. */
    record JobFailed() implements PurchaseEvent {}
}

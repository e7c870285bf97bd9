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
package io.github.refvideo.camel.internal.engine;

import io.github.refvideo.camel.event.DeliveredVideo;
import io.github.refvideo.camel.event.JobOrigin;
import io.github.refvideo.camel.event.JobOutcome;
import io.github.refvideo.camel.internal.time.Deadline;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.JobReport;
import io.github.refvideo.camel.spi.Quota;
import io.github.refvideo.camel.spi.TraceContext;
import io.github.refvideo.camel.spi.VideoProvider;
import io.github.refvideo.camel.spi.VideoSource;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The input of one job: a purchase, or a known job to wait for.
 *
 * @param origin the exchange that waits
 * @param trace of the exchange; null if it is not traced
 * @param provider of the job
 * @param purchase null when only a known job is waited for
 * @param known a job to wait for; null for a purchase
 * @param message identifies the message
 * @param earlierReport the report that an earlier attempt of the same message received, for jobs
 *     without a handle
 * @param completionPoint when the exchange completes
 * @param polling intervals and timeouts
 * @param quota the limits of the credential
 * @param delivery downloads the video
 * @param callback receives the outcome
 */
public record JobSpec(
        JobOrigin origin,
        @Nullable TraceContext trace,
        VideoProvider provider,
        @Nullable PurchaseRequest purchase,
        @Nullable JobHandle known,
        String message,
        @Nullable JobReport earlierReport,
        CompletionPoint completionPoint,
        PollingPolicy polling,
        Quota quota,
        Delivery delivery,
        Callback callback) {

    /** Receives the outcome of a job. */
    @FunctionalInterface
    public interface Callback {

        /**
         * Called exactly once, on a worker thread, with no lock held.
         *
         * @param receipt must be informed when the exchange completes or fails
         */
        void completed(JobOutcome outcome, PurchaseReceipt receipt);
    }

    /**
     * Downloads a finished video and creates the message body. Retries by itself and never submits.
     * Its future fails with a {@link io.github.refvideo.camel.error.RefVideoException}, to which
     * the engine adds the handle; cancelling it aborts the transfer.
     */
    @FunctionalInterface
    public interface Delivery {

        /**
         * @param job null for a job without an id
         */
        CompletableFuture<DeliveredVideo> deliver(
                @Nullable JobHandle job, VideoSource video, Deadline deadline);
    }

    /** When a job is complete for its exchange. */
    public enum CompletionPoint {
        /** When the service has acknowledged the submit: the exchange receives the handle. */
        SUBMITTED,
        /** When the video was delivered. */
        DELIVERED
    }
}

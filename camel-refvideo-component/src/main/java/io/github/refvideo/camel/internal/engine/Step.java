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

import io.github.refvideo.camel.error.ErrorDetails;
import io.github.refvideo.camel.event.DeliveredVideo;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One step of a job. */
@FunctionalInterface
interface Step {

    /**
     * Runs without blocking.
     *
     * @return the next step; never completes after the job has ended; fails only by a defect
     */
    CompletableFuture<Step> run(StepContext job);

    /** A completed future of this step. */
    default CompletableFuture<Step> next() {
        return CompletableFuture.completedFuture(this);
    }

    /**
     * The last step: the job has ended for the exchange.
     *
     * @param video null unless the video was delivered
     * @param error null on success
     */
    record End(@Nullable DeliveredVideo video, @Nullable ErrorDetails error) implements Step {

        static Step delivered(DeliveredVideo video) {
            return new End(video, null);
        }

        /** The exchange receives the handle. */
        static Step submitted() {
            return new End(null, null);
        }

        static Step failed(ErrorDetails error) {
            return new End(null, error);
        }

        @Override
        public CompletableFuture<Step> run(StepContext job) {
            throw new IllegalStateException("The job has ended");
        }
    }
}

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
import io.github.refvideo.camel.internal.time.Deadline;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.VideoSource;
import java.util.concurrent.CompletableFuture;

/**
 * Makes a message body of a finished video. Retries by itself and never submits. Its future fails
 * with a {@link io.github.refvideo.camel.error.RefVideoException}, to which the engine adds the
 * handle; cancelling it aborts the transfer.
 */
@FunctionalInterface
public interface Delivery {

    /**
     * @param job null for a job without an id
     */
    CompletableFuture<DeliveredVideo> deliver(JobHandle job, VideoSource video, Deadline deadline);
}

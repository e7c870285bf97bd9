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
package io.github.refvideo.camel.job;

import io.github.refvideo.camel.outcome.VideoSource;
import io.github.refvideo.camel.time.Deadline;
import java.util.concurrent.CompletableFuture;

/**
 * The last step of a job: from where the video is to what the route gets. Retries by itself; never
 * submits. Its future fails with a {@link io.github.refvideo.camel.error.RefVideoException}, to
 * which the engine adds the handle; cancelling it gives the transfer up.
 */
@FunctionalInterface
public interface Delivery {

    CompletableFuture<DeliveredVideo> deliver(VideoSource video, Deadline deadline);
}

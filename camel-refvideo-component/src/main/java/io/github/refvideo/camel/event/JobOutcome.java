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
package io.github.refvideo.camel.event;

import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.JobReport;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a job for its exchange: a video, a handle (operation {@code submit}) or an error.
 *
 * @param handle null when no job was acknowledged, or the job has no id
 * @param report the last report, if any
 * @param video null unless the video was delivered
 * @param error null on success
 * @param submits the number of submits that this exchange sent; 0 if it found the job of an earlier
 *     attempt, or received the handle
 * @param polls the number of status requests
 * @param elapsed since the exchange arrived
 * @param repeated whether this process has delivered the video of this job before
 */
public record JobOutcome(
        @Nullable JobHandle handle,
        @Nullable JobReport report,
        @Nullable DeliveredVideo video,
        @Nullable RefVideoException error,
        int submits,
        int polls,
        Duration elapsed,
        boolean repeated) {

    public boolean succeeded() {
        return error == null;
    }
}

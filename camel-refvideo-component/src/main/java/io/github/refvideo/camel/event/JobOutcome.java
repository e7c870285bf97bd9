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

/**
 * How a job ended for the exchange that waited: with a video, with a handle (the operation {@code
 * submit}) or with an error.
 *
 * @param handle null when no job was acknowledged, or the service gives no id
 * @param report the last report; null when none came
 * @param video null unless the video was delivered
 * @param error null on success
 * @param polls the number of status requests
 * @param elapsed since the exchange arrived
 * @param repeated whether this process delivered the video of the same job before
 */
public record JobOutcome(
        JobHandle handle,
        JobReport report,
        DeliveredVideo video,
        RefVideoException error,
        int polls,
        Duration elapsed,
        boolean repeated) {

    public boolean succeeded() {
        return error == null;
    }
}

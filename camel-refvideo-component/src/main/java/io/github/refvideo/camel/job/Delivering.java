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

import io.github.refvideo.camel.error.ErrorKind;

/** The last phase of a job: from where the video is to what the route gets. Never submits. */
final class Delivering {

    private final JobRun run;

    Delivering(JobRun run) {
        this.run = run;
    }

    void begin() {
        JobOrder order = run.order();
        run.call(
                JobPhase.DELIVERING,
                () -> order.delivery().deliver(run.report().video(), run.deadline()),
                this::answered);
    }

    private void answered(DeliveredVideo video, Throwable failure) {
        if (failure == null) {
            run.delivered(video);
        } else {
            run.failed(JobErrors.known(failure, ErrorKind.DOWNLOAD));
        }
    }
}

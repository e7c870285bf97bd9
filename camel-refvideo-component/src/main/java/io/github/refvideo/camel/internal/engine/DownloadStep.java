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

import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.event.JobPhase;
import io.github.refvideo.camel.internal.engine.Step.End;
import java.util.concurrent.CompletableFuture;

/** Downloads the video. Never submits. */
final class DownloadStep implements Step {

    @Override
    public CompletableFuture<Step> run(StepContext job) {
        return job.call(
                        JobPhase.DOWNLOADING,
                        () ->
                                job.spec()
                                        .delivery()
                                        .deliver(
                                                job.handle(), job.report().video(), job.deadline()))
                .handle(
                        (video, failure) ->
                                failure == null
                                        ? End.delivered(video)
                                        : End.failed(JobErrors.known(failure, ErrorKind.DOWNLOAD)));
    }
}

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
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.event.JobPhase;
import io.github.refvideo.camel.internal.engine.Step.End;
import io.github.refvideo.camel.spi.JobReport;
import io.github.refvideo.camel.spi.JobStatus;
import io.github.refvideo.camel.spi.VideoSource;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Downloads the video. Never submits. */
final class DownloadStep implements Step {

    private static final int NOT_FOUND = 404;

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
                                        ? End.delivered(video).next()
                                        : failed(job, JobErrors.known(failure, ErrorKind.DOWNLOAD)))
                .thenCompose(next -> next);
    }

    /** A service that delivers its videos itself may have lost the job since its end. */
    private static CompletableFuture<Step> failed(StepContext job, ErrorDetails error) {
        boolean lost =
                error.reply().status() == NOT_FOUND
                        && job.handle() != null
                        && job.report().video() instanceof VideoSource.ServiceFile;
        return lost
                ? job.awaitPermit(job.limiter().statusCalls())
                        .thenCompose(permit -> readStatus(job))
                        .handle((report, failure) -> ended(job, report, error))
                : End.failed(error).next();
    }

    private static CompletableFuture<JobReport> readStatus(StepContext job) {
        job.countPoll();
        return job.call(
                JobPhase.DOWNLOADING,
                () -> job.tracedProvider().status(job.handle(), job.deadline().remaining()));
    }

    private static Step ended(StepContext job, @Nullable JobReport report, ErrorDetails error) {
        if (report == null || report.status() != JobStatus.EXPIRED) {
            return End.failed(error);
        }
        job.reported(report);
        return End.failed(JobErrors.ended(report));
    }
}

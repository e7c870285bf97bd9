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
package io.github.refvideo.examples.springboot;

import io.github.refvideo.camel.event.JobSnapshot;
import io.github.refvideo.camel.repository.JobRecord;
import io.github.refvideo.camel.repository.VideoJobRepository;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.examples.springboot.JobState.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The state of a job: the outcome is read from its folder, the purchase from the job repository,
 * and the progress from the listener.
 */
@Component
class JobStates {

    private final VideoJobRepository purchases;
    private final ProgressListener progress;
    private final CostEstimator estimate;

    JobStates(VideoJobRepository purchases, ProgressListener progress, CostEstimator estimate) {
        this.purchases = purchases;
        this.progress = progress;
        this.estimate = estimate;
    }

    JobState of(JobFolder folder) throws Exception {
        JobFolder.Ordered ordered = folder.ordered();
        Optional<JobFolder.Result> result = folder.result();
        if (result.isPresent()) {
            return succeeded(folder, ordered, result.get());
        }
        Optional<JobFolder.Failure> failure = folder.failure();
        return failure.isPresent()
                ? failed(folder, ordered, failure.get())
                : running(folder, ordered);
    }

    private JobState succeeded(
            JobFolder folder, JobFolder.Ordered ordered, JobFolder.Result result) {
        return new JobState(
                folder.id(),
                State.SUCCEEDED,
                self(folder),
                ordered.order().prompt(),
                self(folder) + "/video",
                seconds(ordered.at(), result.at()),
                result.model(),
                null,
                result.polls(),
                result.jobId(),
                result.estimatedCost() == null
                        ? estimate.of(ordered.order(), folder)
                        : result.estimatedCost(),
                result.cost(),
                result.warnings(),
                null);
    }

    private JobState failed(
            JobFolder folder, JobFolder.Ordered ordered, JobFolder.Failure failure) {
        return new JobState(
                folder.id(),
                State.FAILED,
                self(folder),
                ordered.order().prompt(),
                null,
                seconds(ordered.at(), failure.at()),
                null,
                null,
                null,
                failure.jobId(),
                null,
                null,
                null,
                failure);
    }

    private JobState running(JobFolder folder, JobFolder.Ordered ordered) throws Exception {
        Optional<JobHandle> job =
                purchases.find(RequestBuilder.purchase(folder)).map(JobRecord::handle);
        Optional<JobSnapshot> snapshot = job.map(JobHandle::jobId).flatMap(progress::of);
        return new JobState(
                folder.id(),
                job.isPresent() ? State.RUNNING : State.WAITING,
                self(folder),
                ordered.order().prompt(),
                null,
                seconds(ordered.at(), Instant.now()),
                job.map(JobHandle::model).orElse(null),
                snapshot.map(JobSnapshot::status).map(Enum::name).orElse(null),
                snapshot.map(JobSnapshot::polls).orElse(null),
                job.map(JobHandle::jobId).orElse(null),
                estimate.of(ordered.order(), folder),
                null,
                null,
                null);
    }

    static String self(JobFolder folder) {
        return "/videos/" + folder.id();
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }
}

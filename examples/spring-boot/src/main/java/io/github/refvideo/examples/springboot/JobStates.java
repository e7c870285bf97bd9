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

import io.github.refvideo.camel.RefVideoComponent;
import io.github.refvideo.camel.event.JobPhase;
import io.github.refvideo.camel.event.JobSnapshot;
import io.github.refvideo.camel.repository.JobRecord;
import io.github.refvideo.camel.repository.VideoJobRepository;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.JobStatus;
import io.github.refvideo.examples.springboot.JobState.State;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/**
 * The states of jobs: the outcome is read from the job's folder, the purchase from the job
 * repository, and the progress from the component.
 */
@Component
class JobStates {

    private final JobFolders folders;
    private final VideoJobRepository purchases;
    private final RefVideoComponent component;
    private final CostEstimator estimate;
    private final RunTimes runTimes;

    JobStates(
            JobFolders folders,
            VideoJobRepository purchases,
            RefVideoComponent component,
            CostEstimator estimate,
            RunTimes runTimes) {
        this.folders = folders;
        this.purchases = purchases;
        this.component = component;
        this.estimate = estimate;
        this.runTimes = runTimes;
    }

    JobState of(JobFolder folder) throws Exception {
        return of(List.of(folder)).stream()
                .findFirst()
                .orElseThrow(
                        () -> new NoSuchElementException("Job " + folder.id() + " is deleted"));
    }

    /** Without the jobs that are deleted meanwhile. */
    List<JobState> of(List<JobFolder> some) throws Exception {
        List<JobSnapshot> jobs = jobs();
        List<JobState> states = new ArrayList<>();
        for (JobFolder folder : some) {
            try {
                states.add(of(folder, jobs));
            } catch (NoSuchElementException | UncheckedIOException e) {
                if (folders.find(folder.id()).isPresent()) {
                    throw e;
                }
            }
        }
        return states;
    }

    /**
     * @param jobs in flight and in the queue of the component, oldest first
     */
    JobState of(JobFolder folder, List<JobSnapshot> jobs) throws Exception {
        JobFolder.Ordered ordered = folder.ordered();
        JobState job = new JobState();
        job.id = folder.id();
        job.self = self(folder);
        job.prompt = ordered.order().prompt();
        job.orderedAt = ordered.at();
        job.order = ordered.order();
        job.references =
                IntStream.rangeClosed(1, folder.images().size())
                        .mapToObj(
                                number ->
                                        new JobState.Upload(
                                                job.self + "/references/" + number,
                                                ordered.mediaType(number)))
                        .toList();
        Optional<JobFolder.Result> result = folder.result();
        Optional<JobFolder.Failure> failure = folder.failure();
        if (result.isPresent()) {
            succeeded(job, folder, result.get());
        } else if (failure.isPresent()) {
            job.state = State.FAILED;
            job.elapsedSeconds = seconds(ordered.at(), failure.get().at());
            job.jobId = failure.get().jobId();
            job.error = failure.get();
        } else {
            unfinished(job, folder, jobs);
        }
        return job;
    }

    private void succeeded(JobState job, JobFolder folder, JobFolder.Result result) {
        job.state = State.SUCCEEDED;
        job.video = job.self + "/video";
        job.elapsedSeconds = seconds(job.orderedAt, result.at());
        job.runSeconds = result.runSeconds();
        job.model = result.model();
        job.polls = result.polls();
        job.jobId = result.jobId();
        job.estimatedCost =
                result.estimatedCost() == null
                        ? estimate.of(folder.ordered())
                        : result.estimatedCost();
        job.cost = result.cost();
        job.warnings = result.warnings();
    }

    private void unfinished(JobState job, JobFolder folder, List<JobSnapshot> jobs)
            throws Exception {
        job.elapsedSeconds = seconds(job.orderedAt, Instant.now());
        job.estimatedCost = estimate.of(folder.ordered());
        Optional<JobHandle> handle = handle(folder);
        if (handle.isPresent()) {
            running(job, handle.get(), jobs);
        } else {
            waiting(job, jobs);
        }
        String model = job.model != null ? job.model : job.order.model();
        job.expectedSeconds =
                runTimes.median(model != null ? model : component.getConfiguration().getModel());
    }

    /** The exchange of an order has its id. */
    private static void waiting(JobState job, List<JobSnapshot> jobs) {
        job.state = State.WAITING;
        int ahead = 0;
        for (JobSnapshot other : jobs) {
            boolean queued = other.phase() == JobPhase.QUEUED;
            if (job.id.equals(other.origin().exchangeId())) {
                job.position = queued ? ahead + 1 : null;
                job.cancelable = queued || other.phase() == JobPhase.PREPARING ? true : null;
            } else if (queued) {
                ahead++;
            }
        }
    }

    private static void running(JobState job, JobHandle handle, List<JobSnapshot> jobs) {
        job.state = State.RUNNING;
        job.runSeconds = seconds(handle.submittedAt(), Instant.now());
        job.model = handle.model();
        job.jobId = handle.jobId();
        Optional<JobSnapshot> snapshot =
                jobs.stream().filter(other -> handle.jobId().equals(other.jobId())).findFirst();
        JobStatus status = snapshot.map(JobSnapshot::status).orElse(null);
        job.status = status == null ? null : status.name();
        job.polls = snapshot.map(JobSnapshot::polls).orElse(null);
        // DashScope cancels a job only while it is in the queue of the service; the gateway never.
        job.cancelable =
                handle.provider().equals("dashscope") && status == JobStatus.QUEUED ? true : null;
    }

    /** The jobs in flight and in the queue of the component, oldest first. */
    List<JobSnapshot> jobs() {
        return component.getJobs();
    }

    /** Whether the service may still deliver a video for a job. */
    boolean isOpen(JobFolder folder) throws Exception {
        return !folder.isFinished()
                || folder.result().isEmpty()
                        && purchases
                                .find(RequestBuilder.purchase(folder))
                                .filter(purchase -> purchase.state().isOpen())
                                .isPresent();
    }

    private Optional<JobHandle> handle(JobFolder folder) throws Exception {
        return purchases.find(RequestBuilder.purchase(folder)).map(JobRecord::handle);
    }

    static String self(JobFolder folder) {
        return "/videos/" + folder.id();
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }
}

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
package io.github.refvideo.simulator.openai;

import io.github.refvideo.simulator.job.JobQueue;
import io.github.refvideo.simulator.job.JobState;
import io.github.refvideo.simulator.server.Call;
import io.github.refvideo.simulator.server.Reply;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One server: its model, its key, and the jobs in its memory. Thread-safe. */
final class VideoServer {
    private static final int MAX_JOBS = 200_000;
    private static final String BEARER = "Bearer ";

    private final Dialect dialect;
    private final String model;
    private final String acceptedKey;
    private final int runningVideos;
    private final Clock clock;
    private final Map<String, VideoJob> jobs = new LinkedHashMap<>();
    private JobQueue queue;
    private long starts;

    VideoServer(Dialect dialect, String model, OpenAiOptions options, Clock clock) {
        this.dialect = dialect;
        this.model = model;
        this.acceptedKey = options.acceptedKey();
        this.runningVideos = options.runningVideos();
        this.clock = clock;
        this.queue = newQueue();
    }

    Dialect dialect() {
        return dialect;
    }

    String model() {
        return model;
    }

    OpenAiErrors errors() {
        return new OpenAiErrors(dialect);
    }

    /** The response to a caller without the key; empty if the key is right or none is needed. */
    Optional<Reply> refuseWithoutKey(Call call) {
        return acceptedKey == null || (BEARER + acceptedKey).equals(call.header("authorization"))
                ? Optional.empty()
                : Optional.of(OpenAiErrors.unauthorized());
    }

    Reply notFound() {
        return errors().error(404, "Video not found");
    }

    /** The queue for new jobs, or null if there is no limit. */
    synchronized JobQueue queue() {
        return queue;
    }

    /** Changes with each restart. */
    synchronized long starts() {
        return starts;
    }

    synchronized void add(VideoJob job) {
        jobs.put(job.id(), job);
        if (jobs.size() > MAX_JOBS) {
            Iterator<VideoJob> oldest = jobs.values().iterator();
            oldest.next().release();
            oldest.remove();
        }
    }

    /** The job with this id. vLLM-Omni forgets a job that was cancelled. */
    synchronized Optional<VideoJob> find(String id) {
        VideoJob job = jobs.get(id);
        if (job != null && isForgotten(job, clock.instant())) {
            forget(id);
            return Optional.empty();
        }
        return Optional.ofNullable(job);
    }

    /** All jobs, oldest first. */
    synchronized List<VideoJob> all() {
        Instant now = clock.instant();
        return new ArrayList<>(
                jobs.values().stream().filter(job -> !isForgotten(job, now)).toList());
    }

    synchronized void forget(String id) {
        VideoJob job = jobs.remove(id);
        if (job != null) {
            job.release();
        }
    }

    /** Stops the work and forgets all jobs. */
    synchronized void restart() {
        Instant now = clock.instant();
        jobs.values().stream()
                .filter(job -> !job.job().stateAt(now).isFinal())
                .forEach(job -> job.job().end(JobState.CANCELLED, "server restarted", now));
        clear();
    }

    /** Also drops requests that are still being read. */
    synchronized void clear() {
        starts++;
        jobs.values().forEach(VideoJob::release);
        jobs.clear();
        queue = newQueue();
    }

    private boolean isForgotten(VideoJob job, Instant now) {
        return dialect == Dialect.VLLM_OMNI && job.job().stateAt(now) == JobState.CANCELLED;
    }

    private JobQueue newQueue() {
        return runningVideos == 0 ? null : new JobQueue(runningVideos);
    }
}

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
package io.github.refvideo.simulator.job;

import io.github.refvideo.simulator.time.SimulatorClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** The jobs of one simulator, limited to the newest 200,000. Thread-safe. */
public final class Jobs {
    private static final int MAX_JOBS = 200_000;
    private static final int TOKEN_BYTES = 18;
    private static final Duration REFUSAL_TIME = Duration.ofSeconds(2);

    private final Map<String, Job> byId = new LinkedHashMap<>();
    private final Map<String, Job> byToken = new LinkedHashMap<>();
    private final SimulatorClock clock;
    private final JobTime jobTime;
    private final Duration queueTime;
    private final long seed;
    private final SecureRandom tokens = new SecureRandom();
    private Random random;

    /** Creates an empty registry. */
    public Jobs(SimulatorClock clock, JobTime jobTime, Duration queueTime, long seed) {
        this.clock = clock;
        this.jobTime = jobTime;
        this.queueTime = queueTime;
        this.seed = seed;
        this.random = new Random(seed);
    }

    /** Creates a job; a rejection in the spec makes it fail at the end of its running time. */
    public Job create(String idPrefix, JobSpec spec, String request) {
        Job job;
        synchronized (this) {
            job = newJob(idPrefix + token(), spec, request, jobTime.next(random), null);
            keep(job);
        }
        refuse(job);
        return job;
    }

    /**
     * Creates a job that waits in the queue; a rejection in the spec makes it fail within seconds
     * after its start.
     */
    public Job enqueue(String id, JobSpec spec, String request, JobQueue line) {
        Job job;
        synchronized (this) {
            Duration run = jobTime.next(random);
            boolean shorter = spec.refusal() != null && run.compareTo(REFUSAL_TIME) > 0;
            job = newJob(id, spec, request, shorter ? REFUSAL_TIME : run, line);
            keep(job);
        }
        refuse(job);
        if (line != null) {
            line.join(job);
        }
        return job;
    }

    private Job newJob(String id, JobSpec spec, String request, Duration run, JobQueue line) {
        return new Job(id, token(), spec, request, clock.instant(), queueTime, run, line);
    }

    private void keep(Job job) {
        byId.put(job.id(), job);
        byToken.put(job.resultToken(), job);
        if (byId.size() > MAX_JOBS) {
            Job oldest = byId.values().iterator().next();
            byId.remove(oldest.id());
            byToken.remove(oldest.resultToken());
        }
    }

    private static void refuse(Job job) {
        if (job.spec().refusal() != null) {
            job.endWhenDue(JobState.FAILED, job.spec().refusal());
        }
    }

    /** The job with the given id. */
    public synchronized Optional<Job> find(String id) {
        return Optional.ofNullable(id == null ? null : byId.get(id));
    }

    /** The job whose result URL contains the given token. */
    public synchronized Optional<Job> findByToken(String token) {
        return Optional.ofNullable(byToken.get(token));
    }

    /** All jobs, oldest first. */
    public synchronized List<Job> all() {
        return List.copyOf(byId.values());
    }

    /** Removes all jobs and restarts the sequence of random values. */
    public synchronized void clear() {
        byId.clear();
        byToken.clear();
        random = new Random(seed);
    }

    /** Not derived from the seed: a handle from an earlier run must not match a job of this run. */
    private String token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        tokens.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

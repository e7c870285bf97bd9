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

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One simulated job. Its state is computed on request from the current time; there is no timer.
 *
 * <p>Thread-safe.
 */
public final class Job {
    private final String id;
    private final String resultToken;
    private final JobSpec spec;
    private final String request;
    private final Instant createdAt;
    private final Instant readyAt;
    private final Duration run;
    private final JobQueue line;
    private final AtomicReference<JobOutcome> ending = new AtomicReference<>();
    private List<Runnable> waiting = new ArrayList<>(1);
    private Instant preparedAt;
    private volatile Instant begin;

    /**
     * Creates a job that is ready to run after {@code queue}.
     *
     * @param line where it then waits for a free slot, or null if it runs immediately
     */
    Job(
            String id,
            String resultToken,
            JobSpec spec,
            String request,
            Instant createdAt,
            Duration queue,
            Duration run,
            JobQueue line) {
        this.id = id;
        this.resultToken = resultToken;
        this.spec = spec;
        this.request = request;
        this.createdAt = createdAt;
        this.readyAt = createdAt.plus(queue);
        this.run = run;
        this.line = line;
        this.begin = line == null ? readyAt : Instant.MAX;
    }

    /** The id that clients see. */
    public String id() {
        return id;
    }

    /** The unguessable part of the result URL. */
    public String resultToken() {
        return resultToken;
    }

    /** The description of the video. */
    public JobSpec spec() {
        return spec;
    }

    /** The original request body. */
    public String request() {
        return request;
    }

    /** When it was accepted, by the simulator's clock. */
    public Instant createdAt() {
        return createdAt;
    }

    /** The earliest time at which it may run. */
    Instant readyAt() {
        return readyAt;
    }

    /** The start of the running time; {@link Instant#MAX} while it is not known. */
    public Instant begin() {
        return begin;
    }

    /** The end of the running time; {@link Instant#MAX} while it is not known. */
    public Instant dueAt() {
        Instant since = begin;
        return since.equals(Instant.MAX) ? since : since.plus(run);
    }

    /** Called by the queue when a slot became free at that time. */
    void beginAt(Instant time) {
        begin = time;
    }

    /** The state at the given time. */
    public JobState stateAt(Instant now) {
        if (line != null) {
            line.settle(now);
        }
        Instant since = begin;
        Instant due = dueAt();
        JobOutcome end = ending.get();
        if (end != null && !now.isBefore(end.at(since, due))) {
            return end.state();
        }
        if (now.isBefore(since)) {
            return JobState.QUEUED;
        }
        return now.isBefore(due) || preparedAt() == null ? JobState.RUNNING : JobState.COMPLETED;
    }

    /**
     * The time of its terminal state, past or future; the current time if that depends on
     * references that are still being read.
     */
    public Instant finishedAt(Instant now) {
        Instant due = dueAt();
        return knownEnd().orElseGet(() -> now.isAfter(due) ? now : due);
    }

    /**
     * The time of its terminal state, unless that depends on references that are still being read.
     */
    Optional<Instant> knownEnd() {
        Instant due = dueAt();
        JobOutcome end = ending.get();
        if (end != null) {
            return Optional.of(end.at(begin, due));
        }
        return Optional.ofNullable(preparedAt())
                .map(prepared -> prepared.isAfter(due) ? prepared : due);
    }

    /** The failure message, or an empty string. */
    public String failure() {
        JobOutcome end = ending.get();
        return end == null ? "" : end.text();
    }

    /** Fails the job, at the earliest when it runs; later outcomes are ignored. */
    public void fail(String text, Instant now) {
        end(new JobOutcome(JobState.FAILED, text, now, JobOutcome.After.BEGIN));
    }

    /** Fails or cancels the job at the end of its running time. */
    public void endWhenDue(JobState state, String text) {
        end(new JobOutcome(state, text, createdAt, JobOutcome.After.RUNNING_TIME));
    }

    /** Fails or cancels the job now; this replaces any outcome that is not yet visible. */
    public void end(JobState state, String text, Instant at) {
        JobOutcome now = new JobOutcome(state, text, at, JobOutcome.After.NOTHING);
        ending.updateAndGet(
                planned ->
                        planned == null || planned.at(begin, dueAt()).isAfter(at) ? now : planned);
        tellLine();
        prepared(at);
    }

    private void end(JobOutcome end) {
        ending.compareAndSet(null, end);
        tellLine();
        prepared(end.notBefore());
    }

    /** Marks the references as read; from now on the state depends only on the clock. */
    public void prepared(Instant now) {
        List<Runnable> wakeUp;
        synchronized (this) {
            if (preparedAt != null) {
                return;
            }
            preparedAt = now;
            wakeUp = waiting;
            waiting = null;
        }
        tellLine();
        wakeUp.forEach(Runnable::run);
    }

    /**
     * Runs the action when the references are read or the job is finished; immediately if that is
     * already the case.
     */
    public void whenPrepared(Runnable action) {
        synchronized (this) {
            if (preparedAt == null) {
                waiting.add(action);
                return;
            }
        }
        action.run();
    }

    private void tellLine() {
        if (line != null) {
            line.changed();
        }
    }

    private synchronized Instant preparedAt() {
        return preparedAt;
    }
}

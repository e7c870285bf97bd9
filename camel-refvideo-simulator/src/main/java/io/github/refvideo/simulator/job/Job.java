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
 * One simulated job. Its state is computed from the time at which somebody asks; there is no timer
 * behind it.
 *
 * <p>Safe for use by any thread.
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
     * A job that is ready to run after {@code queue}.
     *
     * @param line where it then waits for a place, or null if it runs at once
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

    /** The unguessable part of the result's address. */
    public String resultToken() {
        return resultToken;
    }

    /** What is to be made. */
    public JobSpec spec() {
        return spec;
    }

    /** The request's body as it came. */
    public String request() {
        return request;
    }

    /** When it was accepted, by the simulator's clock. */
    public Instant createdAt() {
        return createdAt;
    }

    /** When it may run, if there is a place. */
    Instant readyAt() {
        return readyAt;
    }

    /** When it began, or will begin, to run; {@link Instant#MAX} while that is open. */
    public Instant begin() {
        return begin;
    }

    /** When its running time is over; {@link Instant#MAX} while that is open. */
    public Instant dueAt() {
        Instant since = begin;
        return since.equals(Instant.MAX) ? since : since.plus(run);
    }

    /** Told by the line: a place became free at that time. */
    void beginAt(Instant time) {
        begin = time;
    }

    /** Where it stands at that time. */
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
     * When it reached, or will reach, its last state; the present if that depends on references
     * still being read.
     */
    public Instant finishedAt(Instant now) {
        Instant due = dueAt();
        return knownEnd().orElseGet(() -> now.isAfter(due) ? now : due);
    }

    /** When it ends, unless that depends on references still being read. */
    Optional<Instant> knownEnd() {
        Instant due = dueAt();
        JobOutcome end = ending.get();
        if (end != null) {
            return Optional.of(end.at(begin, due));
        }
        return Optional.ofNullable(preparedAt())
                .map(prepared -> prepared.isAfter(due) ? prepared : due);
    }

    /** Why it failed, or an empty text. */
    public String failure() {
        JobOutcome end = ending.get();
        return end == null ? "" : end.text();
    }

    /** Ends it as failed, not before it runs; later endings change nothing. */
    public void fail(String text, Instant now) {
        end(new JobOutcome(JobState.FAILED, text, now, JobOutcome.After.BEGIN));
    }

    /** Ends it as failed or cancelled once its running time is over. */
    public void endWhenDue(JobState state, String text) {
        end(new JobOutcome(state, text, createdAt, JobOutcome.After.RUNNING_TIME));
    }

    /** Ends it as failed or cancelled, now; that comes before any end that does not show yet. */
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

    /** Its references are read; from now on only the clock decides. */
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
     * Runs the action once the references are read or the job ended otherwise; at once if that is
     * so already.
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

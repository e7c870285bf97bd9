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
    private final Instant runsAt;
    private final Instant dueAt;
    private final AtomicReference<Ending> ending = new AtomicReference<>();
    private List<Runnable> waiting = new ArrayList<>(1);
    private Instant preparedAt;

    Job(
            String id,
            String resultToken,
            JobSpec spec,
            String request,
            Instant createdAt,
            Duration queue,
            Duration run) {
        this.id = id;
        this.resultToken = resultToken;
        this.spec = spec;
        this.request = request;
        this.createdAt = createdAt;
        this.runsAt = createdAt.plus(queue);
        this.dueAt = runsAt.plus(run);
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

    /** When its running time is over. */
    public Instant dueAt() {
        return dueAt;
    }

    /** Where it stands at that time. */
    public JobState stateAt(Instant now) {
        Ending end = ending.get();
        if (end != null && !now.isBefore(end.at())) {
            return end.state();
        }
        if (now.isBefore(runsAt)) {
            return JobState.QUEUED;
        }
        return now.isBefore(dueAt) || preparedAt() == null ? JobState.RUNNING : JobState.COMPLETED;
    }

    /**
     * When it reached, or will reach, its last state; the present if that depends on references
     * still being read.
     */
    public Instant finishedAt(Instant now) {
        Ending end = ending.get();
        if (end != null) {
            return end.at();
        }
        Instant prepared = preparedAt();
        Instant known = prepared == null ? now : prepared;
        return known.isAfter(dueAt) ? known : dueAt;
    }

    /** Why it failed, or an empty text. */
    public String failure() {
        Ending end = ending.get();
        return end == null ? "" : end.text();
    }

    /** Ends it as failed, not before its queue time is over; later endings change nothing. */
    public void fail(String text, Instant now) {
        end(JobState.FAILED, text, now.isBefore(runsAt) ? runsAt : now);
    }

    /** Ends it as failed or cancelled once its running time is over. */
    public void endWhenDue(JobState state, String text) {
        end(state, text, dueAt);
    }

    /** Ends it as failed or cancelled, now. */
    public void end(JobState state, String text, Instant at) {
        ending.compareAndSet(null, new Ending(state, text, at));
        prepared(at);
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

    private synchronized Instant preparedAt() {
        return preparedAt;
    }
}

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

import io.github.refvideo.camel.provider.Quota;
import io.github.refvideo.camel.provider.StatusLister;
import io.github.refvideo.camel.provider.VideoProvider;
import io.github.refvideo.camel.time.Timer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;

/**
 * Runs jobs. One engine belongs to one component, since endpoints and producers come and go while
 * their jobs run. A waiting job holds no thread and about a kilobyte.
 *
 * <p>Thread-safe.
 */
public final class JobEngine {

    private final Timer timer;
    private final Executor workers;
    private final Backoff backoff;
    private final SubmitRule submitRule;
    private final FirstPoll firstPoll = new FirstPoll();
    private final Map<String, Governor> governors = new ConcurrentHashMap<>();
    private final Map<String, StatusSweep> sweeps = new ConcurrentHashMap<>();
    private final JobListeners listeners = new JobListeners();
    private final Set<JobRun> inFlight = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    /**
     * @param timer see {@link Timer}
     * @param workers completes jobs: routes go on there, so never the timer's or an I/O thread
     * @param random spreads waits
     */
    public JobEngine(Timer timer, Executor workers, RandomGenerator random) {
        this.timer = timer;
        this.workers = workers;
        this.backoff = new Backoff(random);
        this.submitRule = new SubmitRule(backoff);
        listeners.add(new JobLog());
    }

    /** Adds somebody who wants to know. */
    public void addListener(JobListener listener) {
        listeners.add(listener);
    }

    /**
     * Runs a job. Returns at once and never throws; {@link JobCallbacks#completed} is called
     * exactly once, on a worker thread.
     */
    public void run(JobOrder order) {
        JobRun run = new JobRun(this, order, governor(order));
        inFlight.add(run);
        if (stopped) {
            run.stop();
        } else {
            run.start();
        }
        if (stopped) {
            // The engine may have stopped between the two lines above.
            run.stop();
        }
    }

    private Governor governor(JobOrder order) {
        Quota quota = order.quota();
        Governor governor =
                governors.computeIfAbsent(
                        order.provider().account(), a -> new Governor(timer, backoff, quota));
        governor.limit(quota);
        return governor;
    }

    /** How each credential is used at this moment. */
    public List<GovernorSnapshot> governors() {
        return governors.entrySet().stream()
                .map(entry -> entry.getValue().snapshot(entry.getKey()))
                .toList();
    }

    /** The jobs under way, in no particular order. */
    public List<JobSnapshot> inFlight() {
        return inFlight.stream().map(JobRun::snapshot).toList();
    }

    /** The number of jobs under way. */
    public int inFlightCount() {
        return inFlight.size();
    }

    /** Accepts no more jobs and completes those under way; each with its handle in the error. */
    public void stop() {
        stopped = true;
        List.copyOf(inFlight).forEach(JobRun::stop);
    }

    /** Lets a job hear from the service's list, if there is one and it is worth it. */
    boolean sweepsFor(JobRun run, Watching watching) {
        VideoProvider provider = run.order().provider();
        if (!(provider instanceof StatusLister lister)
                || run.governor().inFlight() <= run.order().plan().listThreshold()) {
            return false;
        }
        sweeps.computeIfAbsent(
                        provider.account() + " at " + provider.baseUrl(),
                        a -> new StatusSweep(run.governor(), this, lister, provider.name()))
                .add(run.handle(), watching, run.order().plan());
        return true;
    }

    FirstPoll firstPoll() {
        return firstPoll;
    }

    Timer timer() {
        return timer;
    }

    Backoff backoff() {
        return backoff;
    }

    SubmitRule submitRule() {
        return submitRule;
    }

    JobListener listeners() {
        return listeners;
    }

    void finished(JobRun run, JobCallbacks callbacks, JobOutcome outcome) {
        inFlight.remove(run);
        Runnable completion =
                () -> {
                    if (outcome.succeeded()) {
                        listeners.succeeded(run.snapshot(), outcome);
                    } else {
                        listeners.failed(run.snapshot(), outcome.error());
                    }
                    callbacks.completed(outcome);
                };
        try {
            workers.execute(completion);
        } catch (RejectedExecutionException e) {
            // The pool is gone already: a borrowed thread is better than an exchange that hangs.
            completion.run();
        }
    }
}

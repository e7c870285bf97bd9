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

import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.outcome.JobHandle;
import io.github.refvideo.camel.provider.CancelOutcome;
import io.github.refvideo.camel.provider.Canceler;
import io.github.refvideo.camel.provider.Quota;
import io.github.refvideo.camel.provider.StatusLister;
import io.github.refvideo.camel.provider.VideoProvider;
import io.github.refvideo.camel.time.BoundedWait;
import io.github.refvideo.camel.time.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs jobs. One engine belongs to one component, since endpoints and producers come and go while
 * their jobs run. A waiting job holds no thread and about a kilobyte.
 *
 * <p>Thread-safe.
 */
public final class JobEngine {

    private static final Logger LOG = LoggerFactory.getLogger(JobEngine.class);

    private static final Duration CANCEL_TIMEOUT = Duration.ofSeconds(5);

    /** At a stop, for records of jobs that are over. */
    private static final Duration LAST_WRITES = Duration.ofSeconds(1);

    private final Timer timer;
    private final Executor workers;
    private final Backoff backoff;
    private final SubmitRule submitRule;
    private final FirstPoll firstPoll = new FirstPoll();
    private final Map<String, Governor> governors = new ConcurrentHashMap<>();
    private final Map<String, StatusSweep> sweeps = new ConcurrentHashMap<>();
    private final JobListeners listeners = new JobListeners();
    private final Set<JobRun> inFlight = ConcurrentHashMap.newKeySet();
    private final Set<JobRun> ending = ConcurrentHashMap.newKeySet();
    private final RecentJobs recent = new RecentJobs();
    private final JobCounter counter = new JobCounter();
    private final RecentOutcomes outcomes;
    private final JobBook book;
    private final Questions questions;
    private final Closing closing;
    private volatile boolean stopped;

    /**
     * @param timer see {@link Timer}
     * @param workers completes jobs: routes go on there, so never the timer's or an I/O thread
     * @param random spreads waits
     * @param book remembers purchases
     */
    public JobEngine(Timer timer, Executor workers, RandomGenerator random, JobBook book) {
        this.timer = timer;
        this.workers = workers;
        this.book = book;
        this.backoff = new Backoff(random);
        this.submitRule = new SubmitRule(backoff);
        this.questions = new Questions(timer, workers);
        this.closing = new Closing(timer);
        this.outcomes = new RecentOutcomes(timer);
        listeners.add(new JobLog());
        listeners.add(counter);
        listeners.add(outcomes);
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
        JobRun run = new JobRun(this, order, governor(order.provider(), order.quota()));
        inFlight.add(run);
        listeners.ordered(run.snapshot());
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

    private Governor governor(VideoProvider provider, Quota quota) {
        Governor governor =
                governors.computeIfAbsent(
                        provider.account(), a -> new Governor(timer, backoff, quota));
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

    /** What became of all jobs so far. */
    public JobTotals totals() {
        return counter.totals();
    }

    /** How the last jobs of a credential ended. */
    public FailureRatio recentFailures(VideoProvider provider) {
        return outcomes.of(provider.account());
    }

    /**
     * Asks the service to cancel a job that somebody here waits for. Who waits hears of it by the
     * job's status, as of any other end.
     *
     * @return what the service said; fails with {@link NoSuchElementException} when nobody here
     *     waits for that job, with {@link UnsupportedOperationException} when its service cannot
     *     cancel
     */
    public CompletableFuture<CancelOutcome> cancel(String jobId) {
        for (JobRun run : inFlight) {
            // Read once: a job that turns out to be another's is let go of at any moment.
            JobHandle job = run.handle();
            if (job != null && job.jobId().equals(jobId)) {
                return askToCancel(run, job);
            }
        }
        return CompletableFuture.failedFuture(
                new NoSuchElementException("job: '" + jobId + "' is not in flight here"));
    }

    private CompletableFuture<CancelOutcome> askToCancel(JobRun run, JobHandle job) {
        VideoProvider provider = run.order().provider();
        if (!(provider instanceof Canceler canceler)) {
            return CompletableFuture.failedFuture(
                    new UnsupportedOperationException(
                            "provider: "
                                    + provider.name()
                                    + " has no call that cancels; a job there runs to its end"));
        }
        CompletableFuture<CancelOutcome> answer = new CompletableFuture<>();
        ask(
                provider,
                run.order().quota(),
                () -> canceler.cancel(job, CANCEL_TIMEOUT),
                CANCEL_TIMEOUT,
                (outcome, error) -> {
                    if (error == null) {
                        answer.complete(outcome);
                    } else {
                        answer.completeExceptionally(error);
                    }
                });
        return answer;
    }

    /**
     * Accepts no more jobs and completes those under way; each with its handle in the error.
     *
     * @param grace how long to wait for answers to submits that are out there
     */
    public void stop(Duration grace) {
        stopped = true;
        questions.stop();
        List.copyOf(inFlight).forEach(JobRun::stopSoon);
        BoundedWait.until(inFlight, () -> inFlight.isEmpty() && ending.isEmpty(), grace);
        List.copyOf(inFlight).forEach(JobRun::stop);
        closing.finish(LAST_WRITES);
    }

    /** Asks for a cancel and does not wait: the deadline has passed. */
    void cancel(VideoProvider provider, JobHandle job) {
        if (provider instanceof Canceler canceler) {
            try {
                canceler.cancel(job, CANCEL_TIMEOUT)
                        .whenComplete(
                                (outcome, failure) ->
                                        LOG.debug(
                                                "Job {} was not done in time; asked to cancel it,"
                                                        + " the service said {}",
                                                job.jobId(),
                                                failure == null ? outcome : failure.toString()));
            } catch (RuntimeException | Error e) {
                LOG.warn("Job {} could not be cancelled: {}", job.jobId(), e.toString());
            }
        }
    }

    /** A job of ours is no candidate for a lost one. */
    void remember(String jobId) {
        recent.add(jobId);
    }

    boolean knows(String jobId) {
        return recent.contains(jobId);
    }

    JobBook book() {
        return book;
    }

    /**
     * Asks one question about a job. Never throws for what becomes of it; the reader is called
     * exactly once, on a worker thread, with an answer or an error.
     *
     * @param call safe to send at any time; sent once
     * @param timeout until the answer must be there, waiting for the pace included
     */
    public <T> void ask(
            VideoProvider provider,
            Quota quota,
            Supplier<CompletableFuture<T>> call,
            Duration timeout,
            BiConsumer<T, RefVideoException> reader) {
        questions.ask(provider, governor(provider, quota), call, timeout, reader);
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

    void finished(JobRun run, JobOutcome outcome) {
        ending.add(run);
        inFlight.remove(run);
        closing.complete(
                run.leave(outcome),
                run.patience(),
                () -> {
                    complete(() -> tell(run, outcome));
                    synchronized (inFlight) {
                        ending.remove(run);
                        inFlight.notifyAll();
                    }
                });
    }

    private void tell(JobRun run, JobOutcome outcome) {
        try {
            if (outcome.succeeded()) {
                listeners.succeeded(run.snapshot(), outcome);
            } else {
                listeners.failed(run.snapshot(), outcome.error());
            }
        } finally {
            // Whatever became of the telling: the exchange waits for nothing else.
            run.order().callbacks().completed(outcome);
        }
    }

    private void complete(Runnable completion) {
        try {
            workers.execute(completion);
        } catch (RejectedExecutionException e) {
            // The pool is gone already: a borrowed thread is better than an exchange that hangs.
            completion.run();
        }
    }
}

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

import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.event.AccountSnapshot;
import io.github.refvideo.camel.event.FailureRatio;
import io.github.refvideo.camel.event.JobListener;
import io.github.refvideo.camel.event.JobOutcome;
import io.github.refvideo.camel.event.JobSnapshot;
import io.github.refvideo.camel.event.JobTotals;
import io.github.refvideo.camel.internal.time.BoundedWait;
import io.github.refvideo.camel.internal.time.Timer;
import io.github.refvideo.camel.spi.CancelOutcome;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.Quota;
import io.github.refvideo.camel.spi.VideoProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs jobs. The engine belongs to the component, because endpoints and producers are created and
 * stopped while their jobs run. A waiting job holds no thread and about 1 KiB of heap.
 *
 * <p>Thread-safe.
 */
public final class JobEngine {

    private static final Logger LOG = LoggerFactory.getLogger(JobEngine.class);

    private static final Duration RETRY = Duration.ofMillis(100);

    /** The wait at a stop for the records of jobs that have ended. */
    private static final Duration LAST_WRITES = Duration.ofSeconds(1);

    private final Timer timer;
    private final Executor workers;
    private final EngineContext engine;
    private final JobStats stats;
    private final ControlCalls controlCalls;
    private final Map<String, AccountLimiter> limiters = new ConcurrentHashMap<>();
    private final Set<JobExecution> inFlight = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    /**
     * @param timer see {@link Timer}
     * @param workers completes jobs; routes continue there, so not a timer or I/O thread
     * @param random jitter of delays
     * @param store records purchases
     */
    public JobEngine(Timer timer, Executor workers, RandomGenerator random, PurchaseStore store) {
        this.timer = timer;
        this.workers = workers;
        this.engine = new EngineContext(timer, random, store);
        this.stats = new JobStats(timer);
        this.controlCalls = new ControlCalls(timer, workers);
        addListener(new JobLog());
        addListener(stats);
    }

    public void addListener(JobListener listener) {
        engine.listeners().add(listener);
    }

    /**
     * Runs a job. Returns at once and never throws; {@link JobSpec.Callback#completed} is called
     * exactly once, on a worker thread.
     */
    public void run(JobSpec spec) {
        JobExecution job =
                new JobExecution(engine, spec, limiter(spec.provider(), spec.quota()), this::ended);
        inFlight.add(job);
        try {
            engine.listeners().ordered(job.snapshot());
            if (stopped) {
                job.stop();
            } else {
                job.start();
            }
        } catch (OutOfMemoryError e) {
            // It may have begun: it must end in the normal way, and once.
            timer.after(Duration.ZERO, () -> job.fail(e));
        }
        if (stopped) {
            // The engine may have been stopped between the two lines above.
            job.stop();
        }
    }

    private AccountLimiter limiter(VideoProvider provider, Quota quota) {
        AccountLimiter limiter =
                limiters.computeIfAbsent(
                        provider.account(),
                        account -> new AccountLimiter(timer, engine.backoff(), quota));
        limiter.restrict(quota);
        return limiter;
    }

    private void ended(JobExecution job, JobOutcome outcome, PurchaseReceipt receipt) {
        inFlight.remove(job);
        completeOnWorker(() -> notifyCompletion(job, outcome, receipt));
        synchronized (inFlight) {
            inFlight.notifyAll();
        }
    }

    private void notifyCompletion(JobExecution job, JobOutcome outcome, PurchaseReceipt receipt) {
        try {
            if (outcome.succeeded()) {
                engine.listeners().succeeded(job.snapshot(), outcome);
            } else {
                engine.listeners().failed(job.snapshot(), outcome.error());
            }
        } finally {
            // Even if a listener fails: nothing else completes the exchange.
            job.spec().callback().completed(outcome, receipt);
        }
    }

    private void completeOnWorker(Runnable completion) {
        new Completion(completion).submit();
    }

    /** A completion that runs once on a worker. */
    private final class Completion implements Runnable {

        private final Runnable completion;
        private final Runnable again = this::submit;
        private final AtomicBoolean begun = new AtomicBoolean();

        Completion(Runnable completion) {
            this.completion = completion;
        }

        void submit() {
            try {
                workers.execute(this);
            } catch (RejectedExecutionException e) {
                // The pool is shut down. The exchange must not hang, so use this thread.
                runOnThisThread(this);
            } catch (OutOfMemoryError e) {
                // Perhaps for another thread. An executor may fail and run the task all the same.
                if (!begun.get()) {
                    timer.after(RETRY, again);
                }
            }
        }

        @Override
        public void run() {
            if (begun.compareAndSet(false, true)) {
                completion.run();
            }
        }
    }

    /** Even if it throws, it has completed its exchange: {@link #notifyCompletion}. */
    private static void runOnThisThread(Runnable once) {
        try {
            once.run();
        } catch (OutOfMemoryError e) {
            LOG.error("Out of memory while completing a job", e);
        }
    }

    // ---- observing

    /** The use of each credential at this moment. */
    public List<AccountSnapshot> accounts() {
        return limiters.entrySet().stream()
                .map(entry -> entry.getValue().snapshot(entry.getKey()))
                .toList();
    }

    /** The jobs in flight and in the queue, in no particular order. */
    public List<JobSnapshot> inFlight() {
        return inFlight.stream().map(JobExecution::snapshot).toList();
    }

    /** The number of jobs in flight and in the queue. */
    public int inFlightCount() {
        return inFlight.size();
    }

    /** Totals of all jobs so far. */
    public JobTotals totals() {
        return stats.totals();
    }

    /** The failure ratio of the last jobs of a credential. */
    public FailureRatio recentFailures(VideoProvider provider) {
        return stats.recentFailures(provider.account());
    }

    // ---- control

    /**
     * Cancels a job of an exchange of this engine. The exchange of a job that is not submitted ends
     * at once. Otherwise the service is asked, and the exchange detects the cancellation by the
     * status of the job.
     *
     * @param id of the job, or of its exchange
     * @return fails with {@link NoSuchElementException} when the job is not in flight here, with
     *     {@link UnsupportedOperationException} when it is submitted and its service cannot cancel
     */
    public CompletableFuture<CancelOutcome> cancel(String id) {
        for (JobExecution job : inFlight) {
            JobHandle handle = job.handle();
            boolean isExchange = id.equals(job.spec().origin().exchangeId());
            if (handle == null && isExchange) {
                return job.cancelUnsent();
            } else if (handle != null && (isExchange || handle.jobId().equals(id))) {
                VideoProvider provider = job.spec().provider();
                return controlCalls.cancel(provider, limiter(provider, job.spec().quota()), handle);
            }
        }
        return CompletableFuture.failedFuture(
                new NoSuchElementException("job: '" + id + "' is not in flight here"));
    }

    /**
     * Sends one call about a job. Never throws; the reader is called exactly once, on a worker
     * thread, with a result or an error.
     *
     * @param call safe to send at any time; sent once
     * @param timeout for the result, including the wait for the rate limit
     */
    public <T> void call(
            VideoProvider provider,
            Quota quota,
            Supplier<CompletableFuture<T>> call,
            Duration timeout,
            BiConsumer<T, RefVideoException> reader) {
        controlCalls.call(provider, limiter(provider, quota), call, timeout, reader);
    }

    /** Ends the jobs that match, each with its handle in the error. Does not block. */
    public void stopJobs(Predicate<JobSpec> condition) {
        for (JobExecution job : List.copyOf(inFlight)) {
            if (condition.test(job.spec())) {
                job.stopSoon();
            }
        }
    }

    /**
     * Accepts no more jobs and ends those in flight, each with its handle in the error. Blocks.
     *
     * @param grace how long to wait for answers to submits that were sent
     */
    public void stop(Duration grace) {
        stopped = true;
        controlCalls.stop();
        stopJobs(spec -> true);
        BoundedWait.until(inFlight, inFlight::isEmpty, grace);
        List.copyOf(inFlight).forEach(JobExecution::stop);
        BoundedWait.until(inFlight, inFlight::isEmpty, LAST_WRITES);
        List.copyOf(inFlight).forEach(JobExecution::complete);
    }
}

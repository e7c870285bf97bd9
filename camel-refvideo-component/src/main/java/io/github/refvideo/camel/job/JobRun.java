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

import io.github.refvideo.camel.error.ErrorDetails;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.job.JobOrder.Progress;
import io.github.refvideo.camel.outcome.JobHandle;
import io.github.refvideo.camel.outcome.JobReport;
import io.github.refvideo.camel.outcome.JobStatus;
import io.github.refvideo.camel.provider.Resubmission;
import io.github.refvideo.camel.time.Deadline;
import io.github.refvideo.camel.time.Timer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One job's life: {@link Submitting}, then {@link Watching}, then {@link Delivering}. This class
 * holds what is true of every phase: at any moment at most one call or one wait is under way, and
 * only the step that moves the phase to {@link Phase#DONE} completes the job. Events come from
 * timer and I/O threads and from whoever stops the engine.
 */
final class JobRun {

    /** What the job is doing at this moment. */
    enum Phase {
        NEW,
        SUBMITTING,
        WAITING,
        READING_STATUS,
        DELIVERING,
        DONE
    }

    private final JobEngine engine;
    private final JobOrder order;
    private final Governor governor;
    private final Deadline age;
    private final Submitting submitting;
    private final Watching watching;
    private final Delivering delivering;

    // Guarded by this.
    private Phase phase = Phase.NEW;
    private Timer.Cancellable queueTimer = () -> {};
    private Timer.Cancellable deadlineTimer = () -> {};
    private Timer.Cancellable wakeUp = () -> {};
    private CompletableFuture<?> call;

    // Written by one step at a time, read by observers.
    private volatile Deadline deadline;
    private volatile Deadline sinceSubmit;
    private volatile JobHandle handle;
    private volatile JobReport report;

    JobRun(JobEngine engine, JobOrder order, Governor governor) {
        this.engine = engine;
        this.order = order;
        this.governor = governor;
        this.age = Deadline.after(engine.timer(), order.plan().timeout());
        this.submitting = new Submitting(this, order.progress().uncertain());
        this.watching = new Watching(this);
        this.delivering = new Delivering(this);
        this.handle = order.progress().handle();
        this.report = order.progress().report();
    }

    /** Stands in line for a place among the jobs of this credential, unless it has one already. */
    void start() {
        if (handle != null) {
            governor.join(this);
        } else if (report != null || submitting.mayNotRepeat()) {
            begin();
        } else {
            synchronized (this) {
                queueTimer = engine.timer().after(order.plan().queueTimeout(), this::queueTooLong);
            }
            governor.enter(this);
        }
    }

    private void queueTooLong() {
        end(() -> deadline == null, null, () -> JobErrors.noPlace(order.plan().queueTimeout()));
    }

    /**
     * The job has its place: from here on the deadline runs. Goes on where an earlier attempt
     * ended.
     */
    void begin() {
        synchronized (this) {
            if (phase == Phase.DONE) {
                return;
            }
            queueTimer.cancel();
            deadline = Deadline.after(engine.timer(), order.plan().timeout());
            deadlineTimer = engine.timer().after(deadline.remaining(), this::deadlinePassed);
        }
        guarded(this::goOn);
    }

    private void goOn() {
        if (report != null && report.status() == JobStatus.SUCCEEDED && report.video() != null) {
            delivering.begin();
        } else if (handle != null) {
            watching.readStatus();
        } else if (report != null) {
            // It ran inside its submit and there is no id to ask about: it ended as it ended.
            watching.conclude();
        } else {
            submitting.begin();
        }
    }

    // ---- what the phases hand to each other

    /** The service acknowledged the submit: from here on the job costs money. */
    void submitted(JobHandle acknowledged, JobReport first) {
        synchronized (this) {
            // In one step: whoever gives the job up at this moment sees all of it or nothing.
            handle = acknowledged;
            report = first;
            sinceSubmit = Deadline.after(engine.timer(), order.plan().timeout());
            order.callbacks().progressed(new Progress(handle, report, false));
        }
        engine.listeners().submitted(snapshot());
        if (report.status().terminal()) {
            watching.conclude();
        } else {
            watching.begin();
        }
    }

    /** The service told something about the job. */
    void reported(JobReport latest) {
        report = report == null ? latest : latest.after(report);
        engine.listeners().statusRead(snapshot());
    }

    /** The service says that the video is there. */
    void videoIsThere() {
        if (sinceSubmit != null) {
            engine.firstPoll().took(order.submit().model(), sinceSubmit.elapsed());
        }
        delivering.begin();
    }

    // ---- how a job ends

    void delivered(DeliveredVideo video) {
        end(() -> true, video, () -> null);
    }

    void failed(ErrorDetails error) {
        end(() -> true, null, () -> error);
    }

    private void deadlinePassed() {
        end(
                () -> true,
                null,
                () ->
                        submitting.mayHaveArrived()
                                ? JobErrors.uncertain(
                                        "the deadline passed (pollTimeout, header"
                                                + " CamelRefVideoPollTimeout)",
                                        resubmission())
                                : submitting
                                        .lastError()
                                        .orElseGet(
                                                () -> JobErrors.timeout(handle, report, deadline)));
    }

    /** Gives the job up because the engine stops. */
    void stop() {
        end(
                () -> true,
                null,
                () ->
                        submitting.mayHaveArrived()
                                ? JobErrors.uncertain("the component was stopped", resubmission())
                                : JobErrors.shutdown(handle != null || report != null));
    }

    /**
     * The one way to the end. Why it ends is decided under the lock: a submit that is about to
     * start either finds the job over and is not sent, or is seen here and makes the end uncertain.
     *
     * @param stillTrue whether the reason to end still holds
     * @param video what is delivered; null for an error
     * @param why the error; gives null when there is a video
     */
    private void end(BooleanSupplier stillTrue, DeliveredVideo video, Supplier<ErrorDetails> why) {
        CompletableFuture<?> pending;
        RefVideoException error = null;
        synchronized (this) {
            if (phase == Phase.DONE || !stillTrue.getAsBoolean()) {
                return;
            }
            ErrorDetails details = why.get();
            if (details != null) {
                error = RefVideoException.of(details.provider(order.provider().name()).job(handle));
                if (submitting.unanswered()) {
                    order.callbacks().progressed(new Progress(null, null, true));
                }
            }
            phase = Phase.DONE;
            queueTimer.cancel();
            deadlineTimer.cancel();
            wakeUp.cancel();
            pending = call;
            call = null;
        }
        if (pending != null) {
            pending.cancel(true);
        }
        governor.leave(this);
        engine.finished(
                this,
                order.callbacks(),
                new JobOutcome(handle, report, video, error, watching.polls(), age.elapsed()));
    }

    // ---- one call or one wait at a time

    /** Starts a call; its answer is read on the thread that brings it, unless the job is over. */
    <T> void call(
            Phase next, Supplier<CompletableFuture<T>> starter, BiConsumer<T, Throwable> reader) {
        synchronized (this) {
            if (phase == Phase.DONE) {
                return;
            }
            phase = next;
            call = null;
        }
        CompletableFuture<T> started = startSafely(starter);
        synchronized (this) {
            if (phase == Phase.DONE) {
                started.cancel(true);
                return;
            }
            call = started;
        }
        started.whenComplete((value, failure) -> guarded(() -> reader.accept(value, failure)));
    }

    private static <T> CompletableFuture<T> startSafely(Supplier<CompletableFuture<T>> starter) {
        try {
            return Objects.requireNonNull(starter.get(), "the provider gave no future");
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Takes a step when the pace allows it. */
    void paced(Pace pace, Runnable step) {
        synchronized (this) {
            if (phase == Phase.DONE) {
                return;
            }
            phase = Phase.WAITING;
            call = null;
        }
        pace.pass(
                () -> {
                    if (over()) {
                        return false;
                    }
                    guarded(step);
                    return true;
                });
    }

    /** Goes on later, without a thread. */
    void await(Duration delay, Runnable next) {
        synchronized (this) {
            if (phase == Phase.DONE) {
                return;
            }
            phase = Phase.WAITING;
            call = null;
            wakeUp = engine.timer().after(delay, () -> guarded(next));
        }
    }

    /** A defect must not leave an exchange hanging. */
    private void guarded(Runnable step) {
        if (over()) {
            return;
        }
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            failed(JobErrors.defect(e, ErrorKind.SERVICE));
        }
    }

    // ---- what the phases need to know

    JobEngine engine() {
        return engine;
    }

    JobOrder order() {
        return order;
    }

    JobHandle handle() {
        return handle;
    }

    JobReport report() {
        return report;
    }

    Resubmission resubmission() {
        return order.provider().resubmission();
    }

    /** Whether the job has completed. */
    synchronized boolean over() {
        return phase == Phase.DONE;
    }

    Governor governor() {
        return governor;
    }

    Deadline deadline() {
        return deadline;
    }

    JobSnapshot snapshot() {
        JobReport last = report;
        JobHandle known = handle;
        return new JobSnapshot(
                order.provider().name(),
                order.submit().model(),
                known != null ? known.jobId() : idInTheAccounts(last),
                last == null ? null : last.status(),
                age.elapsed(),
                watching.polls());
    }

    /** A job that ran inside its submit has no id but the one of the service's accounts. */
    private static String idInTheAccounts(JobReport last) {
        return last == null ? null : last.facts().generationId();
    }
}

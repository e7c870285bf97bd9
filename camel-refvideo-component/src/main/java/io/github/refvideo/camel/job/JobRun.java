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
import io.github.refvideo.camel.provider.PreparedSubmit;
import io.github.refvideo.camel.provider.Resubmission;
import io.github.refvideo.camel.time.Deadline;
import io.github.refvideo.camel.time.Timer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One job's life: {@link Claiming} and {@link Preparing}, {@link Submitting}, perhaps {@link
 * Searching}, then {@link Watching}, then {@link Delivering}. Hands the job from one phase to the
 * next, and only {@link #end} completes it. Events come from timer and I/O threads and from whoever
 * stops the engine.
 */
final class JobRun extends JobSteps {

    private static final Duration LONGEST_LEAVING = Duration.ofSeconds(5);
    private static final Duration SHORTEST_LEAVING = Duration.ofMillis(100);

    private final JobEngine engine;
    private final JobOrder order;
    private final Governor governor;
    private final String account;
    private final Deadline age;
    private final Claiming claiming;
    private final Preparing preparing;
    private final Submitting submitting;
    private final Searching searching;
    private final Watching watching;
    private final Delivering delivering;
    private final Doubt doubt;
    private final GivingUp givingUp;

    // Guarded by this.
    private Timer.Cancellable queueTimer = () -> {};
    private Timer.Cancellable deadlineTimer = () -> {};

    // Written by one step at a time, read by observers.
    private volatile Deadline deadline;
    private volatile Deadline sinceSubmit;
    private volatile PreparedSubmit submit;
    private volatile boolean stopping;
    private volatile JobHandle handle;
    private volatile JobReport report;

    JobRun(JobEngine engine, JobOrder order, Governor governor) {
        super(engine.timer());
        this.engine = engine;
        this.order = order;
        this.governor = governor;
        this.account = order.provider().account();
        this.age = Deadline.after(engine.timer(), order.plan().timeout());
        this.claiming = new Claiming(this);
        this.preparing = new Preparing(this);
        this.submitting = new Submitting(this, order.progress().uncertain());
        this.searching = new Searching(this);
        this.watching = new Watching(this);
        this.delivering = new Delivering(this);
        this.doubt = new Doubt(order.purchase(), order.progress());
        this.givingUp = new GivingUp(this, submitting);
        this.handle = order.progress().handle();
        this.report = order.progress().report();
    }

    /** Stands in line for a place among the jobs of this credential, unless it has one already. */
    void start() {
        if (handle != null) {
            governor.join(this);
        } else if (report != null) {
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
            if (over()) {
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
            concluded();
        } else {
            claiming.begin();
        }
    }

    // ---- what the phases hand to each other

    /**
     * Nobody else submits under this key.
     *
     * @param maybeSubmitted whether somebody who had the key before may have submitted
     */
    void claimed(boolean maybeSubmitted) {
        if (maybeSubmitted) {
            submitting.maybeArrived();
        }
        if (submitting.mayNotRepeat()) {
            searching.begin("an earlier attempt sent it", null);
        } else {
            preparing.begin();
        }
    }

    /** The submit can leave. */
    void prepared(PreparedSubmit ready) {
        submit = ready;
        submitting.begin();
    }

    /** Somebody with the same key has bought the video already. */
    void attached(JobHandle known) {
        synchronized (this) {
            handle = known;
            order.callbacks().progressed(new Progress(handle, null, false));
        }
        if (order.goal() == Goal.SUBMITTED) {
            done();
        } else {
            watching.readStatus();
        }
    }

    /**
     * A job whose acknowledgement was lost, by all that is known before it ends. The repository
     * hears of it then: until it is certain, nobody else may take it for the job of this key.
     */
    void found(JobHandle lost) {
        doubt.arises();
        acknowledged(lost, null);
        watching.readStatus();
    }

    /** The service acknowledged the submit: from here on the job costs money. */
    void submitted(JobHandle acknowledged, JobReport first) {
        acknowledged(acknowledged, first);
        claiming.acknowledged(handle, this::goOnAfterSubmit);
    }

    private void acknowledged(JobHandle job, JobReport first) {
        Purchase purchase = order.purchase();
        synchronized (this) {
            // In one step: whoever gives the job up at this moment sees all of it or nothing.
            handle =
                    job == null
                            ? null
                            : job.boughtWith(purchase.idempotencyKey(), purchase.output());
            report = first;
            sinceSubmit = Deadline.after(engine.timer(), order.plan().timeout());
            order.callbacks().progressed(new Progress(handle, report, doubt.remains()));
        }
        if (handle != null) {
            engine.remember(handle.jobId());
        }
        engine.listeners().submitted(snapshot());
    }

    private void goOnAfterSubmit() {
        if (goalReached()) {
            done();
        } else if (stopping && handle != null) {
            stop();
        } else if (report.status().terminal()) {
            concluded();
        } else {
            watching.begin();
        }
    }

    private boolean goalReached() {
        return order.goal() == Goal.SUBMITTED && handle != null;
    }

    /** The service told something about the job. */
    void reported(JobReport latest) {
        JobStatus before = report == null ? null : report.status();
        report = report == null ? latest : latest.after(report);
        JobSnapshot now = snapshot();
        engine.listeners().statusRead(now);
        if (now.status() != before) {
            engine.listeners().statusChanged(now, before);
        }
    }

    /** The service gave its final answer. */
    void concluded() {
        if (doubt.isConfirmedBy(report)) {
            disown();
            failed(
                    JobErrors.uncertain(
                            "the only job of that model and time turned out to be another's",
                            resubmission()));
        } else if (goalReached()) {
            done();
        } else {
            watching.conclude();
        }
    }

    /** Nobody who comes later, this exchange included, may take the job for ours. */
    private void disown() {
        synchronized (this) {
            handle = null;
            report = null;
            submitting.maybeArrived();
            order.callbacks().progressed(new Progress(null, null, true));
        }
    }

    /** The service says that the video is there. */
    void videoIsThere() {
        if (sinceSubmit != null) {
            engine.firstPoll().took(model(), sinceSubmit.elapsed());
        }
        delivering.begin();
    }

    // ---- how a job ends

    void delivered(DeliveredVideo video) {
        end(() -> true, video, () -> null);
    }

    /** The job is submitted, and nobody here waits for it. */
    private void done() {
        end(() -> true, null, () -> null);
    }

    void failed(ErrorDetails error) {
        end(() -> true, null, () -> error);
    }

    private void deadlinePassed() {
        boolean ended = end(() -> true, null, givingUp::late);
        if (ended && order.plan().cancelOnTimeout() && handle != null && !succeeded()) {
            engine.cancel(order.provider(), handle);
        }
    }

    /** Then there is nothing to cancel, and a video to fetch. */
    private boolean succeeded() {
        return report != null && report.status() == JobStatus.SUCCEEDED;
    }

    /**
     * Gives the job up because the engine stops; a submit that is out there gets a moment for its
     * answer, since without it the job would be hard to find again.
     */
    void stopSoon() {
        synchronized (this) {
            // Without a handle the video is fetched now or never.
            stopping = handle == null && (report != null || submitting.unanswered());
        }
        if (!stopping) {
            stop();
        }
    }

    /** Gives the job up because the engine stops. */
    void stop() {
        end(() -> true, null, givingUp::stopped);
    }

    /**
     * The one way to the end. Why it ends is decided under the lock: a submit that is about to
     * start either finds the job over and is not sent, or is seen here and makes the end uncertain.
     *
     * @param stillTrue whether the reason to end still holds
     * @param video what is delivered; null for an error
     * @param why the error; gives null when there is a video
     * @return whether the job ended by this
     */
    private boolean end(
            BooleanSupplier stillTrue, DeliveredVideo video, Supplier<ErrorDetails> why) {
        RefVideoException error = null;
        CompletableFuture<?> pending;
        synchronized (this) {
            if (over() || !stillTrue.getAsBoolean()) {
                return false;
            }
            ErrorDetails details = why.get();
            if (details != null) {
                error = RefVideoException.of(details.provider(order.provider().name()).job(handle));
                if (submitting.unanswered()) {
                    order.callbacks().progressed(new Progress(null, null, true));
                }
            }
            queueTimer.cancel();
            deadlineTimer.cancel();
            pending = finish();
        }
        if (pending != null) {
            pending.cancel(true);
        }
        governor.leave(this);
        engine.finished(
                this,
                new JobOutcome(handle, report, video, error, watching.polls(), age.elapsed()));
        return true;
    }

    /** Leaves the repository as the next one must find it. */
    CompletableFuture<?> leave(JobOutcome outcome) {
        return new Leaving(this, outcome, submitting.mayHaveArrived()).write();
    }

    /** How long the end may wait for the repository: the deadline holds for that as well. */
    Duration patience() {
        Duration left = deadline == null ? Duration.ZERO : deadline.cap(LONGEST_LEAVING);
        return left.compareTo(SHORTEST_LEAVING) > 0 ? left : SHORTEST_LEAVING;
    }

    /** A defect must not leave an exchange hanging. */
    @Override
    void defect(Throwable cause) {
        failed(JobErrors.defect(cause, ErrorKind.SERVICE));
    }

    // ---- what the phases need to know

    JobEngine engine() {
        return engine;
    }

    JobOrder order() {
        return order;
    }

    /** What is sent; null until it is ready. */
    PreparedSubmit submit() {
        return submit;
    }

    /** In the provider's spelling. */
    String model() {
        JobHandle known = handle;
        return known == null ? order.purchase().model() : known.model();
    }

    Claiming claiming() {
        return claiming;
    }

    Searching searching() {
        return searching;
    }

    Doubt doubt() {
        return doubt;
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

    Governor governor() {
        return governor;
    }

    /** Of the order: a provider that changes its key says another one later. */
    String account() {
        return account;
    }

    Deadline deadline() {
        return deadline;
    }

    /** For those who watch. */
    JobSnapshot snapshot() {
        return JobSnapshots.of(this, age.elapsed(), watching.polls());
    }
}

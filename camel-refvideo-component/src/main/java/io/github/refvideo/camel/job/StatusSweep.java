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
import io.github.refvideo.camel.outcome.JobHandle;
import io.github.refvideo.camel.provider.StatusLister;
import io.github.refvideo.camel.provider.StatusPage;
import io.github.refvideo.camel.provider.StatusQuery;
import io.github.refvideo.camel.provider.TransportErrors;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Reads the status of many jobs from the service's list, a page at a time, while it would take too
 * many calls to ask for each. Jobs come here when their read is due; a sweep takes all that are
 * there, turns pages until it has seen each of them, and gives every job its answer: still under
 * way, ended (then it is read once on its own, since the list does not say where the video is), or
 * not listed.
 *
 * <p>Thread-safe. One sweep at a time, at most one per poll interval.
 */
final class StatusSweep {

    /** The service's clock may go behind ours, and its window counts whole seconds. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private static final Duration CALL_TIMEOUT = Duration.ofMinutes(1);

    private final Governor governor;
    private final JobEngine engine;
    private final StatusLister lister;
    private final String provider;

    // Guarded by this.
    private Map<String, List<Watching>> due = new LinkedHashMap<>();
    private Instant oldest;
    private boolean planned;
    private long earliestNanos;

    StatusSweep(Governor governor, JobEngine engine, StatusLister lister, String provider) {
        this.governor = governor;
        this.engine = engine;
        this.lister = lister;
        this.provider = provider;
        this.earliestNanos = engine.timer().nanoTime();
    }

    /** The job's status is due; it hears from us. */
    synchronized void add(JobHandle job, Watching watching, WaitPlan plan) {
        // Several exchanges may wait for the same job.
        due.computeIfAbsent(job.jobId(), id -> new ArrayList<>()).add(watching);
        Instant submitted = later(job.submittedAt(), longestAgo());
        if (oldest == null || submitted.isBefore(oldest)) {
            oldest = submitted;
        }
        if (!planned) {
            planned = true;
            Duration wait = Duration.ofNanos(earliestNanos - engine.timer().nanoTime());
            engine.timer().after(wait, () -> begin(plan));
        }
    }

    private void begin(WaitPlan plan) {
        Sweep sweep;
        synchronized (this) {
            sweep =
                    new Sweep(
                            due,
                            new StatusQuery(
                                    null,
                                    later(oldest.minus(MARGIN), longestAgo()),
                                    null,
                                    1,
                                    plan.listPageSize()));
            due = new LinkedHashMap<>();
            oldest = null;
            earliestNanos = engine.timer().nanoTime() + plan.pollInterval().toNanos();
        }
        sweep.turnPage(plan);
    }

    /** The service lists nothing older, whatever a handle says that came in a message. */
    private Instant longestAgo() {
        return engine.timer().now().minus(lister.longestWindow()).plus(MARGIN);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    private void ended(WaitPlan plan) {
        synchronized (this) {
            if (due.isEmpty()) {
                planned = false;
                return;
            }
        }
        Duration wait = Duration.ofNanos(earliestNanos - engine.timer().nanoTime());
        engine.timer().after(wait, () -> begin(plan));
    }

    /** One walk through the list. Its steps follow each other, so it needs no lock. */
    private final class Sweep {

        private final Map<String, List<Watching>> open;
        private StatusQuery query;

        Sweep(Map<String, List<Watching>> open, StatusQuery first) {
            this.open = open;
            this.query = first;
        }

        void turnPage(WaitPlan plan) {
            open.values().removeIf(waiting -> waiting.stream().allMatch(Watching::over));
            if (open.isEmpty()) {
                ended(plan);
                return;
            }
            governor.statusReads()
                    .pass(
                            () -> {
                                governor.counts().listed();
                                list().whenComplete((page, failure) -> turned(plan, page, failure));
                                return true;
                            });
        }

        private CompletableFuture<StatusPage> list() {
            try {
                return Objects.requireNonNull(
                        lister.list(query, CALL_TIMEOUT), "the provider gave no future");
            } catch (RuntimeException | Error e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        private void turned(WaitPlan plan, StatusPage page, Throwable failure) {
            if (failure != null) {
                failed(TransportErrors.of(failure, provider).details());
                ended(plan);
                return;
            }
            governor.answered();
            page.rows()
                    .forEach(
                            (id, row) -> {
                                List<Watching> waiting = open.remove(id);
                                if (waiting != null) {
                                    waiting.forEach(watching -> watching.listed(row));
                                }
                            });
            if (open.isEmpty() || query.page() >= page.totalPages()) {
                rest().forEach(Watching::notListed);
                ended(plan);
            } else {
                query = query.next();
                turnPage(plan);
            }
        }

        /** Without the list each job asks for itself, as it would with few jobs in flight. */
        private void failed(ErrorDetails error) {
            if (error.kind() == ErrorKind.RATE_LIMITED) {
                governor.throttled(error.reply().retryAfter());
                rest().forEach(Watching::askLater);
            } else {
                rest().forEach(Watching::notListed);
            }
        }

        private List<Watching> rest() {
            List<Watching> rest = open.values().stream().flatMap(List::stream).toList();
            open.clear();
            return rest;
        }
    }
}

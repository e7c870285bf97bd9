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

import io.github.refvideo.camel.error.ErrorDetails;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.internal.engine.PollSchedule.Polled;
import io.github.refvideo.camel.internal.provider.TransportErrors;
import io.github.refvideo.camel.internal.time.Timer;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.JobLister;
import io.github.refvideo.camel.spi.JobStatus;
import io.github.refvideo.camel.spi.StatusPage;
import io.github.refvideo.camel.spi.StatusQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the status of many jobs from the service's list, a page at a time, where single status
 * requests would exceed the rate limit. The jobs that are probably on the same page form a group.
 * The page of a group is read when its {@link PollSchedule} says so, and each row of a page goes to
 * the job that it names, whatever its group.
 *
 * <p>Thread-safe.
 */
final class BatchStatusPoller {

    private static final Logger LOG = LoggerFactory.getLogger(BatchStatusPoller.class);

    /** The service's clock may be behind, and its window counts whole seconds. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private static final Duration CALL_TIMEOUT = Duration.ofMinutes(1);

    /** After failures, jobs are read singly for this time. */
    private static final Duration UNAVAILABLE = Duration.ofMinutes(1);

    private static final int MAX_FAILURES = 3;
    private static final Duration RETRY = Duration.ofSeconds(1);

    /** A group is looked at again after this time, because estimates change. */
    private static final long RECHECK_NANOS = Duration.ofSeconds(1).toNanos();

    /** With many groups less often, so that this takes 1 % of a core. */
    private static final long RECHECK_NANOS_PER_GROUP = Duration.ofMillis(10).toNanos();

    /** The page that was estimated, and the next one. */
    private static final int ESTIMATED_PAGES = 2;

    /** Pages to look for the jobs of a group that were not found, at least. */
    private static final int MIN_SEARCH = 4;

    private static final double DRIFT_CHANGE = 0.1;
    private static final double MAX_DRIFT = 100;

    /** The result for one job. */
    enum Kind {
        /** The list says that the job has ended. */
        ENDED,
        /** The list does not contain the job: its status must be requested. */
        NOT_LISTED,
        /** A status request costs as much as a page, and has the video as well. */
        READ_SINGLY,
        /** The list cannot be read for now. */
        UNAVAILABLE
    }

    /**
     * The result for one job.
     *
     * @param row null unless the job has ended
     * @param endNanos when the job ended
     */
    record Answer(Kind kind, StatusPage.@Nullable Row row, long endNanos) {}

    private final AccountLimiter limiter;
    private final Timer timer;
    private final JobLister lister;
    private final String provider;

    // Guarded by this.
    private final Map<String, Entry> waiting = new HashMap<>();
    private final Set<Group> groups = new LinkedHashSet<>();
    private @Nullable Group submitted;
    private @Nullable Group unlocated;
    private int pageSize;
    private int totalPages = 1;
    private int searchPage;
    private double drift = 1;
    private int failures;
    private long availableNanos;

    BatchStatusPoller(AccountLimiter limiter, Timer timer, JobLister lister, String provider) {
        this.limiter = limiter;
        this.timer = timer;
        this.lister = lister;
        this.provider = provider;
        this.availableNanos = timer.nanoTime();
    }

    /** One exchange that waits for a job. Cancelling it removes it. */
    private final class Entry extends CompletableFuture<Answer> implements Polled {

        private final JobHandle job;
        private final PollSchedule schedule;
        private final Consumer<JobStatus> progress;
        private @Nullable JobStatus status;
        private long reportedNanos;
        private Group group;

        /** Another exchange that waits for the same job. */
        private @Nullable Entry next;

        Entry(JobHandle job, PollSchedule schedule, Consumer<JobStatus> progress) {
            this.job = job;
            this.schedule = schedule;
            this.progress = progress;
        }

        @Override
        public PollSchedule schedule() {
            return schedule;
        }

        @Override
        public boolean cancel(boolean interrupt) {
            remove(this);
            return super.cancel(interrupt);
        }

        /** The status of a running job is reported when it changes, and once per interval. */
        boolean isNews(JobStatus latest, long nowNanos) {
            long interval = schedule.polling().interval().toNanos();
            if (latest == status && nowNanos - reportedNanos < interval) {
                return false;
            }
            status = latest;
            reportedNanos = nowNanos;
            return true;
        }
    }

    /** Jobs that are probably on the same page. */
    private static final class Group {
        private final List<Entry> entries = new ArrayList<>();
        private @Nullable Instant oldest;
        private Timer.@Nullable Cancellable wakeUp;
        private long wakeNanos;
        private boolean reading;
        private int misses;
    }

    /** Whether the list can be read. */
    synchronized boolean isAvailable() {
        return timer.nanoTime() - availableNanos >= 0;
    }

    /**
     * Waits for the end of a job. Cancelling the future ends the wait.
     *
     * @param isNew whether the job was just submitted
     * @param progress receives the status of the running job; called without a lock
     */
    CompletableFuture<Answer> watch(
            JobHandle job, PollSchedule schedule, boolean isNew, Consumer<JobStatus> progress) {
        Entry entry = new Entry(job, schedule, progress);
        synchronized (this) {
            if (pageSize == 0) {
                pageSize = schedule.polling().listPageSize();
            }
            // Several exchanges may wait for the same job.
            entry.next = waiting.put(job.jobId(), entry);
            if (isNew) {
                submitted = open(submitted);
                add(entry, submitted);
            } else if (schedule.hasRow()) {
                add(entry, open(null));
            } else {
                unlocated = open(unlocated);
                add(entry, unlocated);
            }
            long now = timer.nanoTime();
            wakeUp(entry.group, earlier(schedule.latestShared(), now + recheckNanos()));
        }
        return entry;
    }

    private long submits() {
        return limiter.counts().submits();
    }

    /** The group, or a new one if it takes no more jobs. */
    private Group open(@Nullable Group group) {
        if (group != null && groups.contains(group) && group.entries.size() < pageSize) {
            return group;
        }
        Group created = new Group();
        groups.add(created);
        return created;
    }

    private static void add(Entry entry, Group group) {
        entry.group = group;
        group.entries.add(entry);
        Instant at = entry.job.submittedAt();
        group.oldest = group.oldest == null || at.isBefore(group.oldest) ? at : group.oldest;
    }

    private synchronized void remove(Entry entry) {
        Entry first = waiting.get(entry.job.jobId());
        if (first == entry && entry.next == null) {
            waiting.remove(entry.job.jobId());
        } else if (first == entry) {
            waiting.put(entry.job.jobId(), entry.next);
        } else {
            for (Entry other = first; other != null; other = other.next) {
                other.next = other.next == entry ? entry.next : other.next;
            }
        }
        leave(entry);
    }

    private void leave(Entry entry) {
        Group group = entry.group;
        group.entries.remove(entry);
        if (group.entries.isEmpty()) {
            groups.remove(group);
            if (group.wakeUp != null) {
                group.wakeUp.cancel();
                group.wakeUp = null;
            }
        }
    }

    /** Looks at the group at this time, or before. */
    private void wakeUp(Group group, long nanos) {
        if (group.reading || group.wakeUp != null && nanos - group.wakeNanos >= 0) {
            return;
        }
        if (group.wakeUp != null) {
            group.wakeUp.cancel();
        }
        group.wakeNanos = nanos;
        group.wakeUp =
                timer.after(Duration.ofNanos(nanos - timer.nanoTime()), () -> wokenUp(group));
    }

    private void wokenUp(Group group) {
        long due;
        Entry alone = null;
        synchronized (this) {
            group.wakeUp = null;
            if (group.reading || group.entries.isEmpty()) {
                return;
            }
            due = PollSchedule.dueNanos(group.entries);
            if (waits(group, due)) {
                return;
            }
            if (waiting.size() == 1) {
                alone = group.entries.get(0);
                remove(alone);
            } else {
                group.reading = true;
            }
        }
        if (alone != null) {
            alone.complete(new Answer(Kind.READ_SINGLY, null, due));
            return;
        }
        try {
            limiter.statusCalls().enqueue(due, () -> request(group));
        } catch (OutOfMemoryError e) {
            retry(group);
        }
    }

    /** Whether the page is not due yet. The group is then looked at again later. */
    private boolean waits(Group group, long due) {
        long now = timer.nanoTime();
        if (due - now <= 0) {
            return false;
        }
        wakeUp(group, earlier(due, now + recheckNanos()));
        return true;
    }

    private long recheckNanos() {
        return Math.max(RECHECK_NANOS, groups.size() * RECHECK_NANOS_PER_GROUP);
    }

    private static long earlier(long one, long other) {
        return other - one < 0 ? other : one;
    }

    private synchronized void retry(Group group) {
        group.reading = false;
        if (!group.entries.isEmpty()) {
            wakeUp(group, timer.nanoTime() + RETRY.toNanos());
        }
    }

    private CompletableFuture<Boolean> request(Group group) {
        try {
            StatusQuery query = query(group);
            if (query == null) {
                return CompletableFuture.completedFuture(false);
            }
            limiter.counts().countList();
            list(query).whenComplete((page, failure) -> read(group, query, page, failure));
        } catch (OutOfMemoryError e) {
            retry(group);
        }
        return CompletableFuture.completedFuture(true);
    }

    /** Null if another page has named the jobs of the group meanwhile. */
    private @Nullable StatusQuery query(Group group) {
        Instant now = timer.now();
        // Calls the provider, so without a lock. A handle in a message may contain any time.
        Instant earliest = now.minus(lister.longestWindow()).plus(MARGIN);
        synchronized (this) {
            group.reading = false;
            if (group.entries.isEmpty() || waits(group, PollSchedule.dueNanos(group.entries))) {
                return null;
            }
            group.reading = true;
            Instant oldest = now;
            for (Group each : groups) {
                oldest = each.oldest.isBefore(oldest) ? each.oldest : oldest;
            }
            Instant from = oldest.isBefore(earliest) ? earliest : oldest.minus(MARGIN);
            return new StatusQuery(
                    null,
                    from.isBefore(earliest) ? earliest : from,
                    null,
                    page(group),
                    group.entries.get(0).schedule.polling().listPageSize());
        }
    }

    /** The page that has probably most of the jobs; after that the next one; then any. */
    private int page(Group group) {
        PollSchedule middle = group.entries.get(group.entries.size() / 2).schedule;
        if (!middle.hasRow() || group.misses >= ESTIMATED_PAGES) {
            searchPage = searchPage % totalPages + 1;
            return searchPage;
        }
        long row = middle.row(submits(), drift);
        long page = row / pageSize + 1;
        if (group.misses == 1) {
            page += row % pageSize < pageSize / 2 ? -1 : 1;
        }
        return (int) Math.max(1, Math.min(page, Math.max(totalPages, 1 + row / pageSize)));
    }

    private CompletableFuture<StatusPage> list(StatusQuery query) {
        try {
            return Objects.requireNonNull(lister.list(query, CALL_TIMEOUT), "no future");
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void read(
            Group group,
            StatusQuery query,
            @Nullable StatusPage page,
            @Nullable Throwable failure) {
        try {
            if (failure == null) {
                limiter.answered();
                read(group, query, page);
            } else {
                failed(group, TransportErrors.of(failure, provider).details());
            }
        } catch (OutOfMemoryError e) {
            retry(group);
        } catch (RuntimeException e) {
            // The list of a provider is not our code. Its jobs must not wait until their timeout.
            LOG.error("Unexpected exception while the list of jobs was read", e);
            retry(group);
        }
    }

    private void read(Group group, StatusQuery query, StatusPage page) {
        Reading reading = new Reading(timer.nanoTime(), timer.now());
        synchronized (this) {
            failures = 0;
            totalPages = Math.max(1, page.totalPages());
            if (query.page() < totalPages && !page.rows().isEmpty()) {
                // The service may limit the size.
                pageSize = page.rows().size();
            }
            int before = group.entries.size();
            reading.readRows(page, (query.page() - 1) * pageSize);
            group.reading = false;
            if (group.entries.size() < before) {
                group.misses = 0;
            } else if (before > 0 && ++group.misses >= maxMisses(group)) {
                reading.lost.addAll(group.entries);
                reading.lost.forEach(this::remove);
            }
            if (!group.entries.isEmpty()) {
                wakeUp(group, timer.nanoTime());
            }
        }
        reading.answer();
    }

    /** Looking for few jobs in many pages costs more than reading them singly. */
    private int maxMisses(Group group) {
        boolean estimated = group.entries.get(0).schedule.hasRow();
        int search = Math.min(totalPages, Math.max(MIN_SEARCH, group.entries.size()));
        return totalPages == 1 || !estimated ? search : ESTIMATED_PAGES + search;
    }

    /** The results of one page. */
    private final class Reading {

        private record Ended(Entry entry, Answer answer) {}

        private final long nowNanos;
        private final Instant now;
        private final Group found = new Group();
        private final List<Ended> ended = new ArrayList<>();
        private final List<Entry> news = new ArrayList<>();
        private final List<Entry> lost = new ArrayList<>();

        Reading(long nowNanos, Instant now) {
            this.nowNanos = nowNanos;
            this.now = now;
        }

        void readRows(StatusPage page, int firstRow) {
            int row = firstRow;
            for (Map.Entry<String, StatusPage.Row> named : page.rows().entrySet()) {
                Entry entry = waiting.get(named.getKey());
                while (entry != null) {
                    Entry next = entry.next;
                    read(entry, named.getValue(), row);
                    entry = next;
                }
                row++;
            }
            if (!found.entries.isEmpty()) {
                groups.add(found);
                wakeUp(found, nowNanos);
            }
        }

        private void read(Entry entry, StatusPage.Row row, int place) {
            PollSchedule schedule = entry.schedule;
            double moved = schedule.drift(place, submits());
            if (moved >= 0) {
                drift += DRIFT_CHANGE * (Math.min(moved, MAX_DRIFT) - drift);
            }
            schedule.foundAt(place, submits());
            if (row.status().terminal()) {
                long end =
                        row.endTime() == null
                                ? nowNanos
                                : schedule.endNanos(nowNanos, Duration.between(row.endTime(), now));
                if (row.status() == JobStatus.SUCCEEDED) {
                    schedule.succeeded(nowNanos, runTime(row));
                }
                remove(entry);
                ended.add(new Ended(entry, new Answer(Kind.ENDED, row, end)));
                return;
            }
            schedule.running(nowNanos);
            leave(entry);
            add(entry, found);
            if (entry.isNews(row.status(), nowNanos)) {
                news.add(entry);
            }
        }

        private static @Nullable Duration runTime(StatusPage.Row row) {
            return row.submittedAt() == null || row.endTime() == null
                    ? null
                    : Duration.between(row.submittedAt(), row.endTime());
        }

        /** Must be called without a lock. */
        void answer() {
            ended.sort(Comparator.comparingLong(job -> job.answer().endNanos() - nowNanos));
            ended.forEach(job -> job.entry().complete(job.answer()));
            lost.forEach(entry -> entry.complete(new Answer(Kind.NOT_LISTED, null, nowNanos)));
            news.forEach(entry -> entry.progress.accept(entry.status));
        }
    }

    private void failed(Group group, ErrorDetails error) {
        List<Entry> all = new ArrayList<>();
        synchronized (this) {
            group.reading = false;
            boolean limited = error.kind() == ErrorKind.RATE_LIMITED;
            if (!limited && (++failures >= MAX_FAILURES || !error.retryable())) {
                failures = 0;
                availableNanos = timer.nanoTime() + UNAVAILABLE.toNanos();
                for (Group each : List.copyOf(groups)) {
                    all.addAll(each.entries);
                }
                all.forEach(this::remove);
            } else if (!group.entries.isEmpty()) {
                wakeUp(group, timer.nanoTime() + (limited ? 0 : RETRY.toNanos()));
            }
        }
        if (error.kind() == ErrorKind.RATE_LIMITED) {
            limiter.throttled(error.reply().retryAfter());
        }
        all.forEach(entry -> entry.complete(new Answer(Kind.UNAVAILABLE, null, 0)));
    }
}

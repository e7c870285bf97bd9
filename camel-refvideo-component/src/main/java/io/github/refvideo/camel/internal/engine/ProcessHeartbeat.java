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

import io.github.refvideo.camel.internal.time.Timer;
import io.github.refvideo.camel.repository.JobRecord;
import io.github.refvideo.camel.repository.VideoJobRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the heartbeat of this process to the job repository, and knows the repository's time.
 * Thread-safe.
 */
final class ProcessHeartbeat {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessHeartbeat.class);

    private final VideoJobRepository repository;
    private final RepositoryCalls calls;
    private final Timer timer;
    private final String process;
    private final Duration lease;

    private volatile @Nullable Reading lastReading;
    private volatile boolean kept;
    private volatile Timer.Cancellable next = () -> {};
    private volatile boolean started;
    private volatile boolean stopped;

    /** The repository's time at a moment of this process. */
    private record Reading(Instant time, long nanoTime) {}

    /**
     * @param lease how long the process counts as alive after a heartbeat; three heartbeats fit
     *     into it
     */
    ProcessHeartbeat(
            VideoJobRepository repository,
            RepositoryCalls calls,
            Timer timer,
            String process,
            Duration lease) {
        this.repository = repository;
        this.calls = calls;
        this.timer = timer;
        this.process = process;
        this.lease = lease;
    }

    /**
     * Writes the first heartbeat unless it was written. Blocks; other threads of the repository
     * wait, because no purchase may be opened before.
     */
    void start() throws Exception {
        if (started || stopped) {
            return;
        }
        synchronized (this) {
            if (started) {
                return;
            }
            beat();
            kept = repository.liveProcesses().isPresent();
            started = true;
        }
        if (kept) {
            beatLater();
        }
    }

    /** Whether the repository keeps heartbeats. */
    boolean isKept() {
        return kept;
    }

    boolean isStopped() {
        return stopped;
    }

    /** The repository's time, extrapolated from the last reading. Does not block. */
    Instant now() {
        Reading last = lastReading;
        return last == null
                ? timer.now()
                : last.time().plusNanos(timer.nanoTime() - last.nanoTime());
    }

    /** Reads the repository's time. Blocks. */
    Instant readNow() throws Exception {
        Instant now = repository.now();
        lastReading = new Reading(now, timer.nanoTime());
        return now;
    }

    /**
     * Whether the process that worked on a purchase has died or its lease has ended.
     *
     * @param live empty when the repository keeps no heartbeats
     */
    boolean isAbandoned(JobRecord record, Instant now, Optional<Set<String>> live) {
        boolean dead =
                live.isPresent()
                        && !record.process().equals(process)
                        && !live.get().contains(record.process());
        return dead || !record.leaseUntil().isAfter(now);
    }

    private void beat() throws Exception {
        repository.heartbeat(process, readNow().plus(lease));
    }

    private void beatLater() {
        next =
                timer.after(
                        lease.dividedBy(3),
                        () -> calls.run(this::beatNow).whenComplete(this::beaten));
    }

    private @Nullable Void beatNow() throws Exception {
        if (!stopped) {
            beat();
        }
        return null;
    }

    private void beaten(@Nullable Void done, @Nullable Throwable failure) {
        try {
            if (failure != null) {
                LOG.warn(
                        "Could not write the heartbeat of this process to the job repository: {}",
                        failure.toString());
            }
        } finally {
            if (!stopped) {
                beatLater();
            }
        }
    }

    /**
     * Waits for pending calls of the repository, at most for {@code limit}, and lets the heartbeat
     * expire. Blocks.
     */
    void stop(Duration limit) {
        stopped = true;
        next.cancel();
        calls.await(limit);
        if (kept) {
            calls.run(
                    () -> {
                        repository.heartbeat(process, now());
                        return null;
                    });
            calls.await(limit);
        }
    }
}

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
package io.github.refvideo.simulator.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The clock of one simulator: real time plus an offset that a test can change, or a frozen time.
 *
 * <p>Job states, link expiry and webhook delays follow it; socket behaviour (heartbeats, slow
 * replies) follows real time. Thread-safe. Each change runs the actions that have become due.
 */
public final class SimulatorClock extends Clock {
    private final Clock real;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private Duration offset = Duration.ZERO;
    private Instant frozenAt;

    /** Creates a clock that starts at the current time and runs. */
    public SimulatorClock() {
        this(Clock.systemUTC());
    }

    SimulatorClock(Clock real) {
        this.real = real;
    }

    /**
     * Advances the clock (or, with a negative duration, sets it back), whether it is running or
     * frozen.
     */
    public SimulatorClock advance(Duration by) {
        Objects.requireNonNull(by, "by");
        synchronized (this) {
            offset = offset.plus(by);
            frozenAt = frozenAt == null ? null : frozenAt.plus(by);
        }
        return moved();
    }

    /** Freezes the clock at its current time; {@link #advance} still changes it. */
    public synchronized SimulatorClock freeze() {
        frozenAt = frozenAt == null ? instant() : frozenAt;
        return this;
    }

    /** Resumes a frozen clock from its current time. */
    public SimulatorClock unfreeze() {
        synchronized (this) {
            if (frozenAt != null) {
                offset = Duration.between(real.instant(), frozenAt);
                frozenAt = null;
            }
        }
        return moved();
    }

    /** Resets the clock to real time. */
    public SimulatorClock reset() {
        synchronized (this) {
            offset = Duration.ZERO;
            frozenAt = null;
        }
        return moved();
    }

    @Override
    public synchronized Instant instant() {
        return frozenAt == null ? real.instant().plus(offset) : frozenAt;
    }

    synchronized boolean isFrozen() {
        return frozenAt != null;
    }

    void onMove(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("The simulator's clock supports only UTC.");
    }

    private SimulatorClock moved() {
        listeners.forEach(Runnable::run);
        return this;
    }
}

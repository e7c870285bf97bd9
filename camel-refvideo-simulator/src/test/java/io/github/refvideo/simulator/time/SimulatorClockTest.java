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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A test controls the clock, and actions run when they are due. */
class SimulatorClockTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void advancedClockIsAheadByThatMuch() {
        SimulatorClock clock = new SimulatorClock(Clock.fixed(START, ZoneOffset.UTC));

        assertThat(clock.advance(Duration.ofHours(2)).advance(Duration.ofMinutes(-1)).instant())
                .isEqualTo(START.plus(Duration.ofMinutes(119)));
        assertThat(clock.reset().instant()).isEqualTo(START);
    }

    @Test
    void frozenClockMovesOnlyByHandAndRunsOnFromThere() {
        SimulatorClock clock = new SimulatorClock().freeze();
        Instant frozen = clock.instant();
        assertThat(clock.instant()).isEqualTo(frozen);

        clock.advance(Duration.ofDays(1));
        assertThat(clock.instant()).isEqualTo(frozen.plus(Duration.ofDays(1)));

        clock.unfreeze();
        assertThat(clock.instant()).isAfterOrEqualTo(frozen.plus(Duration.ofDays(1)));
        await().until(() -> clock.instant().isAfter(frozen.plus(Duration.ofDays(1))));
    }

    @Test
    void alarmsRingInOrderWhenTheClockReachesThem() {
        Vertx vertx = Vertx.vertx();
        try {
            SimulatorClock clock = new SimulatorClock().freeze();
            ClockScheduler alarms = new ClockScheduler(vertx, vertx.getOrCreateContext(), clock);
            List<String> rung = new CopyOnWriteArrayList<>();
            alarms.at(clock.instant().plusSeconds(20), () -> rung.add("late"));
            alarms.at(clock.instant().plusSeconds(10), () -> rung.add("early"));
            alarms.at(clock.instant(), () -> rung.add("now"));

            await().until(() -> rung.equals(List.of("now")));
            clock.advance(Duration.ofSeconds(10));
            await().until(() -> rung.equals(List.of("now", "early")));
            clock.advance(Duration.ofSeconds(10));
            await().until(() -> rung.equals(List.of("now", "early", "late")));
        } finally {
            vertx.close();
        }
    }

    @Test
    void alarmsRingByThemselvesInRealTime() {
        Vertx vertx = Vertx.vertx();
        try {
            SimulatorClock clock = new SimulatorClock();
            ClockScheduler alarms = new ClockScheduler(vertx, vertx.getOrCreateContext(), clock);
            List<Instant> rung = new CopyOnWriteArrayList<>();
            Instant due = clock.instant().plusMillis(50);
            alarms.at(clock.instant().plusSeconds(100), () -> rung.add(Instant.MAX));
            alarms.at(due, () -> rung.add(clock.instant()));

            await().until(() -> rung.size() == 1);
            assertThat(rung.get(0)).isAfterOrEqualTo(due);
        } finally {
            vertx.close();
        }
    }

    @Test
    void durationsAreReadAsTyped() {
        assertThat(ShortDuration.parse("250ms")).isEqualTo(Duration.ofMillis(250));
        assertThat(ShortDuration.parse("1.5s")).isEqualTo(Duration.ofMillis(1500));
        assertThat(ShortDuration.parse("2")).isEqualTo(Duration.ofSeconds(2));
        assertThat(ShortDuration.parse("10m")).isEqualTo(Duration.ofMinutes(10));
        assertThat(ShortDuration.parse("24h")).isEqualTo(Duration.ofDays(1));
        assertThatIllegalArgumentException().isThrownBy(() -> ShortDuration.parse("soon"));
    }
}

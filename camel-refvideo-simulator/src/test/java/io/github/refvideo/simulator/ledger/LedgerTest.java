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
package io.github.refvideo.simulator.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.refvideo.simulator.fault.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The ledger counts correctly. */
class LedgerTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Ledger ledger = new Ledger(nanos::get);

    @Test
    void busiestSecondIsASlidingWindow() {
        // Three in [0, 1), three in [1, 2), but five in [0.9, 1.9).
        for (long millis : new long[] {100, 900, 950, 1100, 1200, 1850, 3000}) {
            nanos.set(Duration.ofMillis(millis).toNanos());
            ledger.arrived(Step.STATUS, "/s");
        }

        assertThat(ledger.maxRequestsPerSecond(Step.STATUS)).isEqualTo(5);
        assertThat(ledger.maxRequestsPerSecond(Step.START)).isZero();
    }

    @Test
    void eventsExactlyOneSecondApartAreNotInOneSecond() {
        ledger.arrived(Step.STATUS, "/s");
        nanos.set(Duration.ofSeconds(1).toNanos());
        ledger.arrived(Step.STATUS, "/s");

        assertThat(ledger.maxRequestsPerSecond(Step.STATUS)).isEqualTo(1);
    }

    @Test
    void highestNumberInFlightIsKept() {
        ledger.arrived(Step.START, "/a");
        ledger.arrived(Step.STATUS, "/b");
        ledger.ended(Step.START);
        ledger.arrived(Step.STATUS, "/b");

        assertThat(ledger.maxInFlight()).isEqualTo(2);
        assertThat(ledger.maxInFlight(Step.STATUS)).isEqualTo(2);
        assertThat(ledger.maxInFlight(Step.START)).isEqualTo(1);
        ledger.clear();
        assertThat(ledger.maxInFlight()).isEqualTo(2);
        assertThat(ledger.inFlight()).isEqualTo(2);
    }

    @Test
    void requestsAreCountedByPathAndStep() {
        ledger.arrived(Step.STATUS, "/a");
        ledger.arrived(Step.STATUS, "/b");
        ledger.arrived(null, "/c");

        assertThat(ledger.requests("/a")).isEqualTo(1);
        assertThat(ledger.requests(Step.STATUS)).isEqualTo(2);
        assertThat(ledger.requests("/c")).isEqualTo(1);
    }

    @Test
    void logKeepsTheNewestWithinItsBounds() {
        for (int i = 0; i < 5000; i++) {
            ledger.record(request("r" + i));
        }
        assertThat(ledger.requestLog()).hasSize(4096);
        assertThat(ledger.requestLog().get(4095).body()).isEqualTo("r4999");

        for (int i = 0; i < 200; i++) {
            ledger.record(request("x".repeat(320 * 1024)));
        }
        long chars = ledger.requestLog().stream().mapToLong(entry -> entry.body().length()).sum();
        assertThat(chars).isLessThanOrEqualTo(32L << 20);
    }

    @Test
    void statementsPassOrReportTheReason() {
        ledger.jobCreated("k", "a");
        ledger.jobCreated("k", "a");
        ledger.jobCreated(null, "b");
        ledger.arrived(Step.STATUS, "/s");
        LedgerAssert that = new LedgerAssert(ledger);

        that.paidJobs(3)
                .received(Step.STATUS)
                .atMost(1)
                .received(Step.STATUS)
                .atLeast(1)
                .inFlight()
                .exactly(1)
                .receivedPerSecond(Step.STATUS)
                .atMost(1);
        assertThatThrownBy(() -> that.paidJobs(1))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("were 3");
        assertThatThrownBy(that::everyKeyPaidAtMostOnce)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("{k=2}");
        assertThatThrownBy(that::everyJobHasAKey).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> that.received(Step.STATUS).exactly(2))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> that.received(Step.STATUS).atMost(0))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> that.received(Step.STATUS).atLeast(2))
                .isInstanceOf(AssertionError.class);
    }

    private static RecordedRequest request(String body) {
        return new RecordedRequest(
                Step.START, "POST", "/a", "", Map.of("a", List.of("b")), body, Instant.EPOCH);
    }
}

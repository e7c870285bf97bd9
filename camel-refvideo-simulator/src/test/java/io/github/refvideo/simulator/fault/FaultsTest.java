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
package io.github.refvideo.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The selection of requests for a fault, and the names of faults. */
class FaultsTest {
    private final Faults faults = new Faults(42);

    @Test
    void faultWithoutAChoiceHitsEveryRequestOfItsStep() {
        faults.on(Step.STATUS).inject(Fault.status(503));

        assertThat(hits(faults, 5)).containsOnly(true);
        assertThat(faults.next(Step.START, null, null)).isEmpty();
    }

    @Test
    void timesHitsTheFirstRequests() {
        faults.on(Step.STATUS).times(2).inject(Fault.status(503));

        assertThat(hits(faults, 4)).containsExactly(true, true, false, false);
    }

    @Test
    void nthHitsOneRequest() {
        faults.on(Step.STATUS).nth(3).inject(Fault.status(503));

        assertThat(hits(faults, 5)).containsExactly(false, false, true, false, false);
    }

    @Test
    void nthAndTimesTogetherHitARow() {
        faults.on(Step.STATUS).nth(2).times(2).inject(Fault.status(503));
        assertThat(hits(faults, 5)).containsExactly(false, true, true, false, false);
        faults.clear();

        faults.on(Step.STATUS).times(2).nth(2).inject(Fault.status(503));
        assertThat(hits(faults, 5)).containsExactly(false, true, true, false, false);
    }

    @Test
    void probabilityIsRepeatedByItsSeed() {
        Faults again = new Faults(42);
        faults.on(Step.STATUS).withProbability(0.3).inject(Fault.status(503));
        again.on(Step.STATUS).withProbability(0.3).inject(Fault.status(503));

        List<Boolean> drawn = hits(faults, 1000);

        assertThat(hits(again, 1000)).isEqualTo(drawn);
        assertThat(drawn.stream().filter(hit -> hit).count()).isBetween(250L, 350L);
    }

    @Test
    void firstInjectedFaultWinsAndTheOthersStillCount() {
        faults.on(Step.STATUS).times(1).inject(Fault.status(503));
        faults.on(Step.STATUS).nth(2).inject(Fault.status(500));

        assertThat(faults.next(Step.STATUS, null, null).orElseThrow().number()).isEqualTo(503);
        assertThat(faults.next(Step.STATUS, null, null).orElseThrow().number()).isEqualTo(500);
        assertThat(faults.next(Step.STATUS, null, null)).isEmpty();
    }

    @Test
    void jobAndModelNarrowTheChoice() {
        faults.on(Step.STATUS).forJob("a").whenModel("m").times(1).inject(Fault.status(503));

        assertThat(faults.asksForJob(Step.STATUS)).isTrue();
        assertThat(faults.asksForJob(Step.RESULT)).isFalse();
        assertThat(faults.next(Step.STATUS, "b", "m")).isEmpty();
        assertThat(faults.next(Step.STATUS, "a", "n")).isEmpty();
        assertThat(faults.next(Step.STATUS, "a", "m")).isPresent();
        assertThat(faults.next(Step.STATUS, "a", "m")).isEmpty();
    }

    @Test
    void faultThatCannotHappenAtAStepIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> faults.on(Step.START).inject(Fault.rangeUnsupported()))
                .withMessageContaining("range-unsupported");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> faults.on(Step.WEBHOOK).inject(Fault.status(500)));
        assertThatIllegalArgumentException().isThrownBy(() -> Fault.status(200));
        assertThatIllegalArgumentException().isThrownBy(() -> Fault.trickle(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> faults.on(Step.START).withProbability(1.5));
        assertThatIllegalStateException()
                .isThrownBy(() -> Fault.resetBeforeRead().afterProcessing());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status=503",
                "reset-before-read",
                "reset-after-read",
                "no-response",
                "stall",
                "trickle=100",
                "slow-start=250ms",
                "truncated-json",
                "garbage",
                "oversized-json=1000",
                "html-page",
                "zero-bytes",
                "redirect=http://10.0.0.1/x?a=b",
                "server-loading",
                "server-restart",
                "redirect-loop",
                "cut-after=10",
                "freeze-after=10",
                "unknown-status=paused",
                "job-failure=too bad",
                "stream-error=500",
                "lost-delivery",
                "reset-while-reading=1000",
                "blob-error=403:store_suspended",
                "cancel-refused"
            })
    void nameIsReadAndWrittenAlike(String text) {
        assertThat(Fault.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @EnumSource(FaultKind.class)
    void everyKindCanBeNamedOnTheCommandLine(FaultKind kind) {
        String value =
                switch (kind) {
                    case STATUS, STREAM_ERROR -> "=500";
                    case TRICKLE, CUT_AFTER, FREEZE_AFTER -> "=10";
                    case SLOW_START -> "=2s";
                    case REDIRECT -> "=http://example.com";
                    default -> "";
                };

        assertThat(Fault.parse(kind.word() + value).kind()).isEqualTo(kind);
    }

    @Test
    void rateLimitIsNamedByItsHintOrItsDelay() {
        assertThat(Fault.parse("rate-limited=http-date").text()).isEqualTo("http-date");
        assertThat(Fault.parse("rate-limited=30s").delay()).isEqualTo(Duration.ofSeconds(30));
        assertThat(Fault.parse("rate-limited").text()).isEqualTo("missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "status",
                "status=abc",
                "status=99",
                "garbage=1",
                "slow-start=x",
                "rate-limited=x"
            })
    void unreadableNameIsRefusedWithAReason(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Fault.parse(text));
    }

    private static List<Boolean> hits(Faults faults, int requests) {
        return IntStream.range(0, requests)
                .mapToObj(i -> faults.next(Step.STATUS, null, null).isPresent())
                .toList();
    }
}

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
package io.github.refvideo.camel.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.refvideo.camel.repository.PurchaseState.Name;
import io.github.refvideo.camel.spi.JobHandle;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every state of a purchase with every event. */
class PurchaseStateTest {

    /** A dash means that the event cannot happen in the state. */
    private static final String TABLE =
            """
            state           | SubmitStarted   | SubmitNotProcessed | AnswerLost      | JobAcknowledged | VideoDelivered  | VideoTaken      | HandleTaken     | JobFailed
            NOT_SENT        | IN_FLIGHT       | NOT_SENT           | MAYBE_PROCESSED | ACKNOWLEDGED    | VIDEO_AVAILABLE | -               | -               | FAILED
            IN_FLIGHT       | IN_FLIGHT       | NOT_SENT           | MAYBE_PROCESSED | ACKNOWLEDGED    | VIDEO_AVAILABLE | -               | -               | FAILED
            MAYBE_PROCESSED | MAYBE_PROCESSED | MAYBE_PROCESSED    | MAYBE_PROCESSED | ACKNOWLEDGED    | VIDEO_AVAILABLE | -               | -               | FAILED
            ACKNOWLEDGED    | -               | -                  | -               | ACKNOWLEDGED    | VIDEO_AVAILABLE | TAKEN           | HANDED_OUT      | FAILED
            VIDEO_AVAILABLE | -               | -                  | -               | VIDEO_AVAILABLE | VIDEO_AVAILABLE | TAKEN           | HANDED_OUT      | FAILED
            HANDED_OUT      | -               | -                  | -               | HANDED_OUT      | HANDED_OUT      | TAKEN           | HANDED_OUT      | FAILED
            TAKEN           | -               | -                  | -               | TAKEN           | VIDEO_AVAILABLE | TAKEN           | TAKEN           | TAKEN
            FAILED          | -               | -                  | -               | FAILED          | VIDEO_AVAILABLE | TAKEN           | FAILED          | FAILED
            """;

    private static final Instant EARLY = Instant.parse("2030-01-01T00:00:00Z");
    private static final Instant LATE = Instant.parse("2030-01-01T00:01:00Z");
    private static final JobHandle JOB =
            new JobHandle("gateway", "https://example.com/v4/ai", "m", "job_1", EARLY, "k", null);

    private static final Map<String, PurchaseEvent> EVENTS =
            Stream.of(
                            new PurchaseEvent.SubmitStarted(LATE),
                            new PurchaseEvent.SubmitNotProcessed(),
                            new PurchaseEvent.AnswerLost(LATE),
                            new PurchaseEvent.JobAcknowledged(JOB),
                            new PurchaseEvent.VideoDelivered(),
                            new PurchaseEvent.VideoTaken(),
                            new PurchaseEvent.HandleTaken(),
                            new PurchaseEvent.JobFailed())
                    .collect(
                            Collectors.toMap(
                                    event -> event.getClass().getSimpleName(),
                                    event -> event,
                                    (a, b) -> a,
                                    LinkedHashMap::new));

    @TestFactory
    Stream<DynamicTest> eachStateWithEachEvent() {
        List<String> lines = TABLE.lines().toList();
        List<String> events = cells(lines.get(0)).subList(1, EVENTS.size() + 1);
        return lines.stream()
                .skip(1)
                .map(PurchaseStateTest::cells)
                .flatMap(
                        row ->
                                events.stream()
                                        .map(
                                                event ->
                                                        dynamicTest(
                                                                row.get(0) + " " + event,
                                                                () ->
                                                                        check(
                                                                                Name.valueOf(
                                                                                        row.get(0)),
                                                                                EVENTS.get(event),
                                                                                row.get(
                                                                                        events
                                                                                                        .indexOf(
                                                                                                                event)
                                                                                                + 1)))));
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split("\\|")).map(String::strip).toList();
    }

    private static void check(Name name, PurchaseEvent event, String expected) {
        PurchaseState state = state(name);
        if (expected.equals("-")) {
            assertThatThrownBy(() -> state.on(event))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "Event %s is not allowed in state %s",
                            event.getClass().getSimpleName(), name);
            return;
        }
        PurchaseState next = state.on(event);
        assertThat(next.name()).isEqualTo(Name.valueOf(expected));
        // A known job stays known.
        if (state.handle() != null) {
            assertThat(next.handle()).isEqualTo(state.handle());
        }
    }

    @Test
    void tableNamesEveryStateAndEveryEvent() {
        List<String> lines = TABLE.lines().toList();

        assertThat(lines.stream().skip(1).map(line -> Name.valueOf(cells(line).get(0))))
                .containsExactly(Name.values());
        assertThat(EVENTS).hasSize(PurchaseEvent.class.getPermittedSubclasses().length);
        assertThat(PurchaseState.class.getPermittedSubclasses()).hasSize(Name.values().length);
    }

    @Test
    void submitThatWasLostRemembersWhenItWasSent() {
        PurchaseState sent = new PurchaseState.NotSent().on(new PurchaseEvent.SubmitStarted(EARLY));

        assertThat(sent.on(new PurchaseEvent.SubmitStarted(LATE))).isEqualTo(sent);
        assertThat(sent.on(new PurchaseEvent.AnswerLost(LATE)))
                .isEqualTo(new PurchaseState.MaybeProcessed(EARLY, LATE));
    }

    @Test
    void predicatesOfEveryState() {
        assertThat(where(PurchaseState::isUncertain))
                .containsExactly(Name.IN_FLIGHT, Name.MAYBE_PROCESSED);
        assertThat(where(PurchaseState::isOpen))
                .containsExactly(Name.ACKNOWLEDGED, Name.VIDEO_AVAILABLE);
        assertThat(where(PurchaseState::isFinished))
                .containsExactly(Name.HANDED_OUT, Name.TAKEN, Name.FAILED);
        // Nothing can be retried.
        assertThat(new PurchaseState.VideoAvailable(null).isOpen()).isFalse();
    }

    private static Set<Name> where(Predicate<PurchaseState> property) {
        return EnumSet.allOf(Name.class).stream()
                .filter(name -> property.test(state(name)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Name.class)));
    }

    private static PurchaseState state(Name name) {
        return switch (name) {
            case NOT_SENT -> new PurchaseState.NotSent();
            case IN_FLIGHT -> new PurchaseState.InFlight(EARLY);
            case MAYBE_PROCESSED -> new PurchaseState.MaybeProcessed(EARLY, EARLY);
            case ACKNOWLEDGED -> new PurchaseState.Acknowledged(JOB);
            case VIDEO_AVAILABLE -> new PurchaseState.VideoAvailable(JOB);
            case HANDED_OUT -> new PurchaseState.HandedOut(JOB);
            case TAKEN -> new PurchaseState.Taken(JOB);
            case FAILED -> new PurchaseState.Failed(JOB);
        };
    }
}

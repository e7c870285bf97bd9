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
package io.github.refvideo.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The exchange completes within 250 ms of its deadline, whatever call hangs or is slow. */
class DeadlineTest extends RefVideoTestSupport {

    private static final long LIMIT_MILLIS = 600;
    private static final long OVERSHOOT_MILLIS = 250;

    /** The best of several runs counts, because the machine may be busy. */
    private static final int RUNS = 3;

    static Stream<Arguments> hangs() {
        return Stream.of(
                Arguments.of(Step.START, Fault.noResponse(), ""),
                Arguments.of(Step.START, Fault.stall(), ""),
                Arguments.of(Step.START, Fault.trickle(5), ""),
                Arguments.of(Step.STATUS, Fault.noResponse(), ""),
                Arguments.of(Step.STATUS, Fault.trickle(5), ""),
                Arguments.of(Step.STREAM, Fault.streamSilence(), "&gatewayFlow=stream"),
                Arguments.of(Step.RESULT, Fault.noResponse(), ""),
                Arguments.of(Step.RESULT, Fault.trickle(5), ""),
                Arguments.of(Step.RESULT, Fault.freezeAfter(100), ""));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("hangs")
    void deadlineEndsEveryHangingCall(Step step, Fault fault, String options) throws Exception {
        simulator().faults().on(step).inject(fault);

        long best = Long.MAX_VALUE;
        for (int run = 0; run < RUNS && best > LIMIT_MILLIS + OVERSHOOT_MILLIS; run++) {
            best = Math.min(best, millisOf(options));
        }

        assertThat(best).isBetween(LIMIT_MILLIS - 1, LIMIT_MILLIS + OVERSHOOT_MILLIS);
    }

    private long millisOf(String options) throws Exception {
        AsyncProducer producer =
                context.getEndpoint("refvideo:generate?pollTimeout=" + LIMIT_MILLIS + options)
                        .createAsyncProducer();
        producer.start();
        Exchange exchange = producer.getEndpoint().createExchange();
        exchange.getMessage().setBody(cat());
        CountDownLatch done = new CountDownLatch(1);
        long start = System.nanoTime();
        producer.process(exchange, sync -> done.countDown());
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(exchange.getException()).isNotNull();
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}

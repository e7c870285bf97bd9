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
package io.github.refvideo.camel.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.RefVideoConstants;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job of the stream flow has no handle; it was bought all the same. */
class StreamKeyTest {

    @TempDir Path folder;

    @Test
    void keyOfAStreamThatWasPaidButNotFetchedBuysNoSecondVideo() throws Exception {
        try (FaultTestContext testContext = new FaultTestContext(folder)) {
            testContext.clear();
            testContext.simulator().faults().on(Step.RESULT).times(1).inject(Fault.status(400));

            SentExchange first = send(testContext);
            SentExchange second = send(testContext);

            assertThat(first.error().getKind()).isEqualTo(ErrorKind.DOWNLOAD);
            assertThat(second.error().getKind()).isEqualTo(ErrorKind.JOB_EXPIRED);
            assertThat(testContext.simulator().ledger().jobsCreated()).isEqualTo(1);
        }
    }

    @Test
    void exchangeWhoseStreamEndedBadlyIsNotSentAgain() throws Exception {
        try (FaultTestContext testContext = new FaultTestContext(folder)) {
            testContext.clear();
            testContext
                    .simulator()
                    .faults()
                    .on(Step.STREAM)
                    .times(1)
                    .inject(Fault.streamError(400));

            SentExchange first = send(testContext);
            SentExchange again =
                    SentExchange.again(
                            testContext.context(),
                            uri(testContext),
                            first.exchange(),
                            reference(testContext));

            assertThat(again.error().getKind()).isEqualTo(ErrorKind.SUBMIT_UNCERTAIN);
            assertThat(testContext.simulator().ledger().jobsCreated()).isEqualTo(1);
        }
    }

    private static SentExchange send(FaultTestContext testContext) throws Exception {
        Exchange exchange = new DefaultExchange(testContext.context());
        exchange.getMessage().setHeader(RefVideoConstants.IDEMPOTENCY_KEY, "order-1");
        return SentExchange.again(
                testContext.context(), uri(testContext), exchange, reference(testContext));
    }

    private static String reference(FaultTestContext testContext) {
        return testContext.simulator().referenceUrl("cat.png");
    }

    private static String uri(FaultTestContext testContext) {
        return "refvideo:generate?apiKey=RAW(key)&pollTimeout=9000&"
                + ServiceFlow.STREAM.options()
                + "&baseUrl="
                + ServiceFlow.STREAM.baseUrl(testContext.simulator());
    }
}

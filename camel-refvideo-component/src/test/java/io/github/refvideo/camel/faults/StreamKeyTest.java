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

/** A job of the stream flow has no handle, but was paid for. */
class StreamKeyTest {

    @TempDir Path folder;

    @Test
    void keyOfAPaidStreamThatWasNotDownloadedPaysNoSecondVideo() throws Exception {
        try (FaultTestEnvironment environment = new FaultTestEnvironment(folder)) {
            environment.clear();
            environment.simulator().faults().on(Step.RESULT).times(1).inject(Fault.status(400));

            TestExchange first = send(environment);
            TestExchange second = send(environment);

            assertThat(first.error().getKind()).isEqualTo(ErrorKind.DOWNLOAD);
            assertThat(second.error().getKind()).isEqualTo(ErrorKind.JOB_EXPIRED);
            assertThat(environment.simulator().ledger().jobsCreated()).isEqualTo(1);
        }
    }

    @Test
    void exchangeWithABrokenStreamIsNotSentAgain() throws Exception {
        try (FaultTestEnvironment environment = new FaultTestEnvironment(folder)) {
            environment.clear();
            environment
                    .simulator()
                    .faults()
                    .on(Step.STREAM)
                    .times(1)
                    .inject(Fault.streamError(400));

            TestExchange first = send(environment);
            TestExchange again =
                    TestExchange.again(
                            environment.context(),
                            uri(environment),
                            first.exchange(),
                            reference(environment));

            assertThat(again.error().getKind()).isEqualTo(ErrorKind.SUBMIT_UNCERTAIN);
            assertThat(environment.simulator().ledger().jobsCreated()).isEqualTo(1);
        }
    }

    private static TestExchange send(FaultTestEnvironment environment) throws Exception {
        Exchange exchange = new DefaultExchange(environment.context());
        exchange.getMessage().setHeader(RefVideoConstants.IDEMPOTENCY_KEY, "order-1");
        return TestExchange.again(
                environment.context(), uri(environment), exchange, reference(environment));
    }

    private static String reference(FaultTestEnvironment environment) {
        return environment.simulator().referenceUrl("cat.png");
    }

    private static String uri(FaultTestEnvironment environment) {
        return "refvideo:generate?apiKey=RAW(key)&pollTimeout=9000&"
                + TestedService.STREAM.options()
                + "&baseUrl="
                + TestedService.STREAM.baseUrl(environment.simulator());
    }
}

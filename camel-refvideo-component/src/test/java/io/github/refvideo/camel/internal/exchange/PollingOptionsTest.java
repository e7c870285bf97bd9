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
package io.github.refvideo.camel.internal.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.RefVideoConstants;
import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.internal.request.RequestReading;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A message cannot use up the status requests of an account. */
class PollingOptionsTest {

    @ParameterizedTest
    @CsvSource({
        // The value of the endpoint in milliseconds, the value of the message, and the effective
        // interval.
        ", 1, 1000",
        ", 1s, 1000",
        ", 3s, 3000",
        "5000, 1, 1000",
        "5000, 2000, 2000",
        "50, 1, 50",
        "50, 70, 70",
        "50, , 50",
        "5000, , 5000"
    })
    void intervalOfAMessageHasALowerLimit(Long endpoint, String message, long expected) {
        Function<RequestOption, Object> options =
                option -> option == RequestOption.POLL_INTERVAL ? endpoint : null;

        Exchange header = new DefaultExchange(new DefaultCamelContext());
        header.getMessage().setHeader(RefVideoConstants.POLL_INTERVAL, message);
        Map<RequestOption, Object> fields =
                message == null ? Map.of() : Map.of(RequestOption.POLL_INTERVAL, message);
        Exchange body = new DefaultExchange(header.getContext());

        assertThat(
                        interval(
                                new OptionResolver(
                                        header.getMessage(),
                                        Map.of(),
                                        options,
                                        MessageOptions.ALL)))
                .isEqualTo(Duration.ofMillis(expected));
        assertThat(
                        interval(
                                new OptionResolver(
                                        body.getMessage(), fields, options, MessageOptions.ALL)))
                .isEqualTo(Duration.ofMillis(expected));
    }

    private static Duration interval(OptionResolver raw) {
        return PollingOptions.read(raw, new RequestReading()).interval();
    }
}

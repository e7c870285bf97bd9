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
package io.github.refvideo.camel.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.refvideo.camel.RefVideoConfigurationConfigurer;
import io.github.refvideo.camel.RefVideoEndpoint;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Invalid options are rejected at start, wherever they are set. */
class OptionTextTest {

    /** Option, text, and expected parts of the message. */
    static List<List<String>> refused() {
        return List.of(
                List.of("maxInFlight", "few", "a whole number"),
                List.of("maxInFlight", "5x", "a whole number"),
                List.of("maxInFlight", "5.5", "a whole number"),
                List.of("maxInFlight", "99999999999", "a whole number"),
                List.of("maxInFlight", "0", "at least 1"),
                List.of("maxInFlight", "-1", "at least 1"),
                List.of("maxVideoSize", "100XB", "100MB"),
                List.of("maxVideoSize", "big", "100MB"),
                List.of("maxVideoSize", "0", "at least 1"),
                List.of("maxVideoSize", "9999999TB", "100MB"),
                List.of("maxReferenceSize", "-5", "100MB"),
                List.of("duration", "4s", "a whole number"),
                List.of("duration", "four", "a whole number"),
                List.of("seed", "abc", "a whole number"),
                List.of("proxyPort", "80a", "a whole number"),
                List.of("proxyPort", "70000", "from 1 to 65535"),
                List.of("region", "osaka", "singapore, beijing"),
                List.of("output", "disk", "bytes, stream, file, url"),
                List.of("gatewayFlow", "sync", "async, stream"),
                List.of("validation", "yes", "strict, lenient, off"),
                List.of("pollTimeout", "10minutes", "10m"),
                List.of("pollTimeout", "0", "at least 1"),
                List.of("pollTimeout", "-1", "10m"),
                List.of("pollInterval", "soon", "10m"),
                List.of("queueTimeout", "1 day", "10m"),
                List.of("connectTimeout", "99999d", "365d"),
                List.of("submitsPerSecond", "5/s", "1.5"),
                List.of("statusPerSecond", "0", "greater than 0"),
                List.of("maxEstimatedCost", "2 USD", "1.5"),
                List.of("maxEstimatedCost", "NaN", "1.5"),
                List.of("maxEstimatedCost", "-1", "at least 0"),
                List.of("cancelOnTimeout", "yes", "true, false"),
                List.of("audio", "on", "true, false"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void badTextInAUriIsRefused(List<String> option) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            assertThatThrownBy(
                            () ->
                                    context.getEndpoint(
                                            "refvideo:generate?"
                                                    + option.get(0)
                                                    + "="
                                                    + option.get(1).replace(" ", "%20")))
                    .rootCause()
                    .hasMessageContaining(option.get(0) + ": ")
                    .hasMessageContaining(option.get(1).replace("-", ""))
                    .hasMessageContaining(option.get(2));
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void badTextInThePropertiesOfTheComponentIsRefused(List<String> option) {
        for (String prefix : List.of("camel.component.refvideo.", "configuration.")) {
            Main main = new Main();
            main.configure().addRoutesBuilder(new NoRoutes());
            main.addInitialProperty(
                    prefix.startsWith("camel")
                            ? prefix + option.get(0)
                            : "camel.component.refvideo." + prefix + option.get(0),
                    option.get(1));
            try {
                assertThatThrownBy(main::start)
                        .rootCause()
                        .hasMessageContaining(option.get(0) + ": ")
                        .hasMessageContaining(option.get(2));
            } finally {
                main.stop();
            }
        }
    }

    private static final class NoRoutes extends RouteBuilder {
        @Override
        public void configure() {}
    }

    @ParameterizedTest
    @CsvSource({
        "maxVideoSize, 100MB, 104857600",
        "maxVideoSize, 100 mb, 104857600",
        "maxVideoSize, 1.5K, 1536",
        "maxVideoSize, 2GiB, 2147483648",
        "maxVideoSize, 7, 7",
        "maxReferenceSize, 64KB, 65536",
        "pollTimeout, 1h30m, 5400000",
        "pollTimeout, 90s, 90000",
        "pollTimeout, PT2M, 120000",
        "pollTimeout, 250, 250",
        "pollTimeout, 250ms, 250",
        "maxInFlight, 12, 12",
        "seed, 2147483647, 2147483647",
        "maxEstimatedCost, 1.50, 1.5",
        "region, HONGKONG, hongkong",
        "gatewayFlow, STREAM, stream",
        "cancelOnTimeout, TRUE, true"
    })
    void textIsReadByTheMeaningOfTheOption(String option, String text, String expected)
            throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            RefVideoEndpoint endpoint =
                    context.getEndpoint(
                            "refvideo:await?" + option + "=" + text.replace(" ", "%20"),
                            RefVideoEndpoint.class);

            assertThat(
                            new RefVideoConfigurationConfigurer()
                                    .getOptionValue(endpoint.getConfiguration(), option, true))
                    .hasToString(expected);
        }
    }

    @Test
    void operationIsNamedWhenItIsMissing() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            for (String uri : List.of("refvideo:?model=m", "refvideo", "refvideo://?model=m")) {
                assertThatThrownBy(() -> context.getEndpoint(uri))
                        .rootCause()
                        .hasMessageContaining("operation: is missing")
                        .hasMessageContaining("generate, submit, status, await, cancel, resume");
            }
        }
    }
}

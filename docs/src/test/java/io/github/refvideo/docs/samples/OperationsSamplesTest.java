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
package io.github.refvideo.docs.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.error.RefVideoShutdownException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.main.SimpleMain;
import org.apache.camel.support.SynchronizationAdapter;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The samples of the page on operations. */
class OperationsSamplesTest extends SampleTestSupport {

    @Test
    void oneSettingEnablesTheReadinessCheck() throws Exception {
        context.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:scene").to("refvideo:generate?model=alibaba/wan-v2.6-r2v");
                    }
                });
        SimpleMain main = new SimpleMain(context);
        main.setPropertyPlaceholderLocations("classpath:samples/health.properties");
        main.start();

        assertThat(HealthCheckHelper.invokeReadiness(context, "full"))
                .anySatisfy(
                        result -> {
                            assertThat(result.getCheck().getId()).startsWith("producer:refvideo-");
                            assertThat(result.getState()).isEqualTo(HealthCheck.State.UP);
                        });
        main.stop();
    }

    @Test
    void stopWaitsForJobsForTheShutdownTimeout() throws Exception {
        CompletableFuture<Exception> error = new CompletableFuture<>();
        context.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("seda:scenes")
                                .process(exchange -> tellTheError(exchange, error))
                                .to(
                                        "refvideo:generate?model=alibaba/wan-v2.6-r2v&initialPollDelay=1h");
                    }
                });
        SimpleMain main = new SimpleMain(context);
        main.setPropertyPlaceholderLocations("classpath:samples/shutdown.properties");
        main.start();
        send(
                "seda:scenes?waitForTaskToComplete=Never",
                catAndDog().get(0),
                Map.of("CamelRefVideoPrompt", "character1 waves"));
        Awaitility.await().until(() -> simulator().ledger().jobsCreated() == 1);

        Instant begin = Instant.now();
        main.stop();

        assertThat(Duration.between(begin, Instant.now()))
                .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(25));
        assertThat(error).isCompletedWithValueMatching(RefVideoShutdownException.class::isInstance);
    }

    private static void tellTheError(Exchange exchange, CompletableFuture<Exception> error) {
        exchange.getExchangeExtension()
                .addOnCompletion(
                        new SynchronizationAdapter() {
                            @Override
                            public void onFailure(Exchange failed) {
                                error.complete(failed.getException());
                            }
                        });
    }

    @ParameterizedTest
    @EnumSource
    void handlerForAllAiComponentsTakesRequestsThatAreWrong(Form form) throws Exception {
        form.addTo(context, "portableerrors", new PortableErrorsRoute());
        context.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:rejected").setBody(constant("rejected"));
                    }
                });
        context.start();

        Exchange answer =
                send("direct:scene", catAndDog().get(0), Map.of("CamelRefVideoDuration", 99));

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody()).isEqualTo("rejected");
        simulator().assertThat().paidJobs(0);
    }
}

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

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.main.SimpleMain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The samples of the page on operations. */
class OperationsSamplesTest extends Stage {

    @Test
    void oneSettingBringsTheReadinessCheck() throws Exception {
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

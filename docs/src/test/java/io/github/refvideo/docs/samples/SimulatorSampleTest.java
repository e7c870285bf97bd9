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

// tag::test[]
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.refvideo.camel.RefVideoComponent;
import io.github.refvideo.camel.RefVideoConfiguration;
import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.RefVideoSimulatorExtension;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.job.JobTime;
import java.io.InputStream;
import java.time.Duration;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SimulatorSampleTest {

    @RegisterExtension
    static final RefVideoSimulatorExtension SIMULATOR =
            RefVideoSimulatorExtension.create(
                    simulator -> simulator.jobTime(JobTime.fixed(Duration.ofMillis(200))));

    @Test
    void lostAnswerIsNotPaidTwice(RefVideoSimulator simulator) throws Exception {
        String cat;
        try (InputStream image = getClass().getResourceAsStream("/cat.png")) {
            cat = simulator.serveReference("cat.png", image.readAllBytes(), "image/png");
        }
        simulator.faults().on(Step.START).nth(1).inject(Fault.resetAfterRead());

        try (DefaultCamelContext context = new DefaultCamelContext()) {
            RefVideoConfiguration options =
                    context.getComponent("refvideo", RefVideoComponent.class).getConfiguration();
            options.setBaseUrl(simulator.gatewayUrl());
            options.setApiKey("any");
            options.setAllowPrivateAddresses(true);
            options.setPollInterval(50L);
            context.start();

            byte[] video =
                    context.createProducerTemplate()
                            .requestBodyAndHeader(
                                    "refvideo:generate?model=alibaba/wan-v2.6-r2v",
                                    cat,
                                    "CamelRefVideoPrompt",
                                    "character1 waves at the camera",
                                    byte[].class);

            assertTrue(video.length > 0);
        }
        simulator.assertThat().paidJobs(1).everyKeyPaidAtMostOnce();
    }
}
// end::test[]

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

import io.github.refvideo.camel.internal.model.ModelTable;
import io.github.refvideo.camel.spi.VideoProvider;
import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.RefVideoSimulatorExtension;
import io.github.refvideo.simulator.job.JobTime;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A Camel context with the component and its own simulator. */
public abstract class RefVideoTestSupport extends CamelTestSupport {

    static final String KEY = "canary-key-7f3a91";

    public static final String PROMPT = "character1 waves at the camera";

    @RegisterExtension
    static final RefVideoSimulatorExtension SIMULATOR =
            RefVideoSimulatorExtension.create(
                    simulator ->
                            simulator
                                    .jobTime(JobTime.fixed(Duration.ofMillis(50)))
                                    .heartbeatInterval(Duration.ofMillis(20))
                                    .fetchReferences(false)
                                    .renderVideos(false)
                                    .withoutQuotas());

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        RefVideoComponent component = context.getComponent("refvideo", RefVideoComponent.class);
        configure(component.getConfiguration());
        return context;
    }

    /** Creates the provider of an endpoint, as its producers do. */
    static VideoProvider provider(RefVideoEndpoint endpoint) throws Exception {
        return endpoint.getComponent()
                .services()
                .providers()
                .create(endpoint.getConfiguration(), ModelTable.builtIn());
    }

    /** The component's options; a test class adds its own. */
    void configure(RefVideoConfiguration configuration) {
        pointAt(simulator(), configuration);
    }

    static void pointAt(RefVideoSimulator simulator, RefVideoConfiguration configuration) {
        configuration.setApiKey(KEY);
        configuration.setBaseUrl(simulator.gatewayUrl());
        configuration.setAllowPrivateAddresses(true);
        configuration.setModel("alibaba/wan-v2.6-r2v");
        configuration.setPrompt(PROMPT);
        configuration.setPollInterval(20L);
        configuration.setPollTimeout(10_000L);
    }

    static RefVideoSimulator simulator() {
        return SIMULATOR.simulator();
    }

    static String cat() {
        return simulator().referenceUrl("cat.png");
    }

    static String dog() {
        return simulator().referenceUrl("dog.png");
    }
}

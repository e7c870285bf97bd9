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

import io.github.refvideo.camel.RefVideoComponent;
import io.github.refvideo.camel.RefVideoConfiguration;
import io.github.refvideo.camel.repository.FileVideoJobRepository;
import io.github.refvideo.camel.repository.VideoJobRepository;
import io.github.refvideo.simulator.RefVideoSimulator;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.SimpleMain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The samples for settings. Nothing is sent. */
class SettingSamplesTest {

    @ParameterizedTest
    @EnumSource
    void jobRepositoryIsFoundAsTheOnlyBeanOfItsType(Form form) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            form.addTo(context, "repository", new RepositoryBean());
            context.start();

            VideoJobRepository jobs =
                    context.getComponent("refvideo", RefVideoComponent.class).getJobRepository();

            assertThat(jobs).isInstanceOf(FileVideoJobRepository.class);
            assertThat(((FileVideoJobRepository) jobs).getDirectory())
                    .isEqualTo("/var/lib/refvideo/jobs");
        }
    }

    @Test
    void propertiesSetTheComponent() throws Exception {
        RefVideoConfiguration options = optionsBy("application");

        assertThat(options.getModel()).isEqualTo("alibaba/wan-v2.6-r2v");
        assertThat(options.getResolution()).isEqualTo("1280x720");
        assertThat(options.getApiKey()).isEqualTo("from the environment");
        assertThat(options.getMaxEstimatedCost()).isEqualTo(2.5);
    }

    @Test
    void propertiesPointAtASimulatorAsItStartsByDefault() throws Exception {
        RefVideoConfiguration options = optionsBy("simulator");

        assertThat(options.isAllowPrivateAddresses()).isTrue();
        try (RefVideoSimulator simulator = RefVideoSimulator.start()) {
            String port = ":" + simulator.port();
            assertThat(options.getBaseUrl())
                    .isEqualTo(simulator.gatewayUrl().replace(port, ":8787"));
            assertThat(options.getBlobBaseUrl())
                    .isEqualTo(simulator.blobUrl().replace(port, ":8787"));
        }
    }

    private static RefVideoConfiguration optionsBy(String file) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            SimpleMain main = new SimpleMain(context);
            main.setPropertyPlaceholderLocations("classpath:samples/" + file + ".properties");
            main.start();
            RefVideoConfiguration options =
                    context.getComponent("refvideo", RefVideoComponent.class).getConfiguration();
            main.stop();
            return options;
        }
    }
}

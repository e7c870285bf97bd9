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
package io.github.refvideo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.RefVideoComponent;
import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.job.JobTime;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.imageio.ImageIO;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A Quarkus application with the extension generates a video with the simulator. */
class RefVideoExtensionTest {

    private static RefVideoSimulator simulator;

    // The simulator belongs to the class loader of JUnit, the tests to that of the application.
    @RegisterExtension
    static final QuarkusUnitTest APPLICATION =
            new QuarkusUnitTest()
                    .setBeforeAllCustomizer(RefVideoExtensionTest::startSimulator)
                    .setAfterAllCustomizer(RefVideoExtensionTest::checkPaidJobs)
                    .withApplicationRoot(root -> root.addClass(Routes.class))
                    .overrideConfigKey("camel.component.refvideo.api-key", "any")
                    .overrideConfigKey("camel.component.refvideo.allow-private-addresses", "true")
                    .overrideConfigKey("camel.component.refvideo.base-url", "${simulator.url}")
                    .overrideConfigKey("camel.component.refvideo.provider", "dashscope")
                    .overrideConfigKey("camel.component.refvideo.reference-store", "dashscope");

    @Inject CamelContext context;
    @Inject ProducerTemplate template;

    private static void startSimulator() {
        simulator =
                RefVideoSimulator.builder()
                        .jobTime(JobTime.fixed(Duration.ofMillis(200)))
                        .renderVideos(false)
                        .start();
        System.setProperty("simulator.url", simulator.dashscopeUrl());
    }

    private static void checkPaidJobs() {
        try (RefVideoSimulator used = simulator) {
            used.assertThat().paidJobs(1).everyKeyPaidAtMostOnce();
        } finally {
            System.clearProperty("simulator.url");
        }
    }

    @Test
    void generatesAVideo() throws IOException {
        byte[] video =
                template.requestBodyAndHeader(
                        "direct:orders",
                        image(),
                        "CamelRefVideoPrompt",
                        "character1 waves at the camera",
                        byte[].class);

        assertThat(new String(video, 4, 4, StandardCharsets.US_ASCII)).isEqualTo("ftyp");
    }

    @Test
    void propertiesOfTheApplicationConfigureTheComponent() {
        RefVideoComponent component = context.getComponent("refvideo", RefVideoComponent.class);

        assertThat(component.getConfiguration().isAllowPrivateAddresses()).isTrue();
    }

    private static byte[] image() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB), "png", png);
        return png.toByteArray();
    }

    /** The route of the application. */
    public static class Routes extends RouteBuilder {

        @Override
        public void configure() {
            from("direct:orders").to("refvideo:generate?model=wan2.6-r2v");
        }
    }
}

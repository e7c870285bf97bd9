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
package io.github.refvideo.camel.spi.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.RefVideoComponent;
import io.github.refvideo.camel.RefVideoConfiguration;
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.fuzz.MediaSamples;
import io.github.refvideo.simulator.RefVideoSimulatorExtension;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.job.JobTime;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The public interfaces are sufficient for a provider of a self-hosted server. */
class FormProviderTest extends CamelTestSupport {

    @RegisterExtension
    static final RefVideoSimulatorExtension SIMULATOR =
            RefVideoSimulatorExtension.create(
                    simulator ->
                            simulator
                                    .jobTime(JobTime.fixed(Duration.ofMillis(50)))
                                    .renderVideos(false));

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getRegistry().bind("mine", new FormProvider(SIMULATOR.simulator().vllmOmniUrl()));
        RefVideoConfiguration configuration =
                context.getComponent("refvideo", RefVideoComponent.class).getConfiguration();
        configuration.setProvider("#mine");
        configuration.setModel("h3");
        configuration.setPrompt("Image 1 waves");
        configuration.setDuration(4);
        configuration.setPollInterval(100L);
        configuration.setPollTimeout(20_000L);
        return context;
    }

    private CompletableFuture<Exchange> send(String uri, Object body) {
        return template.asyncSend(uri, exchange -> exchange.getMessage().setBody(body));
    }

    private static byte[] png() {
        return MediaSamples.image("png", 300, 300);
    }

    private static void assertVideo(Exchange answer) {
        assertThat(answer.getException()).isNull();
        assertThat(
                        new String(
                                answer.getMessage().getBody(byte[].class),
                                4,
                                4,
                                StandardCharsets.US_ASCII))
                .isEqualTo("ftyp");
    }

    @Test
    void mediaIsSentAndTheVideoOfThePrivateServerIsDelivered() {
        SIMULATOR.simulator().serveReference("dog.png", png(), "image/png");
        String dog = SIMULATOR.simulator().referenceUrl("dog.png");

        Exchange refused = send("refvideo:generate", List.of(png(), dog)).join();
        Exchange answer =
                send("refvideo:generate?allowPrivateAddresses=true", List.of(png(), dog)).join();

        assertThat(refused.getException())
                .isInstanceOf(RefVideoException.class)
                .hasMessageContaining("allowPrivateAddresses");
        assertVideo(answer);
        assertVideo(send("refvideo:generate", png()).join());
        SIMULATOR.simulator().assertThat().paidJobs(2);
        assertThat(SIMULATOR.simulator().ledger().requestLog(Step.RESULT))
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.header("x-team")).contains("video"));
    }

    @Test
    void finishedJobsOfTheListAreNotReadAgain() {
        List<CompletableFuture<Exchange>> answers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            answers.add(send("refvideo:generate?listThreshold=2", png()));
        }

        answers.forEach(answer -> assertVideo(answer.join()));
        SIMULATOR.simulator().assertThat().paidJobs(10).received(Step.OPENAI_LIST).atLeast(1);
        SIMULATOR.simulator().assertThat().received(Step.OPENAI_QUERY).atMost(3);
    }

    @Test
    void providerUsesThePublicPackagesOnly() throws Exception {
        Path source =
                Path.of("src/test/java", FormProvider.class.getName().replace('.', '/') + ".java");

        assertThat(Files.readString(source))
                .contains("camel.spi.")
                .doesNotContain("camel.internal");
    }
}

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

import static io.github.refvideo.camel.fuzz.MediaSamples.png;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import io.github.refvideo.camel.error.RefVideoReferenceException;
import io.github.refvideo.camel.error.RefVideoTimeoutException;
import io.github.refvideo.camel.spi.LocalMedia;
import io.github.refvideo.camel.spi.ReferenceStore;
import io.github.refvideo.camel.spi.StoredReference;
import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.RefVideoSimulatorExtension;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.job.JobTime;
import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Local images as references: the simulated service fetches them. */
class LocalReferencesTest extends CamelTestSupport {

    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    static final RefVideoSimulatorExtension SIMULATOR =
            RefVideoSimulatorExtension.create(
                    simulator ->
                            simulator
                                    .jobTime(JobTime.fixed(Duration.ofMillis(50)))
                                    .renderVideos(false)
                                    .withoutQuotas());

    @TempDir Path folder;

    @BindToRegistry("memoryStore")
    private final InMemoryStore memoryStore = new InMemoryStore();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        RefVideoConfiguration options =
                context.getComponent("refvideo", RefVideoComponent.class).getConfiguration();
        RefVideoTestSupport.pointAt(simulator(), options);
        options.setPrompt("character1 waves at the camera");
        options.setBlobAccessKey(RefVideoSimulator.BLOB_TOKEN);
        options.setBlobBaseUrl(simulator().blobUrl());
        return context;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:upload")
                        .process(
                                exchange -> {
                                    byte[] content = exchange.getMessage().getBody(byte[].class);
                                    String name =
                                            exchange.getMessage()
                                                    .getHeader(Exchange.FILE_NAME, String.class);
                                    exchange.getMessage()
                                            .setBody(
                                                    simulator()
                                                            .serveReference(
                                                                    name, content, "image/png"));
                                });
                from("direct:stubborn")
                        .errorHandler(
                                defaultErrorHandler().maximumRedeliveries(3).redeliveryDelay(0))
                        .to("refvideo:generate?referenceStore=vercel-blob&output=url");
            }
        };
    }

    @Test
    void fileIsUploadedOnceForManyVideosAndTheServiceFetchesIt() throws Exception {
        File cat = image("cat.png", Color.ORANGE);

        for (int i = 0; i < 3; i++) {
            assertThat(
                            send("refvideo:generate?referenceStore=vercel-blob&output=url", cat)
                                    .getException())
                    .isNull();
        }

        simulator().assertThat().paidJobs(3).uploadedBlobs(1);
    }

    @Test
    void orderOfLocalAndRemoteReferencesIsKept() throws Exception {
        String remote = simulator().serveReference("dog.png", png(Color.GRAY), "image/png");

        Exchange answer =
                send(
                        "refvideo:generate?referenceStore=vercel-blob&output=url",
                        List.of(image("cat.png", Color.ORANGE), remote, png(Color.BLUE)));

        assertThat(answer.getException()).isNull();
        JsonNode references = references(0);
        assertThat(references).hasSize(3);
        assertThat(references.get(0).asText()).startsWith(simulator().baseUrl());
        assertThat(references.get(1).asText()).isEqualTo(remote);
        assertThat(references.get(2).asText()).isNotEqualTo(references.get(0).asText());
    }

    @Test
    void storedReferencesAreDeletedAfterDelivery() throws Exception {
        Exchange answer =
                send(
                        "refvideo:generate?referenceStore=vercel-blob&deleteReferencesAfter=true",
                        image("cat.png", Color.ORANGE));

        assertThat(answer.getException()).isNull();
        Awaitility.await()
                .untilAsserted(() -> simulator().assertThat().uploadedBlobs(1).noBlobLeft());
    }

    @Test
    void referenceOfARunningJobIsKept() throws Exception {
        simulator().clock().freeze();

        Exchange answer =
                send(
                        "refvideo:generate?referenceStore=vercel-blob&deleteReferencesAfter=true"
                                + "&pollTimeout=700",
                        image("cat.png", Color.ORANGE));

        assertThat(answer.getException()).isInstanceOf(RefVideoTimeoutException.class);
        simulator().assertThat().received(Step.BLOB_DELETE).exactly(0);
    }

    @Test
    void temporarySpaceOfDashscopeIsUsed() throws Exception {
        Exchange answer =
                send(
                        "refvideo:generate?provider=dashscope&model=wan2.6-r2v&output=url"
                                + "&referenceStore=dashscope&baseUrl="
                                + simulator().dashscopeUrl(),
                        new ByteArrayInputStream(png(Color.GREEN)));

        assertThat(answer.getException()).isNull();
        simulator()
                .assertThat()
                .paidJobs(1)
                .received(Step.DASHSCOPE_POLICY)
                .exactly(1)
                .received(Step.DASHSCOPE_UPLOAD)
                .exactly(1);
    }

    @Test
    void routeOfTheUserCanBeTheStore() throws Exception {
        Exchange answer =
                send(
                        "refvideo:generate?referenceStore=endpoint:direct:upload&output=url",
                        image("cat.png", Color.ORANGE));

        assertThat(answer.getException()).isNull();
        assertThat(references(0).get(0).asText())
                .startsWith(simulator().baseUrl())
                .endsWith(".png");
    }

    @ParameterizedTest
    @ValueSource(strings = {"referenceStore", "provider"})
    void errorForAMissingBeanNamesTheOption(String option) {
        assertThatThrownBy(
                        () ->
                                context.createProducerTemplate()
                                        .requestBody("refvideo:generate?" + option + "=#nope", ""))
                .hasStackTraceContaining(option + ": there is no bean 'nope' of type ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"#memoryStore", "#bean:memoryStore"})
    void beanCanBeTheStore(String bean) throws Exception {
        Exchange answer =
                send("refvideo:generate?output=url&referenceStore=" + bean, png(Color.PINK));

        assertThat(answer.getException()).isNull();
        assertThat(memoryStore.stored).hasValue(1);
    }

    @Test
    void imageIsSentInTheRequestIfTheModelAcceptsIt() throws Exception {
        Exchange answer =
                send(
                        "refvideo:generate?provider=dashscope&model=wan2.7-r2v&output=url"
                                + "&prompt=Image 1 waves&baseUrl="
                                + simulator().dashscopeUrl(),
                        png(Color.CYAN));

        assertThat(answer.getException()).isNull();
        simulator().assertThat().uploadedBlobs(0).paidJobs(1);
    }

    @Test
    void withoutAStoreTheErrorSaysWhatToConfigureAndNothingIsSent() throws Exception {
        Exchange answer = send("refvideo:generate", image("cat.png", Color.ORANGE));

        assertThat(answer.getException())
                .isInstanceOf(RefVideoInvalidRequestException.class)
                .hasMessageContaining("Nothing was sent")
                .hasMessageContaining("referenceStore")
                .hasMessageContaining("vercel-blob")
                .hasMessageContaining("endpoint:");
        assertThat(simulator().ledger().requestLog()).isEmpty();
    }

    @Test
    void unknownStoreAndDashscopeStoreAtTheGatewayAreRefusedAtStart() {
        assertThatThrownBy(() -> send("refvideo:generate?referenceStore=s3", "x"))
                .hasStackTraceContaining("referenceStore: 's3' is not allowed");
        assertThatThrownBy(() -> send("refvideo:generate?referenceStore=dashscope", "x"))
                .hasStackTraceContaining("only provider=dashscope");
    }

    @Test
    void nodeThatOnlyWaitsNeedsNoStore() throws Exception {
        String handle =
                template.requestBody(
                        "refvideo:submit?referenceStore=vercel-blob",
                        image("cat.png", Color.ORANGE),
                        String.class);

        for (String operation : List.of("status", "await")) {
            Exchange answer =
                    send("refvideo:" + operation + "?referenceStore=s3&output=url", handle);
            assertThat(answer.getException()).as(operation).isNull();
        }
    }

    @Test
    void failedUploadPaysNothingAndIsTyped() throws Exception {
        simulator().faults().on(Step.BLOB_PUT).inject(Fault.status(403));

        Exchange answer =
                send(
                        "refvideo:generate?referenceStore=vercel-blob",
                        image("cat.png", Color.ORANGE));

        assertThat(answer.getException()).isInstanceOf(RefVideoReferenceException.class);
        assertThat(((RefVideoException) answer.getException()).getKind())
                .isEqualTo(ErrorKind.REFERENCE_STORE);
        assertThat(answer.getException().getMessage()).contains("blobAccessKey");
        simulator().assertThat().paidJobs(0);
    }

    @Test
    void uploadThatHangsEndsAtTheDeadlineAndPaysNothing() throws Exception {
        simulator().faults().on(Step.BLOB_PUT).inject(Fault.noResponse());

        Exchange answer =
                send(
                        "refvideo:generate?referenceStore=vercel-blob&pollTimeout=700",
                        image("cat.png", Color.ORANGE));

        assertThat(answer.getException())
                .isInstanceOf(RefVideoTimeoutException.class)
                .hasMessageContaining("local references")
                .hasMessageContaining("Nothing was submitted");
        simulator().assertThat().paidJobs(0);
    }

    @Test
    void truncatedImageIsNeitherUploadedNorPaid() throws IOException {
        byte[] whole = png(Color.ORANGE);

        Exchange answer =
                send(
                        "refvideo:generate?referenceStore=vercel-blob",
                        Arrays.copyOf(whole, whole.length - 20));

        assertThat(answer.getException())
                .isInstanceOf(RefVideoInvalidRequestException.class)
                .hasMessageContaining("cut off");
        simulator().assertThat().paidJobs(0).uploadedBlobs(0);
    }

    @Test
    void redeliveryUploadsNothingAgainAndSendsTheSameBytes() throws Exception {
        simulator().faults().on(Step.START).times(4).inject(Fault.resetAfterRead());

        Exchange answer = send("direct:stubborn", image("cat.png", Color.ORANGE));

        assertThat(answer.getException()).isNull();
        simulator().assertThat().paidJobs(1).uploadedBlobs(1);
        assertThat(simulator().ledger().requestLog(Step.START))
                .extracting(request -> request.body())
                .hasSizeGreaterThan(3)
                .containsOnly(simulator().ledger().requestLog(Step.START).get(0).body());
    }

    private static JsonNode references(int start) throws IOException {
        return JSON.readTree(simulator().ledger().requestLog(Step.START).get(start).body())
                .at("/providerOptions/alibaba/referenceUrls");
    }

    private File image(String name, Color color) throws IOException {
        return Files.write(folder.resolve(name), png(color)).toFile();
    }

    private Exchange send(String uri, Object body) {
        return template.request(
                uri,
                exchange -> {
                    exchange.getMessage().setBody(body);
                    exchange.getMessage().setHeaders(new HashMap<>(Map.of()));
                });
    }

    private static RefVideoSimulator simulator() {
        return SIMULATOR.simulator();
    }

    /** A custom store. */
    private static final class InMemoryStore implements ReferenceStore {

        private final AtomicInteger stored = new AtomicInteger();

        @Override
        public CompletableFuture<StoredReference> store(
                LocalMedia media, String model, Duration timeout) {
            stored.incrementAndGet();
            String url = simulator().serveReference("any.png", png(Color.RED), "image/png");
            return CompletableFuture.completedFuture(new StoredReference(url, null));
        }
    }
}

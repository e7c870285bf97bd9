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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.refvideo.camel.error.RefVideoContentRejectedException;
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import io.github.refvideo.camel.error.RefVideoJobExpiredException;
import io.github.refvideo.camel.error.RefVideoJobFailedException;
import io.github.refvideo.camel.error.RefVideoReferenceException;
import io.github.refvideo.camel.error.RefVideoShutdownException;
import io.github.refvideo.camel.error.RefVideoSubmitUncertainException;
import io.github.refvideo.camel.fuzz.MediaSamples;
import io.github.refvideo.camel.internal.http.RawServer;
import io.github.refvideo.camel.repository.FileVideoJobRepository;
import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.job.JobState;
import io.github.refvideo.simulator.job.JobTime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes with a self-hosted server: vLLM-Omni, and SGLang where a test says so. */
class OpenAiVideosTest extends RefVideoTestSupport {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WAN = "Wan-AI/Wan2.2-I2V-A14B-Diffusers";

    @TempDir Path folder;

    @Override
    void configure(RefVideoConfiguration configuration) {
        super.configure(configuration);
        configuration.setProvider("openai-videos");
        configuration.setBaseUrl(simulator().vllmOmniUrl());
        configuration.setApiKey(null);
        configuration.setModel("MiniMaxAI/MiniMax-H3");
        configuration.setPrompt("Image 1 waves");
        configuration.setDuration(4);
    }

    private Exchange send(String uri, Object body, Map<String, Object> headers) {
        return template.send(
                uri,
                exchange -> {
                    exchange.getMessage().setBody(body);
                    exchange.getMessage().setHeaders(new HashMap<>(headers));
                });
    }

    private Exchange send(String uri, Object body) {
        return send(uri, body, Map.of());
    }

    /** With provider options for this provider, as a map or as JSON text. */
    private Exchange sendFields(String uri, Object fields) {
        Object options =
                fields instanceof String json
                        ? "{\"openai-videos\":" + json + "}"
                        : Map.of("openai-videos", fields);
        return send(uri, png(300, 300), Map.of(RefVideoConstants.PROVIDER_OPTIONS, options));
    }

    private static String sglang() {
        return "&model=" + WAN + "&baseUrl=" + simulator().sglangUrl();
    }

    private static void assertVideo(Exchange answer) {
        assertThat(answer.getException()).isNull();
        byte[] video = answer.getMessage().getBody(byte[].class);
        assertThat(new String(video, 4, 4, StandardCharsets.US_ASCII)).isEqualTo("ftyp");
    }

    private static byte[] png(int width, int height) {
        return MediaSamples.image("png", width, height);
    }

    private static JsonNode form(int job) throws Exception {
        return JSON.readTree(simulator().jobs().get(job).request());
    }

    @Test
    void localMediaIsSentInTheFormInItsOrder() throws Exception {
        Path file = Files.write(folder.resolve("dog.png"), png(320, 240));
        byte[] bytes = png(240, 320);

        Exchange answer =
                send(
                        "refvideo:generate?aspectRatio=16:9&seed=7&negativePrompt=rain",
                        List.of(file.toFile(), bytes));

        assertVideo(answer);
        assertThat(answer.getMessage().getHeaders())
                .containsEntry(RefVideoConstants.PROVIDER, "openai-videos")
                .containsEntry(RefVideoConstants.STATUS, "SUCCEEDED")
                .doesNotContainKey(RefVideoConstants.COST);
        JsonNode form = form(0);
        assertThat(form.path("prompt").asText()).isEqualTo("Image 1 waves");
        assertThat(form.path("seconds").asText()).isEqualTo("4");
        assertThat(form.path("aspect_ratio").asText()).isEqualTo("16:9");
        assertThat(form.path("seed").asText()).isEqualTo("7");
        assertThat(form.path("negative_prompt").asText()).isEqualTo("rain");
        assertThat(JSON.readTree(form.path("extra_params").asText()).path("task").asText())
                .isEqualTo("ref2va");
        assertThat(form.path("input_references").findValuesAsText("bytes"))
                .containsExactly(String.valueOf(Files.size(file)), String.valueOf(bytes.length));
        assertThat(form.path("input_references").findValuesAsText("contentType"))
                .containsExactly("image/png", "image/png");
        simulator().assertThat().paidJobs(1).uploadedBlobs(0).noServerPath();
    }

    @Test
    void urlsAreDownloadedOnceAndSent() throws Exception {
        byte[] cat = png(320, 240);
        byte[] dog = png(300, 300);
        simulator().serveReference("cat.png", cat, "image/png");
        simulator().serveReference("dog.png", dog, "image/png");

        Exchange answer = send("refvideo:generate", List.of(dog(), png(250, 250), cat(), dog()));

        assertVideo(answer);
        assertThat(form(0).path("input_references").findValuesAsText("bytes"))
                .hasSize(4)
                .startsWith(String.valueOf(dog.length))
                .endsWith(String.valueOf(cat.length), String.valueOf(dog.length));
        simulator().assertThat().paidJobs(1).received(Step.REFERENCE).exactly(2);
    }

    @Test
    void serverFetchesTheUrlsIfTheUserSaysSo() throws Exception {
        Exchange answer = send("refvideo:generate?passReferenceUrls=true", List.of(cat(), dog()));

        assertVideo(answer);
        assertThat(
                        JSON.readTree(form(0).path("image_reference").asText())
                                .findValuesAsText("image_url"))
                .containsExactly(cat(), dog());
        assertThat(form(0).has("input_references")).isFalse();

        assertThat(send("refvideo:generate?passReferenceUrls=true", png(300, 300)).getException())
                .isInstanceOf(RefVideoInvalidRequestException.class)
                .hasMessageContaining("referenceStore");
        simulator().assertThat().paidJobs(1);
    }

    @Test
    void downloadedReferencesAreCheckedBeforeAnythingIsSent() {
        simulator()
                .serveReference("cat.png", "<html>".getBytes(StandardCharsets.UTF_8), "image/png");
        simulator().serveReference("dog.png", png(300, 300), "image/png");

        assertThat(send("refvideo:generate", cat()).getException())
                .isInstanceOf(RefVideoReferenceException.class)
                .hasMessageContaining("nothing was submitted")
                .hasMessageContaining("reference 1");
        assertThat(send("refvideo:generate?maxReferenceSize=100", dog()).getException())
                .isInstanceOf(RefVideoReferenceException.class)
                .hasMessageContaining("maxReferenceSize allows 100");
        assertThat(
                        send("refvideo:generate", simulator().referenceUrl("missing.png"))
                                .getException())
                .isInstanceOf(RefVideoReferenceException.class)
                .hasMessageContaining("404");
        simulator().assertThat().paidJobs(0);
    }

    /** The host of the server is allowed, the host of a reference is not. */
    @Test
    void privateAddressesAreAllowedForTheServerOnly() {
        assertVideo(send("refvideo:generate?allowPrivateAddresses=false", png(300, 300)));

        assertThat(send("refvideo:generate?allowPrivateAddresses=false", cat()).getException())
                .isInstanceOf(RefVideoReferenceException.class)
                .hasMessageContaining("allowPrivateAddresses");
        simulator().assertThat().paidJobs(1).received(Step.REFERENCE).exactly(0);
    }

    @Test
    void keyIsSentToTheServerAndNowhereElse() throws Exception {
        simulator().serveReference("cat.png", png(300, 300), "image/png");

        assertVideo(send("refvideo:generate?apiKey=" + KEY, cat()));

        for (Step step : List.of(Step.OPENAI_MODELS, Step.OPENAI_CREATE, Step.RESULT)) {
            assertThat(simulator().ledger().requestLog(step))
                    .isNotEmpty()
                    .allSatisfy(request -> assertThat(request.header("authorization")).isPresent());
        }
        assertThat(simulator().ledger().requestLog(Step.REFERENCE))
                .hasSize(1)
                .allSatisfy(request -> assertThat(request.header("authorization")).isEmpty());
    }

    @Test
    void redirectedDownloadGetsNoKey() throws Exception {
        try (RawServer store =
                RawServer.of(peer -> peer.write(RawServer.ok(peer.read().headers().toString())))) {
            simulator()
                    .faults()
                    .on(Step.RESULT)
                    .inject(Fault.redirect(store.uri("/v.mp4").toString()));

            Exchange answer = send("refvideo:generate?apiKey=" + KEY, png(300, 300));

            // The store answers with text instead of a video.
            assertThat(answer.getException()).isInstanceOf(RefVideoException.class);
            assertThat(store.requests()).isNotEmpty();
            assertThat(store.requests().toString()).doesNotContainIgnoringCase("authorization");
        }
    }

    /** The server answers the status with 400 or 500 and the job as body. */
    @Test
    void failedJobHasTheReasonOfTheServer() {
        simulator().faults().on(Step.OPENAI_CREATE).inject(Fault.jobFailure("CUDA out of memory"));

        Exchange answer = send("refvideo:generate", png(300, 300));

        assertThat(answer.getException())
                .isInstanceOf(RefVideoJobFailedException.class)
                .hasMessageContaining("CUDA out of memory");
        simulator().assertThat().paidJobs(1).received(Step.OPENAI_QUERY).atMost(3);
    }

    @Test
    void rejectedContentIsReported() {
        simulator().faults().on(Step.OPENAI_CREATE).inject(Fault.moderationFailure());

        assertThat(send("refvideo:generate", png(300, 300)).getException())
                .isInstanceOf(RefVideoContentRejectedException.class);
    }

    /** After a restart the server knows no job, and will never know it again. */
    @Test
    void restartOfTheServerLosesTheJob() {
        simulator().clock().freeze();
        CompletableFuture<Exchange> answer =
                CompletableFuture.supplyAsync(() -> send("refvideo:generate", png(300, 300)));
        Awaitility.await().until(() -> simulator().jobs().size() == 1);
        simulator().restartVllmOmni();

        assertThat(answer.join().getException())
                .isInstanceOf(RefVideoJobExpiredException.class)
                .hasMessageContaining("it was restarted, or the job was deleted");
        simulator().assertThat().paidJobs(1);
    }

    /** The key is in neither the handle nor the record. */
    @Test
    void jobOfAStoppedNodeIsDeliveredAfterwards() throws Exception {
        simulator().clock().freeze();
        try (CamelContext before = node()) {
            CompletableFuture<Exchange> answer =
                    before.createProducerTemplate()
                            .asyncSend(
                                    "refvideo:generate?apiKey=" + KEY,
                                    exchange -> exchange.getMessage().setBody(png(300, 300)));
            Awaitility.await()
                    .until(
                            () ->
                                    new FileVideoJobRepository(folder)
                                            .unfinished(1).stream()
                                                    .anyMatch(job -> job.handle() != null));
            before.stop();
            assertThat(answer.get(30, TimeUnit.SECONDS).getException())
                    .isInstanceOf(RefVideoShutdownException.class);
        }
        try (Stream<Path> records = Files.walk(folder)) {
            assertThat(records.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .noneMatch(record -> contains(record, KEY));
        }
        simulator().clock().advance(Duration.ofMinutes(1));

        try (CamelContext after = node()) {
            after.addRoutes(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("refvideo:resume?delay=50&initialDelay=0&apiKey=" + KEY)
                                    .to("refvideo:await?apiKey=" + KEY)
                                    .to("mock:videos");
                        }
                    });
            MockEndpoint videos = after.getEndpoint("mock:videos", MockEndpoint.class);
            videos.expectedMessageCount(1);
            videos.assertIsSatisfied(30_000);
            assertVideo(videos.getExchanges().get(0));
        }
        simulator().assertThat().paidJobs(1);
    }

    private CamelContext node() throws Exception {
        CamelContext node = createCamelContext();
        RefVideoComponent component = node.getComponent("refvideo", RefVideoComponent.class);
        component.setNodeId("a");
        component.setJobRepository(new FileVideoJobRepository(folder));
        node.start();
        return node;
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void jobsThatRunTogetherAreReadFromTheList() {
        List<CompletableFuture<Exchange>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            answers.add(
                    template.asyncSend(
                            "refvideo:generate?pollInterval=500&listThreshold=2",
                            exchange -> exchange.getMessage().setBody(png(300, 300))));
        }

        answers.forEach(answer -> assertVideo(answer.join()));
        // The list contains whole jobs, so that none is read a second time.
        simulator().assertThat().paidJobs(20).received(Step.OPENAI_QUERY).atMost(3);
        simulator().assertThat().received(Step.OPENAI_LIST).atLeast(1);
    }

    @Test
    void handleOfASubmitIsGoodForTheOtherOperations() {
        Exchange submitted = send("refvideo:submit", png(300, 300));
        String handle = submitted.getMessage().getBody(String.class);

        assertThat(submitted.getException()).isNull();
        Exchange status = send("refvideo:status", handle);
        assertThat(status.getException()).isNull();
        assertVideo(send("refvideo:await", handle));
        simulator().assertThat().paidJobs(1);
    }

    @Test
    void cancelStopsARunningJobAndKeepsAFinishedVideo() {
        String finished = send("refvideo:submit", png(300, 300)).getMessage().getBody(String.class);
        assertVideo(send("refvideo:await", finished));
        Exchange late = send("refvideo:cancel", finished);
        assertThat(late.getException()).isNull();
        assertVideo(send("refvideo:await", finished));

        simulator().clock().freeze();
        String running = send("refvideo:submit", png(300, 300)).getMessage().getBody(String.class);
        assertThat(send("refvideo:cancel", running).getException()).isNull();
        assertThat(simulator().jobs().get(1).state()).isEqualTo(JobState.CANCELLED);
        simulator().assertThat().received(Step.OPENAI_DELETE).exactly(1);
    }

    /** The submit has set the content type of its result, which is JSON. */
    @Test
    void imageAfterASubmitIsAnImage() {
        Exchange exchange = send("refvideo:submit", png(300, 300));
        assertThat(exchange.getException()).isNull();
        exchange.getMessage().setBody(png(310, 310));

        template.send("refvideo:generate", exchange);

        assertVideo(exchange);
        simulator().assertThat().paidJobs(2);
    }

    /** Its deletion would not stop the job, and lose the video. */
    @Test
    void cancelDoesNotDeleteAJobOfSglang() {
        String uri = "refvideo:submit?resolution=832x480" + sglang();
        String handle = send(uri, png(300, 300)).getMessage().getBody(String.class);

        Exchange answer = send("refvideo:cancel?" + sglang().substring(1), handle);

        assertThat(answer.getException()).isNull();
        assertVideo(send("refvideo:await?" + sglang().substring(1), handle));
        simulator().assertThat().received(Step.OPENAI_DELETE).exactly(0);
    }

    @Test
    void sglangGetsOneImage() throws Exception {
        Exchange answer = send("refvideo:generate?resolution=832x480" + sglang(), png(300, 300));

        assertVideo(answer);
        assertThat(form(0).path("input_reference")).hasSize(1);
        assertThat(form(0).path("size").asText()).isEqualTo("832x480");
        simulator().assertThat().paidJobs(1).noServerPath();
    }

    /** It would ignore the second image silently. */
    @ParameterizedTest
    @ValueSource(strings = {"", "&openaiServer=sglang"})
    void sglangIsNotSentASecondImage(String option) {
        Exchange answer =
                send(
                        "refvideo:generate?pollTimeout=10000" + sglang() + option,
                        List.of(png(300, 300), png(300, 300)));

        assertThat(answer.getException())
                .isInstanceOf(RefVideoInvalidRequestException.class)
                .hasMessageContaining("2 references")
                .hasMessageContaining("SGLang");
        simulator().assertThat().paidJobs(0).received(Step.OPENAI_CREATE).exactly(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"output_path\":\"/etc/x\"}",
                "{\"outputPath\":\"x\"}",
                "{\"input_reference\":\"cat.png\"}",
                "{\"video_path\":\"v\"}",
                "{\"lora\":\"{\\\"local_path\\\":\\\"x\\\"}\"}",
                "{\"extra_params\":{\"a\":[{\"save_dir\":\"x\"}]}}",
                "{\"extra_params\":\"{\\\"mask\\\":\\\"/data/m.png\\\"}\"}",
                "{\"extra_body\":{\"mask\":\"../m.png\"}}",
                "{\"mask\":\"file:///etc/passwd\"}",
                "{\"mask\":\"C:\\\\data\\\\m.png\"}",
                "{\"image_reference\":\"{}\"}",
                "{\"reference_url\":\"http://host/x\"}",
                "{\"input_references[]\":\"x\"}",
                "{\" Input_Reference \":\"x\"}",
                "{\"OUTPUT_PATH\":\"x\"}",
                "{\"filepath\":\"x\"}",
                "{\"masks\":[\"a\",[\"/data/m.png\"]]}",
                "{\"mask\":\"uploads/m.PNG\"}",
                "{\"mask\":\"\\\\\\\\host\\\\share\"}",
                "{\"mask\":\"models/../../m\"}",
                "{\"mask\":\"..\"}",
                "{\"lora\":\"{\\\"a\\\":NaN,\\\"local_path\\\":\\\"x\\\"}\"}",
                "{\"lora\":\"\\\"/data/x\\\"\"}",
                "{\"extra_body\":{\"mask\":\"https://host/m\"}}",
                "{\"mask\":\"S3://bucket/m\"}",
                "{\"mask\":\"data:image/png;base64,AA\"}",
                "{\"mask\":\"base64:AA\"}",
                "{\"mask\":\"tar+offset:x?1\"}",
                "{\"mask\":\"my holiday/cat 1.png\"}",
                "{\"mask\":\"uploads\\\\m\"}",
                "{\"mask\":\"uploads/of/others\"}",
                "{\"lora\":{\"name\":\"a/b.safetensors\"}}",
                "{\"mask\":\"%2Fetc%2Fpasswd\"}",
                "{\"mask\":\"%252e%252E%2fx\"}",
                "{\"mask\":\"file%3a%2F%2Fx\"}",
                "{\"extra_body\":[[\"~/x\"]]}",
                "{\"conditions\":[{\"type\":\"image\",\"uri\":\"x\"}]}",
                "{\"extra_params\":{\"conditions\":\"[]\"}}",
                "{\"target\":{\"uri\":\"x\"}}",
                "{\"mask\":\"{}/../../etc/passwd\"}",
                "{\"mask\":\"[1]/x/y.png\"}",
                "{\"extra_params\":\"{\\\"mask\\\":\\\"/data/x\\\"} {}\"}"
            })
    void pathsOnTheServerAreRefused(String fields) {
        Exchange answer = sendFields("refvideo:generate", fields);

        assertThat(answer.getException())
                .isInstanceOf(RefVideoInvalidRequestException.class)
                .hasMessageContaining("providerOptions (header CamelRefVideoProviderOptions)")
                .hasMessageContaining("openai-videos.");
        simulator().assertThat().paidJobs(0).noServerPath();
    }

    /** What is checked is what is sent: Java values become JSON. */
    @Test
    void pathsInJavaValuesAreRefused() {
        for (Object value :
                List.of(
                        new String[] {"/etc/passwd"},
                        Path.of("m"),
                        folder.toFile(),
                        new Object[] {Map.of("a", new Object[] {"../m"})})) {
            Exchange answer = sendFields("refvideo:generate", Map.of("mask", value));

            assertThat(answer.getException()).isInstanceOf(RefVideoInvalidRequestException.class);
        }
        simulator().assertThat().paidJobs(0);
    }

    @Test
    void otherValuesAreSentAsTheServerReadsThem() throws Exception {
        String prompt = "Image 1 says \"hi\"\r\n--refvideo-\r\n\ud83d\ude00 " + "x".repeat(2_000);
        Exchange answer =
                send(
                        "refvideo:generate",
                        png(300, 300),
                        Map.of(
                                RefVideoConstants.PROMPT,
                                prompt,
                                RefVideoConstants.PROVIDER_OPTIONS,
                                Map.of(
                                        "openai-videos",
                                        Map.of(
                                                "lora",
                                                Map.of("name", "org/a-lora", "scale", 0.5),
                                                "guidance_scale",
                                                4.5,
                                                "generate_sound",
                                                true,
                                                "negative_prompt",
                                                "[blurry] and/or rain/snow/fog: 50 % of it",
                                                "names",
                                                "[\"org/a\",\"org/b\"]",
                                                "prompt",
                                                "another"))));

        assertVideo(answer);
        assertThat(form(0).path("prompt").asText()).isEqualTo(prompt);
        assertThat(form(0).path("generate_sound").asText()).isEqualTo("true");
        assertThat(form(0).path("guidance_scale").asText()).isEqualTo("4.5");
        assertThat(form(0).path("negative_prompt").asText())
                .startsWith("[blurry] and/or rain/snow");
        assertThat(JSON.readTree(form(0).path("lora").asText()).path("name").asText())
                .isEqualTo("org/a-lora");
    }

    @Test
    void providerOptionsBecomeFields() throws Exception {
        Exchange answer =
                send(
                        "refvideo:generate",
                        png(300, 300),
                        Map.of(
                                RefVideoConstants.PROVIDER_OPTIONS,
                                Map.of(
                                        "openai-videos",
                                        Map.of(
                                                "short_edge",
                                                768,
                                                "extra_params",
                                                Map.of("audio_flow_shift", 3.0)))));

        assertVideo(answer);
        assertThat(form(0).path("short_edge").asText()).isEqualTo("768");
        JsonNode extra = JSON.readTree(form(0).path("extra_params").asText());
        assertThat(extra.path("task").asText()).isEqualTo("ref2va");
        assertThat(extra.path("audio_flow_shift").asDouble()).isEqualTo(3.0);
    }

    @Test
    void unknownPriceIsNotZero() {
        Exchange answer = send("refvideo:generate?maxEstimatedCost=1", png(300, 300));

        assertThat(answer.getException())
                .isInstanceOf(RefVideoInvalidRequestException.class)
                .hasMessageContaining("self-hosted server has no price")
                .hasMessageContaining("maxInFlight");
        simulator().assertThat().paidJobs(0);
    }

    /** Only one of them would be delivered. */
    @ParameterizedTest
    @ValueSource(strings = {"n", "num_outputs_per_prompt"})
    void severalVideosAreRefused(String field) {
        Map<String, Object> count = Map.of(field, 2);
        for (Object fields : List.of(count, Map.of("extra_params", count))) {
            Exchange answer = sendFields("refvideo:generate", fields);

            assertThat(answer.getException())
                    .isInstanceOf(RefVideoInvalidRequestException.class)
                    .hasMessageContaining("openai-videos." + field + "=2")
                    .hasMessageContaining("a message generates one video");
        }
        simulator().assertThat().paidJobs(0);
    }

    /** Fields that make the video longer count for a price of the user. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"num_frames\":240}",
                "{\"extra_params\":{\"duration\":15}}",
                "{\"extra_body\":{\"seconds\":15}}"
            })
    void providerOptionsCountForThePrice(String fields) throws Exception {
        Path table =
                Files.writeString(
                        folder.resolve("prices.json"),
                        "{\"models\":[{\"openaiVideos\":\"MiniMaxAI/MiniMax-H3\","
                                + "\"price\":{\"perSecond\":[{\"usd\":0.1}]}}]}");
        String uri = "refvideo:generate?maxEstimatedCost=0.5&modelTable=file:" + table;

        Exchange longer = sendFields(uri, fields);

        assertThat(longer.getException())
                .isInstanceOf(RefVideoInvalidRequestException.class)
                .hasMessageContaining("maxEstimatedCost");
        simulator().assertThat().paidJobs(0);
        assertVideo(send(uri, png(300, 300)));
    }

    @Test
    void serverThatStillLoadsIsAskedAgain() {
        simulator().faults().on(Step.OPENAI_CREATE).times(1).inject(Fault.serverLoading());

        assertVideo(send("refvideo:generate", png(300, 300)));
        simulator().assertThat().paidJobs(1).received(Step.OPENAI_CREATE).exactly(2);
    }

    @Test
    void submitWithAnErrorOfTheServerIsUncertain() {
        simulator().faults().on(Step.OPENAI_CREATE).inject(Fault.status(500));

        assertThat(send("refvideo:generate", png(300, 300)).getException())
                .isInstanceOf(RefVideoSubmitUncertainException.class)
                .hasMessageContaining("adoptLostJobs");
        simulator().assertThat().received(Step.OPENAI_CREATE).exactly(1);
    }

    /** Other jobs of the same model and time have another prompt or length. */
    @Test
    void lostJobIsFoundByPromptAndLength() {
        simulator().clock().freeze();
        send("refvideo:submit?duration=6", png(300, 300));
        send("refvideo:submit?duration=5&prompt=Image 1 sings", png(300, 300));
        simulator().faults().on(Step.OPENAI_CREATE).inject(Fault.status(500).afterProcessing());
        CompletableFuture<Exchange> answer =
                template.asyncSend(
                        "refvideo:generate?duration=5&adoptLostJobs=true",
                        exchange -> exchange.getMessage().setBody(png(300, 300)));
        Awaitility.await().until(() -> simulator().jobs().size() == 3);
        String lost = simulator().jobs().get(2).id();
        simulator().clock().advance(Duration.ofMinutes(1));

        assertVideo(answer.join());
        assertThat(answer.join().getMessage().getHeader(RefVideoConstants.JOB_ID)).isEqualTo(lost);
        simulator().assertThat().paidJobs(3).received(Step.OPENAI_CREATE).exactly(3);
    }

    /** Which of two equal jobs is the lost one cannot be known. */
    @Test
    void lostJobIsNotGuessed() throws Exception {
        simulator().faults().on(Step.OPENAI_CREATE).inject(Fault.status(500).afterProcessing());
        try (CamelContext other = createCamelContext()) {
            other.start();
            String uri = "refvideo:submit?duration=5";
            other.createProducerTemplate().sendBody(uri, png(300, 300));
        } catch (CamelExecutionException expected) {
            assertThat(expected).hasCauseInstanceOf(RefVideoSubmitUncertainException.class);
        }
        simulator().faults().on(Step.OPENAI_CREATE).inject(Fault.status(500).afterProcessing());

        Exchange answer = send("refvideo:generate?duration=5&adoptLostJobs=true", png(300, 300));

        assertThat(answer.getException())
                .isInstanceOf(RefVideoSubmitUncertainException.class)
                .hasMessageContaining("2 jobs");
        simulator().assertThat().paidJobs(2);
    }

    @Test
    void missingBaseUrlIsReportedAtStart() {
        assertThatThrownBy(
                        () ->
                                provider(
                                        context.getEndpoint(
                                                "refvideo:generate?baseUrl=RAW()",
                                                RefVideoEndpoint.class)))
                .hasMessageContaining("baseUrl: is missing")
                .hasMessageContaining("http://gpu1:8091/v1");
    }

    @Test
    void unknownServerMustBeNamed() throws Exception {
        try (RawServer server =
                RawServer.answering(
                        RawServer.ok("{\"data\":[{\"id\":\"m\",\"owned_by\":\"me\"}]}"))) {
            Exchange answer = send("refvideo:generate?baseUrl=" + server.uri("/v1"), png(300, 300));

            assertThat(answer.getException())
                    .isInstanceOf(RefVideoInvalidRequestException.class)
                    .hasMessageContaining("set openaiServer to vllm or sglang");
            assertThat(server.requests()).allMatch(request -> request.method().equals("GET"));
        }
    }

    @Test
    void requestWithoutAKeyHasNoAuthorization() {
        assertVideo(send("refvideo:generate", png(300, 300)));

        for (Step step : List.of(Step.OPENAI_MODELS, Step.OPENAI_CREATE, Step.RESULT)) {
            assertThat(simulator().ledger().requestLog(step))
                    .isNotEmpty()
                    .allSatisfy(request -> assertThat(request.header("authorization")).isEmpty());
        }
    }

    /** SGLang can upload videos to a bucket; a job cannot lead into the private network. */
    @ParameterizedTest
    @ValueSource(strings = {"http://169.254.169.254/v.mp4", "", "file:///etc/passwd"})
    void urlOfAJobIsCheckedAndGetsNoKey(String url) throws Exception {
        try (RawServer bucket = RawServer.answering(RawServer.ok("x"))) {
            String location = url.isEmpty() ? bucket.uri("/v.mp4").toString() : url;
            simulator().faults().on(Step.OPENAI_CREATE).inject(Fault.uploadedResult(location));
            String uri = "refvideo:generate?apiKey=" + KEY + sglang();

            Exchange refused = send(uri + "&allowPrivateAddresses=false", png(300, 300));

            assertThat(refused.getException()).isInstanceOf(RefVideoException.class);
            assertThat(bucket.requests()).isEmpty();
            if (url.isEmpty()) {
                send(uri, png(310, 310));
                assertThat(bucket.requests()).isNotEmpty();
                assertThat(bucket.requests().toString())
                        .doesNotContainIgnoringCase("authorization");
            }
        }
    }

    /** Its list has no prompts, so waiting for the job would not help. */
    @Test
    void lostJobOfSglangIsNotWaitedFor() {
        simulator().clock().freeze();
        simulator().faults().on(Step.OPENAI_CREATE).inject(Fault.status(500).afterProcessing());

        Exchange answer =
                send(
                        "refvideo:generate?pollTimeout=60000&adoptLostJobs=true" + sglang(),
                        png(300, 300));

        assertThat(answer.getException())
                .isInstanceOf(RefVideoSubmitUncertainException.class)
                .hasMessageContaining("no prompts");
        simulator().assertThat().paidJobs(1).received(Step.OPENAI_QUERY).exactly(0);
    }

    @Test
    void sglangGetsAllReferencesOfMiniMaxH3() throws Exception {
        Path dog = Files.write(folder.resolve("dog.png"), png(320, 240));
        byte[] cat = png(300, 300);
        byte[] voice = MediaSamples.wav(3);
        simulator().serveReference("cat.png", cat, "image/png");
        try (RefVideoSimulator h3 = sglangWithMiniMaxH3()) {
            String uri =
                    "refvideo:generate?aspectRatio=adaptive&seed=2147483647&baseUrl="
                            + h3.sglangUrl();

            assertVideo(send(uri, List.of(dog.toFile(), cat(), voice)));

            JsonNode request = JSON.readTree(h3.jobs().get(0).request());
            assertThat(request.path("task").asText()).isEqualTo("ref2va");
            assertThat(request.path("target"))
                    .hasToString(
                            "{\"short_edge\":768,\"aspect_ratio\":\"auto\",\"duration_seconds\":4}");
            assertThat(request.path("seed").asLong()).isEqualTo(2_147_483_647L);
            assertThat(request.path("conditions").findValuesAsText("type"))
                    .containsExactly("image", "image", "audio");
            assertThat(request.path("conditions").findValuesAsText("uri"))
                    .containsExactly(
                            "data:image/png;base64,",
                            "data:image/png;base64,",
                            "data:audio/wav;base64,");
            assertThat(request.path("conditions").findValuesAsText("bytes"))
                    .containsExactly(
                            String.valueOf(Files.size(dog)),
                            String.valueOf(cat.length),
                            String.valueOf(voice.length));
            h3.assertThat().paidJobs(1).noServerPath();
        }
    }

    @Test
    void sglangFetchesTheReferencesOfMiniMaxH3IfTheUserSaysSo() throws Exception {
        try (RefVideoSimulator h3 = sglangWithMiniMaxH3()) {
            String uri =
                    "refvideo:generate?passReferenceUrls=true&model=acme/MiniMax-H3-FP8&baseUrl="
                            + h3.sglangUrl();

            assertVideo(
                    send(
                            uri,
                            List.of(cat(), dog()),
                            Map.of(
                                    RefVideoConstants.PROVIDER_OPTIONS,
                                    Map.of(
                                            "openai-videos",
                                            Map.of(
                                                    "short_edge",
                                                    544,
                                                    "extra_params",
                                                    Map.of("audio_flow_shift", 3.0))))));

            JsonNode request = JSON.readTree(h3.jobs().get(0).request());
            assertThat(request.path("conditions").findValuesAsText("uri"))
                    .containsExactly(cat(), dog());
            assertThat(request.path("target").path("short_edge").asInt()).isEqualTo(544);
            assertThat(request.path("audio_flow_shift").asDouble()).isEqualTo(3.0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"resolution=1280x768", "negativePrompt=rain", "audio=false"})
    void whatSglangDoesNotAcceptForMiniMaxH3IsRefused(String option) {
        assertRefusedForMiniMaxH3(option, option.substring(0, option.indexOf('=')));
    }

    @Test
    void sglangRequiresTheLengthOfAVideoOfMiniMaxH3() {
        context.getComponent("refvideo", RefVideoComponent.class)
                .getConfiguration()
                .setDuration(null);

        assertRefusedForMiniMaxH3("seed=1", "duration");
        try (RefVideoSimulator h3 = sglangWithMiniMaxH3()) {
            List<byte[]> withSound = List.of(png(300, 300), MediaSamples.wav(5));
            assertVideo(send("refvideo:generate?baseUrl=" + h3.sglangUrl(), withSound));
            assertThat(h3.jobs().get(0).request()).doesNotContain("duration_seconds");
        }
    }

    private void assertRefusedForMiniMaxH3(String option, String named) {
        try (RefVideoSimulator h3 = sglangWithMiniMaxH3()) {
            String uri = "refvideo:generate?baseUrl=" + h3.sglangUrl() + "&" + option;

            assertThat(send(uri, List.of(png(300, 300), png(310, 310))).getException())
                    .isInstanceOf(RefVideoInvalidRequestException.class)
                    .hasMessageContaining(named)
                    .hasMessageContaining("MiniMax H3");
            h3.assertThat().paidJobs(0).received(Step.OPENAI_CREATE).exactly(0);
        }
    }

    /** The stream is read before the first attempt, which fails. */
    @Test
    void redeliverySendsAStreamAgain() throws Exception {
        byte[] cat = png(300, 300);
        simulator().faults().on(Step.OPENAI_MODELS).times(1).inject(Fault.status(503));
        context.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:redelivery")
                                .errorHandler(
                                        defaultErrorHandler()
                                                .maximumRedeliveries(2)
                                                .redeliveryDelay(0))
                                .to("refvideo:generate");
                    }
                });

        assertVideo(send("direct:redelivery", new ByteArrayInputStream(cat)));

        assertThat(form(0).path("input_references").findValuesAsText("bytes"))
                .containsExactly(String.valueOf(cat.length));
        simulator().assertThat().paidJobs(1).received(Step.OPENAI_CREATE).exactly(1);
    }

    private static RefVideoSimulator sglangWithMiniMaxH3() {
        return RefVideoSimulator.builder()
                .sglangModel("MiniMaxAI/MiniMax-H3")
                .jobTime(JobTime.fixed(Duration.ofMillis(50)))
                .fetchReferences(false)
                .renderVideos(false)
                .withoutQuotas()
                .start();
    }
}

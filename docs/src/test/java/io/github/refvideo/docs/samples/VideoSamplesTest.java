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

import com.sun.net.httpserver.HttpServer;
import io.github.refvideo.simulator.fault.Step;
import java.awt.Color;
import java.io.File;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The samples that generate a video, in each form. */
class VideoSamplesTest extends SampleTestSupport {

    @ParameterizedTest
    @EnumSource
    void imageInAFolderBecomesAVideoInAnother(Form form) throws Exception {
        form.addTo(context, "folder", new FolderRoute());
        Path inbox = Files.createDirectory(folder.resolve("inbox"));
        Files.write(inbox.resolve("cat.png"), image(Color.ORANGE));

        context.start();

        Awaitility.await().until(() -> videos().size() == 1);
        simulator().assertThat().paidJobs(1).uploadedBlobs(1);
    }

    @ParameterizedTest
    @EnumSource
    void selfHostedServerGetsTheImageAndMakesTheVideo(Form form) throws Exception {
        context.getPropertiesComponent().addInitialProperty("server", simulator().vllmOmniUrl());
        form.addTo(context, "selfhosted", new SelfHostedRoute());
        Path inbox = Files.createDirectory(folder.resolve("inbox"));
        Files.write(inbox.resolve("cat.png"), image(Color.ORANGE));

        context.start();

        Awaitility.await().until(() -> videos().size() == 1);
        simulator().assertThat().paidJobsOf("MiniMaxAI/MiniMax-H3").exactly(1).uploadedBlobs(0);
        assertThat(simulator().jobs().get(0).request())
                .contains("input_references", "Image 1 waves at the camera");
    }

    @ParameterizedTest
    @EnumSource
    void headersDescribeTheScene(Form form) throws Exception {
        form.addTo(context, "characters", new CharactersRoute());
        context.start();

        Exchange answer = send("direct:scene", String.join("\n", catAndDog()), Map.of());

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody()).isInstanceOf(byte[].class);
        assertThat(submitted())
                .contains("character1 and character2 play chess", "multi", "cat.png", "dog.png");
    }

    @Test
    void callAsJsonIsAWholeRequest() throws Exception {
        context.start();
        List<String> images = catAndDog();
        String call;
        try (InputStream json = getClass().getResourceAsStream("/samples/call.json")) {
            call =
                    new String(json.readAllBytes(), StandardCharsets.UTF_8)
                            .replace("https://images.example.com/cat.png", images.get(0))
                            .replace("https://images.example.com/dog.png", images.get(1));
        }

        Exchange answer =
                send("refvideo:generate?model=alibaba/wan-v2.6-r2v&output=url", call, Map.of());

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getHeader("CamelRefVideoWarnings")).isNull();
        assertThat(submitted())
                .contains("character1 waves at character2", "multi", "cat.png", "dog.png");
    }

    @ParameterizedTest
    @EnumSource
    void handleTravelsFromTheOneWhoBuysToTheOneWhoWaits(Form form) throws Exception {
        form.addTo(context, "submitawait", new SubmitAwaitRoute());
        context.start();

        send("direct:order", catAndDog().get(0), Map.of("CamelRefVideoPrompt", "character1"));

        Awaitility.await().until(() -> videos().size() == 1);
        simulator().assertThat().paidJobs(1);
    }

    @ParameterizedTest
    @EnumSource
    void routeOfTheUserPublishesTheImage(Form form) throws Exception {
        form.addTo(context, "upload", new UploadRoute());
        Path published = folder.resolve("public");
        HttpServer web = webServer(published);
        try {
            context.getPropertiesComponent()
                    .addInitialProperty(
                            "public.url", "http://127.0.0.1:" + web.getAddress().getPort());
            context.start();

            Exchange answer = send("direct:scene", image(Color.RED), Map.of());

            assertThat(answer.getException()).isNull();
            assertThat(videos()).hasSize(1);
            assertThat(published).isDirectoryContaining("glob:**.png");
        } finally {
            web.stop(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void videoIsInTheOutputDirectory(Form form) throws Exception {
        form.addTo(context, "outputs", new OutputsRoute());
        context.start();

        Exchange answer = send("direct:scene", catAndDog().get(0), Map.of());

        File video = answer.getMessage().getBody(File.class);
        assertThat(video).isFile().hasParent(folder.resolve("v").toFile());
        assertThat(answer.getMessage().getHeader(Exchange.CONTENT_LENGTH, Long.class))
                .isEqualTo(video.length());
    }

    @ParameterizedTest
    @EnumSource
    void orderThatComesTwiceIsOneVideo(Form form) throws Exception {
        form.addTo(context, "once", new OnceRoute());
        context.start();

        for (int i = 0; i < 2; i++) {
            Exchange answer = send("direct:orders", catAndDog().get(0), Map.of("orderId", 4711));
            assertThat(answer.getException()).isNull();
        }

        assertThat(videos()).hasSize(1);
        simulator().assertThat().paidJobs(1);
    }

    /** Serves the files of a folder. */
    private static HttpServer webServer(Path folder) throws Exception {
        HttpServer web =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext(
                "/",
                exchange -> {
                    String name =
                            Path.of(exchange.getRequestURI().getPath()).getFileName().toString();
                    byte[] content = Files.readAllBytes(folder.resolve(name));
                    exchange.getResponseHeaders().set("Content-Type", "image/png");
                    exchange.sendResponseHeaders(200, content.length);
                    exchange.getResponseBody().write(content);
                    exchange.close();
                });
        web.start();
        return web;
    }

    private static String submitted() {
        return simulator().ledger().requestLog(Step.START).get(0).body();
    }
}

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
package io.github.refvideo.it.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.RefVideoComponent;
import io.github.refvideo.camel.RefVideoConfiguration;
import io.github.refvideo.it.brokers.VideoService;
import io.github.refvideo.simulator.RefVideoSimulator;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Images of an HTML form: each is one reference, in whichever form the HTTP consumer sets it. */
@Timeout(60)
class UploadedImageIT {

    static final Path IMAGES = Path.of("..", "examples", "quickstart", "images");

    private static final String BOUNDARY = "boundary-of-a-part";

    private VideoService service;
    private DefaultCamelContext context;
    private int port;

    @BeforeEach
    void createContext() throws Exception {
        service = VideoService.start();
        context = service.context();
        storeReferences(context, service.simulator());
        port = HttpServer.freePort();
    }

    static void storeReferences(DefaultCamelContext context, RefVideoSimulator simulator) {
        RefVideoConfiguration options =
                context.getComponent("refvideo", RefVideoComponent.class).getConfiguration();
        options.setReferenceStore("vercel-blob");
        options.setBlobBaseUrl(simulator.blobUrl());
        options.setBlobAccessKey(RefVideoSimulator.BLOB_TOKEN);
    }

    @AfterEach
    void stopContext() throws Exception {
        context.close();
        service.close();
    }

    /** Undertow also sets a map of the fields as body, which is a call. */
    @ParameterizedTest
    @CsvSource({
        "JETTY, photo",
        "JETTY, image",
        "UNDERTOW_BUFFERED, photo",
        "UNDERTOW_BUFFERED, image",
        "UNDERTOW_BUFFERED, inputReferences"
    })
    void singleImageIsOneReference(HttpServer server, String field) throws Exception {
        upload(server, form(field + "=cat.png"));

        assertThat(references(service.simulator())).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"JETTY", "UNDERTOW_BUFFERED"})
    void twoImagesAreTwoReferences(HttpServer server) throws Exception {
        upload(server, form("cat=cat.png", "dog=dog.png"));

        assertThat(references(service.simulator())).isEqualTo(2);
    }

    /** Two characters may look the same. */
    @ParameterizedTest
    @EnumSource(names = {"JETTY", "UNDERTOW_BUFFERED"})
    void sameImageInTwoFieldsIsTwoReferences(HttpServer server) throws Exception {
        upload(server, form("first=cat.png", "second=cat.png"));

        assertThat(references(service.simulator())).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"JETTY", "UNDERTOW_BUFFERED"})
    void twoImagesWithTheSameFileNameAreTwoReferences(HttpServer server) throws Exception {
        upload(server, form("first=cat.png as a.png", "second=dog.png as a.png"));

        assertThat(references(service.simulator())).isEqualTo(2);
    }

    /** A limit of Camel that the manual describes. */
    @ParameterizedTest
    @EnumSource(names = {"JETTY", "UNDERTOW_BUFFERED"})
    void camelKeepsOneFileForEachFieldName(HttpServer server) throws Exception {
        upload(server, form("photo=cat.png", "photo=dog.png"));

        assertThat(references(service.simulator())).isEqualTo(1);
    }

    private void upload(HttpServer server, byte[] form) throws Exception {
        context.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from(server.uri(port)).to("refvideo:generate?output=url");
                    }
                });
        context.start();

        HttpResponse<String> response =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(
                                                URI.create("http://127.0.0.1:" + port + "/videos"))
                                        .header(
                                                "Content-Type",
                                                "multipart/form-data; boundary=" + BOUNDARY)
                                        .POST(HttpRequest.BodyPublishers.ofByteArray(form))
                                        .build(),
                                BodyHandlers.ofString());

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        service.simulator().assertThat().paidJobs(1);
    }

    /** The number of references of the only job. */
    static long references(RefVideoSimulator simulator) {
        assertThat(simulator.jobs()).hasSize(1);
        return Pattern.compile("\"https?://[^\"]+\"")
                .matcher(simulator.jobs().get(0).request())
                .results()
                .count();
    }

    /**
     * @param images field, file, and its name in the form if it differs: {@code photo=cat.png as
     *     a.png}
     */
    private static byte[] form(String... images) throws Exception {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes(
                text("--%s\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nA cat\r\n"));
        for (String image : images) {
            String[] words = image.split("=| as ");
            form.writeBytes(
                    text(
                            "--%s\r\nContent-Disposition: form-data; name=\""
                                    + words[0]
                                    + "\"; filename=\""
                                    + words[words.length - 1]
                                    + "\"\r\nContent-Type: image/png\r\n\r\n"));
            form.writeBytes(Files.readAllBytes(IMAGES.resolve(words[1])));
            form.writeBytes(text("\r\n"));
        }
        form.writeBytes(text("--%s--\r\n"));
        return form.toByteArray();
    }

    private static byte[] text(String text) {
        return text.formatted(BOUNDARY).getBytes(StandardCharsets.UTF_8);
    }
}

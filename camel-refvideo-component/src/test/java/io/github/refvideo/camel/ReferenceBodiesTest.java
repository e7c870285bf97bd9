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
import io.github.refvideo.camel.GenerateRequestReader.GenerateRequest;
import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import io.github.refvideo.camel.fuzz.Exchanges;
import io.github.refvideo.camel.fuzz.MediaSamples;
import io.github.refvideo.camel.internal.exchange.MessageOptions;
import io.github.refvideo.camel.internal.model.ModelTable;
import io.github.refvideo.camel.internal.model.ServiceLimits;
import io.github.refvideo.camel.spi.LocalMedia;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.simulator.fault.Step;
import jakarta.activation.DataHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.attachment.DefaultAttachment;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.AvailablePortFinder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Bodies of real routes: uploads, mails, files, posted calls. */
class ReferenceBodiesTest extends RefVideoTestSupport {

    private static final byte[] PNG = MediaSamples.image("png", 320, 240);
    private static final byte[] JPEG = MediaSamples.image("jpg", 320, 240);
    private static final String BOUNDARY = "----refvideo";

    @RegisterExtension static final AvailablePortFinder.Port PORT = AvailablePortFinder.find();

    @TempDir static Path directory;

    private final BlockingQueue<GenerateRequest> read = new LinkedBlockingQueue<>();
    private final List<Exchange> exchanges = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();

    @Override
    void configure(RefVideoConfiguration configuration) {
        super.configure(configuration);
        configuration.setSpoolDirectory(directory.resolve("spool").toString());
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("jetty:http://127.0.0.1:" + PORT + "/videos").to("refvideo:generate");
                from("jetty:http://127.0.0.1:" + PORT + "/uploads").process(e -> reads(e));
                from("file:" + directory.resolve("inbox")).process(e -> reads(e));
            }
        };
    }

    @AfterEach
    void nothingIsSpooledWhenAllExchangesAreCompleted() {
        exchanges.forEach(Exchanges::complete);
        Path spool = directory.resolve("spool");
        Awaitility.await().until(() -> Files.notExists(spool) || isEmpty(spool));
    }

    private static boolean isEmpty(Path spool) throws IOException {
        try (Stream<Path> files = Files.list(spool)) {
            return files.findAny().isEmpty();
        }
    }

    private void reads(Exchange exchange) throws Exception {
        GenerateRequest request = reader("refvideo:generate").read(exchange);
        read.add(request);
        exchange.getMessage().setBody("read");
    }

    private GenerateRequestReader reader(String uri) {
        return new GenerateRequestReader(
                context.getEndpoint(uri, RefVideoEndpoint.class).getConfiguration(),
                MessageOptions.parse(null),
                ModelTable.builtIn(),
                ServiceLimits.gateway());
    }

    @Test
    void unchangedVendorExampleMakesAVideo() throws Exception {
        HttpResponse<byte[]> answer =
                post(
                        "/videos",
                        "application/json",
                        """
                        {
                          "model": "alibaba/wan-v2.6-r2v",
                          "prompt": "character1 and character2 have a friendly conversation in a cozy cafe",
                          "resolution": "1920x1080",
                          "duration": 4,
                          "providerOptions": {
                            "alibaba": {
                              "referenceUrls": [
                                "https://example.com/cat.png",
                                "https://example.com/dog.png"
                              ],
                              "shotType": "single"
                            }
                          }
                        }
                        """
                                .getBytes(StandardCharsets.UTF_8));

        assertIsVideo(answer);
        assertThat(sentReferences())
                .containsExactly("https://example.com/cat.png", "https://example.com/dog.png");
        simulator().assertThat().paidJobs(1);
    }

    @Test
    void unchangedCallOfTheCurrentSdkMakesAVideo() throws Exception {
        String call =
                """
                {
                  "model": "alibaba/wan-v2.6-r2v",
                  "prompt": { "text": "character1 waves to character2 and character3" },
                  "resolution": "1280x720",
                  "duration": 5,
                  "inputReferences": [
                    "%s",
                    { "type": "url", "url": "%s", "mediaType": "image/png" },
                    { "url": "https://example.com/clip.mp4", "mediaType": "video/mp4" }
                  ]
                }
                """
                        .formatted(cat(), dog());

        assertIsVideo(post("/videos", "application/json", call.getBytes(StandardCharsets.UTF_8)));
        assertThat(sentReferences()).containsExactly(cat(), dog(), "https://example.com/clip.mp4");
    }

    @Test
    void uploadedFormGivesItsFilesInOrderAndItsFieldsAreNoReferences() throws Exception {
        byte[] form =
                MediaSamples.bytes(
                        part(
                                "note",
                                null,
                                null,
                                "https is only a word here".getBytes(StandardCharsets.UTF_8)),
                        part("second.png", "second.png", "image/png", PNG),
                        part("first.jpg", "first.jpg", "application/octet-stream", JPEG),
                        "--" + BOUNDARY + "--\r\n");

        HttpResponse<byte[]> answer =
                post("/uploads", "multipart/form-data; boundary=" + BOUNDARY, form);

        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("read");
        assertThat(nextRead().video().references())
                .extracting(Reference::mediaType)
                .containsExactly("image/png", "image/jpeg");
    }

    @Test
    void imageAsTheBodyOfAPostIsAReference() throws Exception {
        post("/uploads", "image/png", PNG);

        GenerateRequest request = nextRead();
        assertThat(request.video().references())
                .singleElement()
                .extracting(r -> r.local().width())
                .isEqualTo(320);
    }

    @Test
    void fileOfAFolderIsAReferenceAndIsNotCopied() throws Exception {
        Path inbox = directory.resolve("inbox");
        Files.createDirectories(inbox);
        Path part = Files.write(directory.resolve("arriving"), JPEG);
        Files.move(part, inbox.resolve("named.png"));

        assertThat(nextRead().video().references())
                .singleElement()
                .extracting(Reference::mediaType)
                .isEqualTo("image/jpeg");
    }

    @Test
    void textOfAMailWithAttachedImagesIsIgnored() throws Exception {
        for (Object body : Arrays.asList(null, "", "Hi,\nplease: see the pictures.", new byte[0])) {
            Exchange exchange = exchange("text/plain", body);
            attach(exchange, "b.png", "image/png", PNG);
            attach(exchange, "a.jpg", "image/jpeg", JPEG);

            GenerateRequest request = reader("refvideo:generate").read(exchange);

            assertThat(request.video().references())
                    .extracting(Reference::mediaType)
                    .containsExactly("image/png", "image/jpeg");
            assertThat(request.media()).hasSize(2);
        }
    }

    @Test
    void attachmentsComeBehindTheReferencesOfTheBody() throws Exception {
        for (String body :
                List.of(
                        cat(),
                        "[\"" + cat() + "\"]",
                        "{\"inputReferences\":[\"" + cat() + "\"]}")) {
            Exchange exchange = exchange(null, body);
            attach(exchange, "a.png", "image/png", PNG);

            assertThat(reader("refvideo:generate").read(exchange).video().references())
                    .extracting(r -> r.local() == null ? r.url() : "local")
                    .containsExactly(cat(), "local");
        }
    }

    /** As some HTTP consumers set an uploaded file. */
    @Test
    void attachmentThatIsAlsoTheBodyIsOneReference() throws Exception {
        byte[] other = MediaSamples.image("png", 400, 300);
        for (byte[] second : List.of(other, PNG)) {
            Exchange exchange = exchange(null, PNG);
            attach(exchange, "a.png", "image/png", PNG);
            attach(exchange, "b.png", "image/png", second);

            assertThat(reader("refvideo:generate").read(exchange).video().references()).hasSize(2);
        }
    }

    @Test
    void otherAttachmentCausesAWarningAndInvalidImageIsRejected() throws Exception {
        Exchange exchange = exchange(null, cat());
        attach(exchange, "contract", "application/pdf", "%PDF".getBytes(StandardCharsets.UTF_8));

        assertThat(reader("refvideo:generate").read(exchange).warnings())
                .anyMatch(w -> w.toString().contains("'contract' is application/pdf"));

        attach(exchange, "cat", "image/png", "<html>".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> reader("refvideo:generate").read(exchange))
                .isInstanceOf(RefVideoInvalidRequestException.class)
                .hasMessageContaining("HTML");
    }

    @Test
    void headerWinsOverBodyAndAttachments() throws Exception {
        Exchange exchange = exchange(null, PNG);
        attach(exchange, "a.png", "image/png", PNG);
        exchange.getMessage().setHeader(RefVideoConstants.REFERENCE_URLS, cat());

        assertThat(reader("refvideo:generate").read(exchange).video().references())
                .containsExactly(Reference.of(cat()));
    }

    @Test
    void contentOfEachLocalReferenceComesWithTheRequest() throws Exception {
        Exchange exchange = exchange(null, List.of(PNG, new ByteArrayInputStream(JPEG), PNG));

        GenerateRequest request = reader("refvideo:generate").read(exchange);

        assertThat(request.video().references()).hasSize(3);
        assertThat(request.media()).hasSize(2);
        for (Reference reference : request.video().references()) {
            LocalMedia media = request.media().get(reference.url());
            try (SeekableByteChannel content = media.open()) {
                assertThat(content.size()).isEqualTo(reference.local().length());
            }
        }
    }

    @Test
    void mediaThatTheModelRefusesFailsBeforeAnythingIsSent() {
        Exchange answer =
                template.request(
                        "refvideo:generate",
                        e ->
                                e.getMessage()
                                        .setBody(
                                                List.of(
                                                        MediaSamples.image("gif", 320, 240),
                                                        MediaSamples.image("png", 100, 240))));

        assertThat(answer.getException())
                .isInstanceOf(RefVideoInvalidRequestException.class)
                .hasMessageContaining("'reference 1: image/gif'")
                .hasMessageContaining("'reference 2: 100x240'")
                .hasMessageContaining("240 to 5000 pixels");
        simulator().assertThat().received(Step.START).exactly(0);
    }

    @Test
    void contradictingDeclarationIsAWarning() throws Exception {
        Exchange exchange = exchange(null, cat());
        attach(exchange, "a.png", "image/png", JPEG);

        assertThat(reader("refvideo:generate").read(exchange).warnings())
                .anyMatch(w -> w.toString().contains("image/png and is image/jpeg"));
    }

    @Test
    void pathsAreReadOnlyWithPermissionAndInTheDirectory() throws Exception {
        Path files = Files.createDirectories(directory.resolve("files"));
        Files.write(files.resolve("cat.png"), PNG);
        String open = "refvideo:generate?allowFileReferences=true&referenceDirectory=" + files;

        assertThat(
                        reader(open)
                                .read(exchange(null, "cat.png\n" + files.toUri() + "cat.png"))
                                .media())
                .hasSize(1);
        for (String refused :
                List.of(
                        "../inbox",
                        "file:///etc/passwd",
                        "jar:file:/a.jar!/b.png",
                        "ftp://h/a.png")) {
            assertThatThrownBy(() -> reader(open).read(exchange(null, refused)))
                    .isInstanceOf(RefVideoInvalidRequestException.class)
                    .hasMessageContaining("referenceUrls (header");
        }
        assertThatThrownBy(
                        () ->
                                reader("refvideo:generate")
                                        .read(exchange(null, files.resolve("cat.png").toUri())))
                .hasMessageContaining("allowFileReferences=true");
    }

    @Test
    void permissionWithoutADirectoryStopsTheRouteFromStarting() {
        assertThatThrownBy(() -> context.getEndpoint("refvideo:generate?allowFileReferences=true"))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("referenceDirectory");
    }

    private void assertIsVideo(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("video/mp4");
        assertThat(new String(answer.body(), 4, 4, StandardCharsets.US_ASCII)).isEqualTo("ftyp");
    }

    private static List<String> sentReferences() throws IOException {
        JsonNode sent =
                new ObjectMapper()
                        .readTree(simulator().ledger().requestLog(Step.START).get(0).body());
        List<String> urls = new ArrayList<>();
        sent.at("/providerOptions/alibaba/referenceUrls").forEach(url -> urls.add(url.asText()));
        return urls;
    }

    private GenerateRequest nextRead() throws InterruptedException {
        GenerateRequest request = read.poll(20, TimeUnit.SECONDS);
        assertThat(request).isNotNull();
        return request;
    }

    private Exchange exchange(String contentType, Object body) {
        Exchange exchange = context.getEndpoint("direct:none").createExchange();
        exchanges.add(exchange);
        exchange.getMessage().setBody(body);
        if (contentType != null) {
            exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, contentType);
        }
        return exchange;
    }

    private static void attach(Exchange exchange, String name, String type, byte[] content) {
        exchange.getMessage(AttachmentMessage.class)
                .addAttachmentObject(name, new DefaultAttachment(new DataHandler(content, type)));
    }

    private HttpResponse<byte[]> post(String path, String type, byte[] body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + path))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private static byte[] part(String name, String file, String type, byte[] content) {
        return MediaSamples.bytes(
                "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"",
                file == null ? "" : "; filename=\"" + file + "\"",
                type == null ? "" : "\r\nContent-Type: " + type,
                "\r\n\r\n",
                content,
                "\r\n");
    }
}

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

import io.github.refvideo.it.brokers.VideoService;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the body of an HTTP request may set: a form or JSON is read as a whole call. */
@Timeout(60)
class RequestBodyIT {

    private VideoService service;
    private DefaultCamelContext context;
    private int port;

    /** The same call in several formats. */
    private enum Format {
        FORM("application/x-www-form-urlencoded") {
            @Override
            String body(String image) {
                return "prompt=character1+sings&duration=9&seed=7&inputReferences="
                        + URLEncoder.encode(image, StandardCharsets.UTF_8);
            }
        },
        /** Undertow sets the fields as body; Jetty only as headers, which are not options. */
        MULTIPART("multipart/form-data; boundary=limit") {
            @Override
            String body(String image) {
                return part("prompt", "character1 sings")
                        + part("duration", "9")
                        + part("seed", "7")
                        + part("inputReferences", image)
                        + "--limit--\r\n";
            }

            private String part(String name, String value) {
                return "--limit\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                        .formatted(name, value);
            }
        },
        JSON("application/json") {
            @Override
            String body(String image) {
                return "{\"prompt\":\"character1 sings\",\"duration\":9,\"seed\":7,\"inputReferences\":[\""
                        + image
                        + "\"]}";
            }
        };

        private final String type;

        Format(String type) {
            this.type = type;
        }

        abstract String body(String image);
    }

    @BeforeEach
    void createContext() throws Exception {
        service = VideoService.start();
        context = service.context();
        port = HttpServer.freePort();
    }

    @AfterEach
    void stopContext() throws Exception {
        context.close();
        service.close();
    }

    @ParameterizedTest
    @EnumSource
    void bodySetsOptions(Format format) throws Exception {
        assertThat(post(format, "&duration=4")).isEqualTo(200);

        service.simulator().assertThat().paidJobs(1);
        assertThat(service.simulator().jobs().get(0).request())
                .contains("\"duration\":9", "\"seed\":7", "character1 sings", "cat.png");
    }

    @ParameterizedTest
    @EnumSource
    void bodyMaySetOnlyPromptAndReferences(Format format) throws Exception {
        assertThat(post(format, "&duration=4&allowedMessageOptions=prompt,referenceUrls"))
                .isEqualTo(400);

        service.simulator().assertThat().paidJobs(0);
    }

    @ParameterizedTest
    @EnumSource
    void allowedFieldsAreUsed(Format format) throws Exception {
        assertThat(post(format, "&allowedMessageOptions=prompt,referenceUrls,duration,seed"))
                .isEqualTo(200);

        service.simulator().assertThat().paidJobs(1);
    }

    private int post(Format format, String options) throws Exception {
        context.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        onException(Exception.class)
                                .handled(true)
                                .setHeader("CamelHttpResponseCode", constant(400))
                                .setBody(simple("${exception.message}"));
                        from(HttpServer.UNDERTOW_BUFFERED.uri(port))
                                .to("refvideo:generate?output=url" + options);
                    }
                });
        context.start();
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/videos"))
                                .header("Content-Type", format.type)
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                format.body(service.cat())))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }
}

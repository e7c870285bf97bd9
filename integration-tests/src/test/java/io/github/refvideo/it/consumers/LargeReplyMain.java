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

import io.github.refvideo.it.brokers.VideoService;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A large video as the reply of an HTTP server, for a JVM with a small heap. */
final class LargeReplyMain {

    private LargeReplyMain() {}

    /**
     * Prints status and length of the reply.
     *
     * @param args name of the {@link HttpServer}, size of the video in bytes, spool directory
     */
    public static void main(String[] args) throws Exception {
        String uri = HttpServer.valueOf(args[0]).uri(HttpServer.freePort());
        try (VideoService service = VideoService.start();
                DefaultCamelContext context = service.context()) {
            service.simulator().videoBytes(Integer.parseInt(args[1]));
            context.addRoutes(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from(uri)
                                    .to(
                                            "refvideo:generate?output=stream&spoolDirectory="
                                                    + args[2]);
                        }
                    });
            context.start();
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(uri.replaceAll("^[a-z-]+:|\\?.*", "")))
                            .timeout(Duration.ofSeconds(60))
                            .header("Content-Type", "text/plain")
                            .POST(HttpRequest.BodyPublishers.ofString(service.cat()))
                            .build();
            HttpResponse<InputStream> response =
                    HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
            long length = response.body().transferTo(OutputStream.nullOutputStream());
            System.out.println("STATUS " + response.statusCode() + " LENGTH " + length);
        }
    }
}

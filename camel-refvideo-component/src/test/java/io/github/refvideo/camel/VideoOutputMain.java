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

import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A route in its own JVM: consumes videos, and prints the length of each and the maximum heap.
 * Arguments: base URL, output, directory, number of videos at once, flow.
 */
final class VideoOutputMain {

    private VideoOutputMain() {}

    public static void main(String[] args) throws Exception {
        int count = Integer.parseInt(args[3]);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            RefVideoConfiguration options =
                    context.getComponent("refvideo", RefVideoComponent.class).getConfiguration();
            options.setApiKey("key");
            options.setBaseUrl(args[0]);
            options.setAllowPrivateAddresses(true);
            options.setModel("alibaba/wan-v2.6-r2v");
            options.setPrompt("character1 waves");
            options.setPollInterval(20L);
            options.setPollTimeout(120_000L);
            options.setMaxVideoSize(4L << 30);
            options.setMaxTotalConnections(256);
            options.setConnectionsPerRoute(256);
            options.setOutput(RefVideoOutput.valueOf(args[1]));
            options.setOutputDirectory(args[2]);
            options.setSpoolDirectory(args[2]);
            context.addRoutes(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("direct:in")
                                    .to("refvideo:generate?gatewayFlow=" + args[4])
                                    .process(VideoOutputMain::measure);
                        }
                    });
            context.start();
            long began = System.nanoTime();
            List<Future<Exchange>> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                all.add(
                        context.createFluentProducerTemplate()
                                .to("direct:in")
                                .withBody("https://example.com/cat.png")
                                .asyncSend());
            }
            for (Future<Exchange> one : all) {
                Exchange exchange = one.get(150, TimeUnit.SECONDS);
                if (exchange.getException() != null) {
                    throw exchange.getException();
                }
                System.out.println("length: " + exchange.getProperty("length"));
            }
            System.out.println("millis: " + (System.nanoTime() - began) / 1_000_000);
        }
    }

    /** Reads the whole video, like a next step. */
    private static void measure(Exchange exchange) throws Exception {
        Object body = exchange.getMessage().getBody();
        long length = 0;
        byte[] piece = new byte[64 * 1024];
        try (InputStream in =
                body instanceof File file
                        ? Files.newInputStream(file.toPath())
                        : (InputStream) body) {
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                length += n;
            }
        }
        if (body instanceof File file) {
            Files.delete(file.toPath());
        }
        exchange.setProperty("length", length);
        exchange.getMessage().setBody(null);
    }
}

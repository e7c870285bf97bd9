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

import io.github.refvideo.camel.RefVideoComponent;
import io.github.refvideo.camel.RefVideoConfiguration;
import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.RefVideoSimulatorExtension;
import io.github.refvideo.simulator.job.JobTime;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A Camel context in which samples run unchanged, with a simulator and temporary folders. */
abstract class SampleTestSupport {

    @RegisterExtension
    static final RefVideoSimulatorExtension SIMULATOR =
            RefVideoSimulatorExtension.create(
                    simulator ->
                            simulator
                                    .jobTime(JobTime.fixed(Duration.ofMillis(50)))
                                    .renderVideos(false)
                                    .withoutQuotas());

    @TempDir Path folder;

    DefaultCamelContext context;

    @BeforeEach
    void open() throws Exception {
        context = new DefaultCamelContext();
        context.addComponent("file", new Folders(folder));
        context.getPropertiesComponent()
                .addInitialProperty(
                        "videos", Files.createDirectories(folder.resolve("v")).toString());
        RefVideoConfiguration options =
                context.getComponent("refvideo", RefVideoComponent.class).getConfiguration();
        options.setApiKey("any");
        options.setBaseUrl(simulator().gatewayUrl());
        options.setBlobAccessKey(RefVideoSimulator.BLOB_TOKEN);
        options.setBlobBaseUrl(simulator().blobUrl());
        options.setAllowPrivateAddresses(true);
        options.setPollInterval(20L);
    }

    @AfterEach
    void close() throws IOException {
        context.close();
    }

    static RefVideoSimulator simulator() {
        return SIMULATOR.simulator();
    }

    /** Sends a body and headers, and returns the completed exchange. */
    Exchange send(String uri, Object body, Map<String, Object> headers) throws Exception {
        try (var template = context.createProducerTemplate()) {
            return template.request(
                    uri,
                    exchange -> {
                        exchange.getMessage().setBody(body);
                        exchange.getMessage().setHeaders(new HashMap<>(headers));
                    });
        }
    }

    /** The videos that the sample wrote to its folder. */
    List<Path> videos() throws IOException {
        Path outbox = folder.resolve("outbox");
        if (!Files.isDirectory(outbox)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(outbox)) {
            return files.filter(file -> file.toString().endsWith(".mp4")).toList();
        }
    }

    /** URLs of two images on the web. */
    static List<String> catAndDog() throws IOException {
        return List.of(
                simulator().serveReference("cat.png", image(Color.ORANGE), "image/png"),
                simulator().serveReference("dog.png", image(Color.GRAY), "image/png"));
    }

    static byte[] image(Color color) throws IOException {
        BufferedImage image = new BufferedImage(300, 300, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(color);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }
}

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
package io.github.refvideo.docs.recipes;

import io.github.refvideo.simulator.RefVideoSimulator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/** Camel with a recipe and a simulator as the service. */
final class RecipeTestSupport implements AutoCloseable {

    private static final Path PICTURES = Path.of("../examples/quickstart/images");
    private static final String COMPONENT = "camel.component.refvideo.";

    private final Main main = new Main();

    private RecipeTestSupport() {
        main.setDefaultPropertyPlaceholderLocation("false");
    }

    static RecipeTestSupport gateway(RefVideoSimulator simulator) {
        return new RecipeTestSupport()
                .with(COMPONENT + "api-key", "simulated")
                .with(COMPONENT + "base-url", simulator.gatewayUrl())
                .with(COMPONENT + "blob-base-url", simulator.blobUrl())
                .with(COMPONENT + "blob-access-key", RefVideoSimulator.BLOB_TOKEN)
                .with(COMPONENT + "allow-private-addresses", "true")
                .with(COMPONENT + "poll-interval", "100ms")
                .with(COMPONENT + "initial-poll-delay", "100ms");
    }

    static RecipeTestSupport dashscope(RefVideoSimulator simulator) {
        return gateway(simulator)
                .with(COMPONENT + "provider", "dashscope")
                .with(COMPONENT + "base-url", simulator.dashscopeUrl());
    }

    /** The options of the S3 component for another store than that of Amazon. */
    RecipeTestSupport store(ObjectStore store) {
        return with("camel.component.aws2-s3.access-key", "access")
                .with("camel.component.aws2-s3.secret-key", "secret")
                .with("camel.component.aws2-s3.region", "eu-central-1")
                .with("camel.component.aws2-s3.override-endpoint", "true")
                .with("camel.component.aws2-s3.uri-endpoint-override", store.url())
                .with("camel.component.aws2-s3.force-path-style", "true")
                .with("bucket", "videos");
    }

    RecipeTestSupport broker(Broker broker) {
        return bean("connections", broker.connections())
                .with("camel.component.jms.connection-factory", "#bean:connections");
    }

    RecipeTestSupport with(String property, Object value) {
        main.addOverrideProperty(property, value.toString());
        return this;
    }

    RecipeTestSupport component(String option, Object value) {
        return with(COMPONENT + option, value);
    }

    RecipeTestSupport bean(String name, Object bean) {
        main.bind(name, bean);
        return this;
    }

    RecipeTestSupport cook(RouteBuilder recipe) throws Exception {
        main.configure().addRoutesBuilder(recipe);
        main.start();
        return this;
    }

    /**
     * @param recipe a file in {@code src/test/resources/recipes}
     */
    RecipeTestSupport cook(String recipe) throws Exception {
        main.configure().withRoutesIncludePattern("classpath:recipes/" + recipe);
        main.start();
        return this;
    }

    CamelContext camel() {
        return main.getCamelContext();
    }

    ProducerTemplate template() {
        return camel().createProducerTemplate();
    }

    /** A local image. */
    static Path image(String name) {
        return PICTURES.resolve(name);
    }

    /** URLs of the images, like on the web. */
    static String web(RefVideoSimulator simulator, String name) {
        return simulator.serveReferences(PICTURES) + name;
    }

    /** The call of the AI SDK with one image. */
    static String call(RefVideoSimulator simulator, String prompt) {
        return """
               {"model": "alibaba/wan-v2.6-r2v", "prompt": "%s", "resolution": "1280x720", "duration": 4,
                "providerOptions": {"alibaba": {"referenceUrls": ["%s"], "shotType": "single"}}}
               """
                .formatted(prompt, web(simulator, "cat.png"));
    }

    /** The signature of an MP4 video. */
    static boolean isVideo(byte[] bytes) {
        return bytes.length > 8
                && new String(bytes, 4, 4, StandardCharsets.US_ASCII).equals("ftyp");
    }

    @Override
    public void close() {
        main.stop();
    }
}

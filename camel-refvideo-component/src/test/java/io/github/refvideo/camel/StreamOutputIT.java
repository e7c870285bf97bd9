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
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.StreamCache;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * output=stream: the video is on disk, can be read repeatedly, and is deleted when it is not used
 * any more.
 */
class StreamOutputIT extends RefVideoTestSupport {

    private static final String STEP = "refvideo:generate?output=stream";

    @TempDir static Path spool;
    @TempDir static Path outbox;

    private final List<byte[]> seen = new CopyOnWriteArrayList<>();

    @Override
    void configure(RefVideoConfiguration configuration) {
        super.configure(configuration);
        configuration.setSpoolDirectory(spool.toString());
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:twice").to(STEP).process(this::see).process(this::see);
                from("direct:plain").to(STEP);
                from("direct:look").to(STEP).process(exchange -> look(exchange));
                from("direct:uncached").streamCache("false").to(STEP).process(this::see);
                from("direct:wiretap").to(STEP).wireTap("direct:see").end().process(this::see);
                from("direct:multicast").to(STEP).multicast().to("direct:see", "direct:see");
                from("direct:parallel")
                        .to(STEP)
                        .multicast()
                        .parallelProcessing()
                        .to("direct:see", "direct:see", "direct:see")
                        .end()
                        .process(this::see);
                from("direct:seda").to(STEP).to("seda:see?waitForTaskToComplete=Never");
                from("direct:file").to(STEP).toD("file:" + outbox + "?fileName=${header.name}");
                from("direct:split")
                        .split(body().tokenize("\n"), new GroupedBodyAggregationStrategy())
                        .to(STEP)
                        .end()
                        .split(body())
                        .process(this::see);
                from("direct:fails")
                        .to(STEP)
                        .process(
                                exchange -> {
                                    throw new IllegalStateException("after the video");
                                });
                from("direct:see").process(this::see);
                from("seda:see").process(this::see);
            }

            private void see(Exchange exchange) throws IOException {
                ((StreamCache) exchange.getMessage().getBody()).reset();
                seen.add(exchange.getMessage().getBody(InputStream.class).readAllBytes());
            }
        };
    }

    @AfterEach
    void nothingIsLeft() {
        await().untilAsserted(() -> assertThat(files()).isEmpty());
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(spool)) {
            return files.toList();
        }
    }

    private static void isVideo(byte[] bytes) {
        assertThat(new String(bytes, 4, 4, StandardCharsets.US_ASCII)).isEqualTo("ftyp");
    }

    private void sawVideos(int count) {
        await().untilAsserted(() -> assertThat(seen).hasSize(count));
        seen.forEach(StreamOutputIT::isVideo);
        assertThat(seen).allSatisfy(one -> assertThat(one).isEqualTo(seen.get(0)));
    }

    private Exchange send(String uri, Object body) {
        return template.send(uri, exchange -> exchange.getMessage().setBody(body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:twice", "direct:wiretap", "direct:multicast"})
    void laterStepsReadItAsOftenAsTheyLike(String route) {
        assertThat(send(route, cat()).getException()).isNull();

        sawVideos(2);
    }

    @Test
    void branchesReadItSideBySide() {
        assertThat(send("direct:parallel", cat()).getException()).isNull();

        sawVideos(4);
    }

    @Test
    void videosOfASplitLiveAsLongAsTheWhole() {
        assertThat(send("direct:split", cat() + "\n" + dog()).getException()).isNull();

        await().untilAsserted(() -> assertThat(seen).hasSize(2));
        seen.forEach(StreamOutputIT::isVideo);
    }

    @Test
    void routeWithoutStreamCachingHasItOnDiskToo() {
        assertThat(send("direct:uncached", cat()).getException()).isNull();

        sawVideos(1);
    }

    @Test
    void videoIsSentThroughAQueue() {
        template.sendBody("direct:seda", cat());

        sawVideos(1);
    }

    @Test
    void fileEndpointWritesIt() throws Exception {
        template.sendBodyAndHeader("direct:file", cat(), "name", "cat.mp4");

        isVideo(Files.readAllBytes(outbox.resolve("cat.mp4")));
    }

    @Test
    void callerWhoWantsBytesGetsThem() {
        isVideo(template.requestBody("direct:plain", cat(), byte[].class));
        isVideo(template.requestBody(STEP, cat(), byte[].class));
    }

    @Test
    void errorForAStreamOutsideItsExchangeNamesTheAlternative() {
        Object body = template.requestBody("direct:plain", (Object) cat());

        assertThat(body).isInstanceOf(StreamCache.class);
        assertThatThrownBy(() -> ((InputStream) body).read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("byte[]")
                .hasMessageContaining("output=file");
    }

    @Test
    void exchangeThatFailsLaterLeavesNothing() {
        assertThat(send("direct:fails", cat()).getException())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void bodyIsWhatAStreamCacheIs() {
        Exchange answer = send("direct:look", cat());

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getHeader(Exchange.CONTENT_TYPE)).isEqualTo("video/mp4");
        assertThat(answer.getMessage().getHeader(Exchange.CONTENT_LENGTH, Long.class))
                .isEqualTo(seen.get(0).length);
    }

    private void look(Exchange exchange) throws IOException {
        assertThat(files()).hasSize(1);
        StreamCache body = exchange.getMessage().getBody(StreamCache.class);
        assertThat(body.inMemory()).isFalse();
        assertThat(body.position()).isEqualTo(-1);
        assertThat(body).hasToString("SpooledVideo[" + body.length() + " bytes]");
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        body.writeTo(whole);
        assertThat(whole.size()).isEqualTo((int) body.length());
        body.reset();
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        body.writeTo(again);
        assertThat(again.toByteArray()).isEqualTo(whole.toByteArray());
        seen.add(whole.toByteArray());
    }

    @Test
    void headerMayChooseIt() {
        Exchange answer =
                template.send(
                        "refvideo:generate",
                        e -> {
                            e.getMessage().setHeaders(Map.of("CamelRefVideoOutput", "stream"));
                            e.getMessage().setBody(cat());
                        });

        assertThat(answer.getMessage().getBody()).isInstanceOf(StreamCache.class);
    }
}

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
package io.github.refvideo.simulator;

import static io.github.refvideo.simulator.GatewayClient.body;
import static io.github.refvideo.simulator.GatewayClient.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.media.Delivery;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Videos have the size that a test configures, and still contain the rendered video. */
class LargeVideoIT {
    private static final long THREE_GIBIBYTES = 3L << 30;

    @RegisterExtension
    static final RefVideoSimulatorExtension EXTENSION =
            RefVideoSimulatorExtension.create(builder -> builder.fetchReferences(false));

    private RefVideoSimulator sim;
    private GatewayClient client;
    private String job;
    private String url;
    private byte[] rendered;

    @BeforeEach
    void finishedVideo(RefVideoSimulator simulator) {
        sim = simulator;
        client = new GatewayClient(sim);
        job = client.startedJob(body("https://e.com/a.png"));
        url = client.state(job).at("/videos/0/url").asText();
        rendered = get(url).body();
    }

    @Test
    void videoIsPaddedToItsSize() {
        int size = rendered.length + 100_000;
        sim.videoBytes(size);

        byte[] video = get(url).body();

        assertThat(video).hasSize(size).startsWith(rendered);
        ByteBuffer box = ByteBuffer.wrap(video, rendered.length, 100_000);
        assertThat(box.getInt()).isEqualTo(100_000);
        byte[] type = new byte[4];
        box.get(type);
        assertThat(type).asString(StandardCharsets.US_ASCII).isEqualTo("free");
        sim.videoBytes(0);
        assertThat(get(url).body()).isEqualTo(rendered);
    }

    @Test
    void threeGibibytesCanBeReadAtAnyPlace() {
        sim.videoBytes(THREE_GIBIBYTES);

        HttpResponse<byte[]> end = get(url, "range", "bytes=-5");
        HttpResponse<byte[]> middle = get(url, "range", "bytes=2500000000-2500000009");

        assertThat(end.headers().firstValue("content-range"))
                .hasValue(
                        "bytes "
                                + (THREE_GIBIBYTES - 5)
                                + "-"
                                + (THREE_GIBIBYTES - 1)
                                + "/"
                                + THREE_GIBIBYTES);
        assertThat(middle.statusCode()).isEqualTo(206);
        assertThat(middle.body()).hasSize(10).containsOnly(0);
        byte[] border =
                get(url, "range", "bytes=" + (rendered.length - 3) + "-" + (rendered.length + 7))
                        .body();
        assertThat(border)
                .startsWith(Arrays.copyOfRange(rendered, rendered.length - 3, rendered.length))
                .endsWith("free".getBytes(StandardCharsets.US_ASCII));
        assertThat(get(url, "range", "bytes=" + THREE_GIBIBYTES + "-").statusCode()).isEqualTo(416);
    }

    @Test
    void hundredsOfMegabytesGoOutWithoutMuchMemory() throws Exception {
        long size = 400_000_000;
        sim.videoBytes(size);

        assertThat(bytesOf(url, "x", "y")).isEqualTo(size);
        await().untilAsserted(() -> sim.assertThat().everyPaidJobDelivered());
    }

    @Test
    void boxBeyondFourGibibytesHasALongSize() {
        long size = 5L << 30;
        sim.videoBytes(size);

        byte[] head =
                get(url, "range", "bytes=" + rendered.length + "-" + (rendered.length + 15)).body();

        ByteBuffer box = ByteBuffer.wrap(head);
        assertThat(box.getInt()).isEqualTo(1);
        assertThat(box.getInt()).isEqualTo(0x66726565);
        assertThat(box.getLong()).isEqualTo(size - rendered.length);
    }

    @Test
    void entityTagBelongsToTheSize() {
        String first = tag();
        sim.videoBytes(rendered.length + 8);
        String second = tag();

        assertThat(second).isNotEqualTo(first).isEqualTo(tag());
        assertThat(get(url, "range", "bytes=0-9", "if-range", second).statusCode()).isEqualTo(206);
        assertThat(get(url, "range", "bytes=0-9", "if-range", first).statusCode()).isEqualTo(200);
    }

    @Test
    void oneJobMayHaveASizeOfItsOwn() {
        String other = client.startedJob(body("https://e.com/b.png"));
        String otherUrl = client.state(other).at("/videos/0/url").asText();
        sim.videoBytes(job, rendered.length + 1000);

        assertThat(get(url).body()).hasSize(rendered.length + 1000);
        assertThat(get(otherUrl).body().length).isNotEqualTo(rendered.length + 1000);
    }

    @Test
    void sizeThatCannotBeHadIsSaidSo() {
        sim.videoBytes(rendered.length + 7);
        assertThat(get(url).statusCode()).isEqualTo(500);
        assertThat(get(url).body()).asString().contains(Integer.toString(rendered.length));
        sim.videoBytes(10);
        assertThat(get(url).statusCode()).isEqualTo(500);
        assertThatIllegalArgumentException().isThrownBy(() -> sim.videoBytes(-1));
    }

    @Test
    void downloadIsThrottled() throws IOException {
        sim.videoBytes(10_000_000);
        sim.videoPace(200_000);
        long started = System.nanoTime();
        try (InputStream in = stream(url)) {
            assertThat(in.readNBytes(100_000)).hasSize(100_000);
        }
        double seconds = (System.nanoTime() - started) / 1e9;

        assertThat(seconds).isBetween(0.4, 8.0);
        await().untilAsserted(
                        () -> assertThat(sim.ledger().deliveriesByJob()).containsEntry(job, 1));
    }

    @Test
    void brokenDownloadIsReadButNotDelivered() {
        sim.reset();
        String again = client.startedJob(body("https://e.com/c.png"));
        String link = client.state(again).at("/videos/0/url").asText();
        sim.faults().on(Step.RESULT).times(1).inject(Fault.cutAfter(100));

        assertThat(catchIt(link)).isTrue();
        assertThat(sim.ledger().readingsByJob()).containsEntry(again, 1);
        // The last delivery of the previous test may be recorded only now.
        assertThat(sim.ledger().deliveriesByJob()).doesNotContainKey(again);

        get(link, "range", "bytes=100-");
        assertThat(sim.ledger().readingsByJob()).containsEntry(again, 2);
        await().until(() -> sim.ledger().deliveriesByJob().containsKey(again));
    }

    @Test
    void inlineVideoOfAnySizeIsStreamedInBothFlows() throws Exception {
        long size = 50_000_000;
        try (RefVideoSimulator inline =
                RefVideoSimulator.builder()
                        .fetchReferences(false)
                        .renderVideos(false)
                        .delivery(Delivery.BASE64)
                        .videoBytes(size)
                        .start()) {
            GatewayClient veo = new GatewayClient(inline);
            String id = veo.startedJob(body("https://e.com/a.png"));
            String state = veo.status(id).body();
            byte[] polled = inlineData(state);
            assertThat(state).startsWith("{\"status\":\"completed\"").endsWith("}");
            assertThat(polled).hasSize((int) size);
            assertThat(new String(polled, 4, 4, StandardCharsets.US_ASCII)).isEqualTo("ftyp");

            String events = veo.stream(body("https://e.com/a.png")).body();
            assertThat(Arrays.equals(inlineData(events), polled)).isTrue();
            assertThat(events).contains("data: {\"type\":\"result\"").endsWith("}\n\n");
            await().untilAsserted(() -> inline.assertThat().everyPaidJobDelivered());
        }
    }

    @Test
    void inlineVideoCanBeCutOff() {
        try (RefVideoSimulator inline =
                RefVideoSimulator.builder()
                        .fetchReferences(false)
                        .renderVideos(false)
                        .delivery(Delivery.BASE64)
                        .videoBytes(1_000_000)
                        .start()) {
            GatewayClient veo = new GatewayClient(inline);
            String id = veo.startedJob(body("https://e.com/a.png"));
            inline.faults().on(Step.STATUS).times(1).inject(Fault.truncatedJson());

            org.assertj.core.api.Assertions.assertThatThrownBy(() -> veo.status(id))
                    .isInstanceOf(java.io.UncheckedIOException.class);
            assertThat(inline.ledger().deliveriesByJob()).isEmpty();
            assertThat(veo.state(id).at("/videos/0/data").asText().length())
                    .isCloseTo(1_333_336, within(4));
        }
    }

    /** Parsed by hand, because JSON parsers reject texts of that length. */
    private static byte[] inlineData(String json) {
        int begin = json.indexOf("\"data\":\"") + 8;
        return Base64.getDecoder().decode(json.substring(begin, json.indexOf('"', begin)));
    }

    private String tag() {
        return get(url, "range", "bytes=0-0").headers().firstValue("etag").orElseThrow();
    }

    private static boolean catchIt(String link) {
        try {
            get(link);
            return false;
        } catch (java.io.UncheckedIOException e) {
            return true;
        }
    }

    private static long bytesOf(String link, String... header) throws IOException {
        try (InputStream in = stream(link, header)) {
            byte[] buffer = new byte[1 << 16];
            long total = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                total += read;
            }
            return total;
        }
    }

    private static InputStream stream(String link, String... header) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(link));
        if (header.length > 0) {
            request.headers(header);
        }
        return GatewayClient.send(request.build(), HttpResponse.BodyHandlers.ofInputStream())
                .body();
    }
}

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

import static io.github.refvideo.simulator.BlobClient.code;
import static io.github.refvideo.simulator.BlobClient.text;
import static io.github.refvideo.simulator.GatewayClient.body;
import static io.github.refvideo.simulator.GatewayClient.get;
import static io.github.refvideo.simulator.GatewayClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.simulator.fault.Step;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A stored blob is publicly readable until it is deleted. */
class BlobFlowTest {
    private static final byte[] IMAGE = TestImages.png(0x336699);
    private static final int PART = 5 << 20;

    @RegisterExtension
    static final RefVideoSimulatorExtension EXTENSION =
            RefVideoSimulatorExtension.create(builder -> builder.withoutQuotas());

    private RefVideoSimulator sim;
    private BlobClient client;

    @BeforeEach
    void client(RefVideoSimulator simulator) {
        sim = simulator;
        client = new BlobClient(sim);
    }

    @Test
    void uploadIsReadUnderItsAddressUntilItIsDeleted() {
        JsonNode put = json(client.put("refs/my cat+1.png", IMAGE));
        String url = put.path("url").asText();

        assertThat(url).startsWith(sim.baseUrl()).endsWith("/refs/my%20cat+1.png");
        assertThat(put.path("pathname").asText()).isEqualTo("refs/my cat+1.png");
        assertThat(put.path("contentType").asText()).isEqualTo("image/png");
        assertThat(put.path("contentDisposition").asText()).contains("my cat+1.png");
        assertThat(put.path("downloadUrl").asText()).isEqualTo(url + "?download=1");
        HttpResponse<byte[]> read = get(url);
        assertThat(read.body()).isEqualTo(IMAGE);
        assertThat(read.headers().firstValue("content-type")).hasValue("image/png");
        assertThat(read.headers().firstValue("etag")).hasValue(put.path("etag").asText());
        assertThat(read.headers().firstValue("cache-control")).hasValue("public, max-age=2592000");
        assertThat(read.headers().firstValue("x-vercel-id")).isPresent();

        assertThat(client.delete(url).statusCode()).isEqualTo(200);
        assertThat(get(url).statusCode()).isEqualTo(404);
        assertThat(code(client.head(url))).isEqualTo("404 not_found");
        sim.assertThat()
                .uploadedBlobs(1)
                .noBlobLeft()
                .readsOfBlob("refs/my cat+1.png")
                .exactly(1)
                .received(Step.BLOB_FETCH)
                .exactly(2);
    }

    @Test
    void rangesAndEntityTagsWorkAsWithAnyHost() {
        String url = client.uploaded("a.bin", new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
        String etag = get(url).headers().firstValue("etag").orElseThrow();

        assertThat(get(url, "range", "bytes=3-5").body()).containsExactly(3, 4, 5);
        assertThat(get(url, "range", "bytes=3-5", "if-range", etag).statusCode()).isEqualTo(206);
        assertThat(get(url, "range", "bytes=3-5", "if-range", "\"x\"").statusCode()).isEqualTo(200);
        assertThat(get(url, "range", "bytes=10-").statusCode()).isEqualTo(416);
        assertThat(get(url, "if-none-match", etag).statusCode()).isEqualTo(304);
        assertThat(get(url, "if-none-match", etag).body()).isEmpty();
    }

    @Test
    void metadataIsReadByUrlOrPathname() {
        String url = client.uploaded("refs/a.png", IMAGE, "x-cache-control-max-age", "60");

        for (String name : new String[] {url, "refs/a.png"}) {
            JsonNode known = json(client.head(name));
            assertThat(known.path("url").asText()).isEqualTo(url);
            assertThat(known.path("size").asInt()).isEqualTo(IMAGE.length);
            assertThat(known.path("cacheControl").asText()).contains("max-age=60");
            assertThat(known.path("uploadedAt").asText())
                    .startsWith(sim.clock().instant().toString().substring(0, 10));
        }
        client.uploaded("other.png", IMAGE);
        assertThat(json(client.list("refs/")).path("blobs")).hasSize(1);
        assertThat(json(client.list("")).path("blobs")).hasSize(2);
    }

    @Test
    void randomSuffixMakesAnotherNameEachTime() {
        String first = client.uploaded("refs/a.png", IMAGE, "x-add-random-suffix", "1");
        String second = client.uploaded("refs/a.png", IMAGE, "x-add-random-suffix", "1");

        assertThat(first).isNotEqualTo(second).endsWith(".png").contains("/refs/a-");
        assertThat(get(first).body()).isEqualTo(get(second).body());
        sim.assertThat().uploadedBlobs(2);
        assertThatThrownBy(() -> sim.assertThat().everyContentUploadedAtMostOnce())
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> sim.assertThat().noBlobLeft())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("refs/a-");
    }

    @Test
    void overwritingReplacesTheContentUnderTheSameAddress() {
        String url = client.uploaded("a.txt", "old".getBytes());

        client.uploaded("a.txt", "new".getBytes(), "x-allow-overwrite", "1");

        assertThat(get(url).body()).asString().isEqualTo("new");
        client.delete("a.txt");
        sim.assertThat().uploadedBlobs(2).everyContentUploadedAtMostOnce().noBlobLeft();
    }

    @Test
    void partsBecomeOneBlob() {
        byte[] whole = random(2 * PART + 1000);

        HttpResponse<String> done =
                client.inParts(
                        "refs/clip.mp4",
                        Arrays.copyOfRange(whole, 0, PART),
                        Arrays.copyOfRange(whole, PART, 2 * PART),
                        Arrays.copyOfRange(whole, 2 * PART, whole.length));

        String url = text(done, "/url");
        assertThat(get(url).body()).isEqualTo(whole);
        assertThat(get(url, "range", "bytes=" + (PART - 2) + "-" + (PART + 1)).body())
                .isEqualTo(Arrays.copyOfRange(whole, PART - 2, PART + 2));
        assertThat(sim.openFiles()).isEqualTo(2);
        client.delete(url);
        await().until(() -> sim.openFiles() == 0);
        sim.assertThat()
                .uploadedBlobs(1)
                .noBlobLeft()
                .noUploadLeftOpen()
                .received(Step.BLOB_PART)
                .exactly(3);
    }

    @Test
    void repeatedPartReplacesTheEarlierOne() {
        String id = text(client.create("a.bin"), "/uploadId");
        client.part("a.bin", id, 1, random(300_000));
        byte[] again = random(400_000);
        String etag = text(client.part("a.bin", id, 1, again), "/etag");

        String url = text(client.complete("a.bin", id, java.util.List.of(etag)), "/url");

        assertThat(get(url).body()).isEqualTo(again);
        assertThat(sim.openFiles()).isEqualTo(1);
    }

    @Test
    void incompleteMultipartUploadIsReported() {
        client.create("a.bin");

        assertThatThrownBy(() -> sim.assertThat().noUploadLeftOpen())
                .isInstanceOf(AssertionError.class);
        sim.assertThat().uploadedBlobs(0).noBlobLeft();
    }

    @Test
    void bothServicesFetchTheirReferencesFromTheStore() {
        String url = client.uploaded("refs/cat.png", IMAGE);
        GatewayClient gateway = new GatewayClient(sim);
        String job = gateway.startedJob(body(url));
        DashScopeClient dashscope = new DashScopeClient(sim);
        String task = dashscope.createdTask(DashScopeClient.body(url));

        await().until(() -> gateway.state(job).path("status").asText().equals("completed"));
        await().until(() -> dashscope.state(task).equals("SUCCEEDED"));

        sim.assertThat().uploadedBlobs(1).readsOfBlob("refs/cat.png").atLeast(1);
        client.delete(url);
        String late = gateway.startedJob(body(url));
        await().until(() -> gateway.state(late).path("status").asText().equals("error"));
    }

    @Test
    void deletionDuringAReadingLetsTheReadingFinish() throws Exception {
        byte[] content = random(20 << 20);
        String url = client.uploaded("big.bin", content);
        try (RawSocket socket = new RawSocket(sim)) {
            socket.get(url.substring(sim.baseUrl().length()));
            socket.readUntil("\r\n\r\n", 1);
            client.delete(url);

            assertThat(sim.openFiles()).isEqualTo(1);
            assertThat(socket.readBytes(content.length)).isEqualTo(content);
        }
        await().until(() -> sim.openFiles() == 0);
    }

    @Test
    void resetForgetsBlobsAndTheirFiles() {
        String url = client.uploaded("big.bin", random(1 << 20));
        assertThat(sim.openFiles()).isEqualTo(1);

        sim.reset();

        assertThat(get(url).statusCode()).isEqualTo(404);
        await().until(() -> sim.openFiles() == 0);
        sim.assertThat().uploadedBlobs(0).noBlobLeft();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}

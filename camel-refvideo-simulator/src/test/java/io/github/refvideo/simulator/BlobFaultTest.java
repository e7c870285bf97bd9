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
import static io.github.refvideo.simulator.GatewayClient.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.RetryHint;
import io.github.refvideo.simulator.fault.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults can be injected at every step of the blob store, and leave no file behind. */
class BlobFaultTest {
    private static final byte[] BYTES = new byte[1 << 20];

    @RegisterExtension
    static final RefVideoSimulatorExtension EXTENSION = RefVideoSimulatorExtension.create();

    private RefVideoSimulator sim;
    private BlobClient client;

    @BeforeEach
    void client(RefVideoSimulator simulator) {
        sim = simulator;
        client = new BlobClient(sim);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 402, 403, 404, 408, 409, 413, 422, 429, 500, 502, 503, 504})
    void statusOncePerStepHasTheStoresOwnForm(int status) {
        for (Step step : List.of(Step.BLOB_PUT, Step.BLOB_DELETE, Step.BLOB_HEAD)) {
            sim.faults().on(step).times(1).inject(Fault.status(status));
        }

        assertThat(code(client.put("a", BYTES))).startsWith(status + " ").hasSizeGreaterThan(5);
        assertThat(code(client.delete("a"))).startsWith(status + " ");
        assertThat(code(client.head("a"))).startsWith(status + " ");
        assertThat(client.put("a", BYTES).statusCode()).isEqualTo(200);
        sim.assertThat().uploadedBlobs(1);
        assertThat(sim.openFiles()).isEqualTo(1);
    }

    @Test
    void eachStepOfAnUploadInPartsFailsByItself() {
        sim.faults().on(Step.BLOB_CREATE).times(1).inject(Fault.status(503));
        assertThat(code(client.create("a"))).isEqualTo("503 service_unavailable");
        String id = text(client.create("a"), "/uploadId");
        sim.faults().on(Step.BLOB_PART).times(1).inject(Fault.status(500));
        assertThat(code(client.part("a", id, 1, BYTES))).isEqualTo("500 internal_server_error");
        String etag = text(client.part("a", id, 1, BYTES), "/etag");
        sim.faults()
                .on(Step.BLOB_COMPLETE)
                .times(1)
                .inject(Fault.parse("blob-error=403:forbidden"));
        assertThat(code(client.complete("a", id, List.of(etag)))).isEqualTo("403 forbidden");
        assertThat(client.complete("a", id, List.of(etag)).statusCode()).isEqualTo(200);
        assertThat(sim.openFiles()).isEqualTo(1);
    }

    @Test
    void anyCodeOfTheStoreCanBeHad() {
        sim.faults().on(Step.BLOB_PUT).inject(Fault.blobError(403, "store_suspended"));

        assertThat(code(client.put("a", BYTES))).isEqualTo("403 store_suspended");
    }

    @ParameterizedTest
    @EnumSource(RetryHint.class)
    void rateLimitComesWithEveryFormOfHint(RetryHint hint) {
        sim.faults().on(Step.BLOB_PUT).inject(Fault.rateLimited(hint));

        HttpResponse<String> response = client.put("a", BYTES);

        assertThat(code(response)).isEqualTo("429 rate_limited");
        assertThat(response.headers().firstValue("retry-after").isPresent())
                .isEqualTo(hint != RetryHint.MISSING && hint != RetryHint.MILLIS);
    }

    @Test
    void lostAnswerOfAnUploadLeavesTheBlobThere() {
        sim.faults().on(Step.BLOB_PUT).times(1).inject(Fault.resetAfterRead());

        assertThatThrownBy(() -> client.put("a", BYTES)).isInstanceOf(UncheckedIOException.class);

        assertThat(code(client.put("a", BYTES))).isEqualTo("400 bad_request");
        assertThat(client.put("a", BYTES, "x-allow-overwrite", "1").statusCode()).isEqualTo(200);
        sim.assertThat().uploadedBlobs(2);
        assertThat(sim.ledger().blobs().present()).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reset-before-read", "reset-while-reading=300000"})
    void brokenUploadLeavesNothing(String fault) {
        sim.faults().on(Step.BLOB_PUT).times(1).inject(Fault.parse(fault));

        assertThatThrownBy(() -> client.put("a", new byte[8 << 20]))
                .isInstanceOf(UncheckedIOException.class);

        await().until(() -> sim.openFiles() == 0);
        sim.assertThat().uploadedBlobs(0).noBlobLeft();
    }

    @Test
    void abortedUploadLeavesNoFile() throws IOException {
        try (RawSocket socket = new RawSocket(sim)) {
            socket.write(
                    "PUT /api/blob/?pathname=a HTTP/1.1\r\nhost: x\r\ncontent-length: 9000000\r\n\r\n");
            socket.write("x".repeat(2_000_000));
            await().until(() -> sim.openFiles() == 1);
        }

        await().until(() -> sim.openFiles() == 0);
        sim.assertThat().uploadedBlobs(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status=404", "status=503", "html-page", "garbage", "zero-bytes"})
    void readFailsByName(String fault) {
        String url = client.uploaded("a.png", BYTES);
        sim.faults().on(Step.BLOB_FETCH).times(1).inject(Fault.parse(fault));

        assertThat(get(url).body()).isNotEqualTo(BYTES);
        assertThat(get(url).body()).isEqualTo(BYTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut-after=1000", "wrong-length", "truncated-json"})
    void readingEndsTooEarly(String fault) {
        String url = client.uploaded("a.png", BYTES);
        sim.faults().on(Step.BLOB_FETCH).times(1).inject(Fault.parse(fault));

        assertThatThrownBy(() -> get(url)).isInstanceOf(UncheckedIOException.class);
        assertThat(get(url).body()).isEqualTo(BYTES);
        client.delete(url);
        await().until(() -> sim.openFiles() == 0);
    }
}

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
import static io.github.refvideo.simulator.GatewayClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.simulator.blob.BlobAccess;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The blob store rejects invalid calls with the status and code of the real one. */
class BlobRulesTest {
    private static final byte[] BYTES = "content".getBytes(StandardCharsets.UTF_8);
    private static final int PART = 5 << 20;

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
    @NullSource
    @ValueSource(
            strings = {
                "secret",
                "vercel_blob_rw_",
                "vercel_blob_rw_store",
                "vercel_blob_client_store_abc",
                "vercel_blob_rw_store_"
            })
    void missingOrMalformedTokenIsForbidden(String token) {
        BlobClient stranger = new BlobClient(sim, token);

        assertThat(code(stranger.put("a.png", BYTES))).isEqualTo("403 forbidden");
        assertThat(code(stranger.delete("a.png"))).isEqualTo("403 forbidden");
        assertThat(code(stranger.head("a.png"))).isEqualTo("403 forbidden");
        assertThat(code(stranger.create("a.png"))).isEqualTo("403 forbidden");
        sim.assertThat().uploadedBlobs(0);
    }

    @Test
    void onlyTheNamedTokenIsTakenOnceOneIsNamed() {
        String token = "vercel_blob_rw_mine_s3cret";
        try (RefVideoSimulator strict =
                RefVideoSimulator.builder().acceptBlobToken(token).start()) {
            assertThat(code(new BlobClient(strict).put("a.png", BYTES))).isEqualTo("403 forbidden");
            assertThat(new BlobClient(strict, token).uploaded("a.png", BYTES)).contains("/mine/");
        }
    }

    @Test
    void storesOfTwoTokensAreApart() {
        BlobClient other = new BlobClient(sim, "vercel_blob_rw_other_x");
        String url = client.uploaded("a.png", BYTES);

        assertThat(code(other.head(url))).isEqualTo("404 not_found");
        assertThat(other.delete(url).statusCode()).isEqualTo(200);
        assertThat(get(url).statusCode()).isEqualTo(200);
        assertThat(other.uploaded("a.png", BYTES)).isNotEqualTo(url);
        assertThat(code(other.put("b.png", BYTES, "x-vercel-blob-store-id", "simulatedStore01")))
                .isEqualTo("403 forbidden");
    }

    @Test
    void accessMustBeThatOfTheStore() {
        assertThat(code(client.put("a.png", BYTES, "x-vercel-blob-access", "private")))
                .isEqualTo("400 bad_request");
        assertThat(code(client.put("a.png", BYTES, "x-vercel-blob-access", "")))
                .isEqualTo("400 bad_request");
        assertThat(code(client.create("a.png", "x-vercel-blob-access", "private")))
                .isEqualTo("400 bad_request");
    }

    @Test
    void existingPathnameIsRefusedUnlessItMayBeOverwritten() {
        String etag = text(client.put("a.png", BYTES), "/etag");

        HttpResponse<String> again = client.put("a.png", BYTES);
        assertThat(code(again)).isEqualTo("400 bad_request");
        assertThat(again.body()).contains("already exists");
        assertThat(code(client.create("a.png"))).isEqualTo("400 bad_request");
        assertThat(client.put("a.png", BYTES, "x-allow-overwrite", "1").statusCode())
                .isEqualTo(200);
        assertThat(client.put("a.png", BYTES, "x-if-match", etag).statusCode()).isEqualTo(200);
        assertThat(code(client.put("a.png", BYTES, "x-if-match", "\"other\"")))
                .isEqualTo("412 precondition_failed");
        assertThat(code(client.deleteWith(List.of("a.png"), "x-if-match", "\"other\"")))
                .isEqualTo("412 precondition_failed");
        assertThat(code(client.deleteWith(List.of("a.png", "b"), "x-if-match", etag)))
                .isEqualTo("400 bad_request");
    }

    @Test
    void pathnameHasItsRules() {
        assertThat(code(client.put("", BYTES))).isEqualTo("400 bad_request");
        assertThat(code(client.put("a//b.png", BYTES))).isEqualTo("400 bad_request");
        assertThat(code(client.put("a".repeat(951), BYTES))).isEqualTo("400 bad_request");
        assertThat(client.put("a".repeat(950), BYTES).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"59,400", "60,200", "soon,400", "-1,400"})
    void cachesMayKeepItForAMinuteAtLeast(String seconds, int status) {
        assertThat(client.put("a.png", BYTES, "x-cache-control-max-age", seconds).statusCode())
                .isEqualTo(status);
    }

    @Test
    void emptyBodyIsRefused() {
        assertThat(code(client.put("a.png", new byte[0]))).isEqualTo("400 bad_request");
        assertThat(code(client.post("/delete", "{}"))).isEqualTo("400 bad_request");
        assertThat(code(client.post("/delete", "no json"))).isEqualTo("400 bad_request");
        assertThat(code(client.post("/mpu?pathname=a", ""))).isEqualTo("400 bad_request");
    }

    @Test
    void deletionOfAMissingBlobIsNotAnError() {
        assertThat(client.delete("nothing.png", "https://elsewhere.example/x").statusCode())
                .isEqualTo(200);
    }

    @Test
    void partsBelongToTheirUpload() {
        String id = text(client.create("a.bin"), "/uploadId");

        assertThat(code(client.part("a.bin", "unknown", 1, BYTES))).isEqualTo("404 not_found");
        assertThat(code(client.part("b.bin", id, 1, BYTES))).isEqualTo("400 bad_request");
        assertThat(code(client.part("a.bin", id, 0, BYTES))).isEqualTo("400 bad_request");
        assertThat(code(client.part("a.bin", id, 1, new byte[0]))).isEqualTo("400 bad_request");
        assertThat(code(client.complete("a.bin", "unknown", List.of("x"))))
                .isEqualTo("404 not_found");
        assertThat(code(client.complete("a.bin", id, List.of("\"wrong\""))))
                .isEqualTo("400 bad_request");
        assertThat(code(client.complete("a.bin", id, List.of()))).isEqualTo("400 bad_request");
        sim.assertThat().uploadedBlobs(0);
    }

    @Test
    void partsAreAsLargeAsTheFirstAndNotSmallExceptTheLast() {
        assertThat(code(client.inParts("small", new byte[PART - 1], BYTES)))
                .isEqualTo("400 bad_request");
        assertThat(code(client.inParts("uneven", new byte[PART], new byte[PART + 1], BYTES)))
                .isEqualTo("400 bad_request");
        assertThat(code(client.inParts("long-end", new byte[PART], new byte[PART + 1])))
                .isEqualTo("400 bad_request");
        assertThat(client.inParts("fine", new byte[PART], new byte[PART]).statusCode())
                .isEqualTo(200);
        assertThat(client.inParts("one", BYTES).statusCode()).isEqualTo(200);
    }

    @Test
    void quotaIsAnsweredWithRateLimitedAndATime() {
        try (RefVideoSimulator slow = RefVideoSimulator.builder().blobQuota(1).start()) {
            BlobClient eager = new BlobClient(slow);
            eager.head("a");

            HttpResponse<String> second = eager.head("a");

            assertThat(code(second)).isEqualTo("429 rate_limited");
            assertThat(second.headers().firstValue("retry-after")).hasValue("1");
        }
    }

    @Test
    void privateStoreIsReadWithItsTokenOrASignedAddress() {
        try (RefVideoSimulator closed =
                RefVideoSimulator.builder().blobAccess(BlobAccess.PRIVATE).start()) {
            BlobClient owner = new BlobClient(closed);
            String url = owner.uploaded("a b.png", BYTES, "x-vercel-blob-access", "private");

            assertThat(get(url).statusCode()).isEqualTo(403);
            assertThat(get(url, "authorization", "Bearer vercel_blob_rw_other_x").statusCode())
                    .isEqualTo(403);
            assertThat(get(url, "authorization", "Bearer " + RefVideoSimulator.BLOB_TOKEN).body())
                    .isEqualTo(BYTES);
            JsonNode grant =
                    json(
                            owner.post(
                                    "/signed-token",
                                    "{\"pathname\":\"a b.png\",\"operations\":[\"get\"]}"));
            assertThat(get(signed(url, grant, "a b.png")).body()).isEqualTo(BYTES);
            assertThat(get(signed(url, grant, "other.png")).statusCode()).isEqualTo(403);
            closed.clock().advance(Duration.ofHours(1));
            assertThat(get(signed(url, grant, "a b.png")).statusCode()).isEqualTo(403);
            assertThat(code(owner.post("/signed-token", "{\"validUntil\":1}")))
                    .isEqualTo("400 bad_request");
        }
    }

    private static String signed(String url, JsonNode grant, String pathname) {
        String lines = "operation=get\npathname=" + pathname;
        return url
                + "?vercel-blob-delegation="
                + grant.path("delegationToken").asText()
                + "&vercel-blob-signature="
                + hmac(grant.path("clientSigningToken").asText(), lines);
    }

    private static String hmac(String key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

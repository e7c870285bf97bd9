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
package io.github.refvideo.camel.internal.reference.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.refvideo.camel.internal.http.RawServer;
import io.github.refvideo.camel.internal.provider.ServiceCredential;
import io.github.refvideo.camel.internal.provider.dashscope.DashscopeSettings;
import io.github.refvideo.camel.internal.reference.store.UploadPolicyCache.UploadPolicy;
import io.github.refvideo.camel.internal.time.ManualTimer;
import io.github.refvideo.camel.spi.ReferenceStoreException;
import io.github.refvideo.camel.spi.StoredReference;
import io.github.refvideo.simulator.RefVideoSimulator;
import io.github.refvideo.simulator.RefVideoSimulatorExtension;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.ledger.RecordedRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DashscopeStoreTest extends StoreTestKit {

    private static final String KEY = "sk-canary-4711";
    private static final String MODEL = "wan2.6-r2v";

    @RegisterExtension
    static final RefVideoSimulatorExtension SIMULATOR =
            RefVideoSimulatorExtension.create(simulator -> simulator.withoutQuotas());

    private final RefVideoSimulator simulator = SIMULATOR.simulator();

    private DashscopeStore store(String baseUrl) {
        return new DashscopeStore(
                new DashscopeSettings(
                        baseUrl,
                        null,
                        new ServiceCredential(KEY, "api-key"),
                        null,
                        Map.of("x-extra", "1"),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(2)),
                http,
                timer);
    }

    private DashscopeStore store() {
        return store(simulator.dashscopeUrl());
    }

    @Test
    void uploadIsForItsModelAndForTwoDays() throws Exception {
        DashscopeStore store = store();
        Instant before = Instant.now();

        StoredReference stored = value(store.store(image(1), "alibaba/wan-v2.6-r2v", LONG));

        assertThat(store.boundToModel()).isTrue();
        assertThat(stored.url()).matches("oss://dashscope-instant/.+/[0-9a-f-]{36}\\.png");
        assertThat(stored.expires())
                .isBetween(
                        before.plus(Duration.ofHours(48)),
                        Instant.now().plus(Duration.ofHours(48)));
        RecordedRequest policy = simulator.ledger().requestLog(Step.DASHSCOPE_POLICY).get(0);
        assertThat(policy.query()).isEqualTo("action=getPolicy&model=wan2.6-r2v");
        assertThat(policy.header("x-extra")).contains("1");
    }

    @Test
    void uploadCarriesNoKeyAndTheFileLast() throws Exception {
        value(store().store(TestMedia.of("image/png", "the image".getBytes()), MODEL, LONG));

        RecordedRequest upload = simulator.ledger().requestLog(Step.DASHSCOPE_UPLOAD).get(0);
        assertThat(upload.header("authorization")).isEmpty();
        assertThat(upload.header("x-extra")).isEmpty();
        assertThat(upload.headers().toString() + upload.body()).doesNotContain("canary");
        assertThat(upload.header("content-type").orElseThrow())
                .startsWith("multipart/form-data; boundary=");
        assertThat(upload.body())
                .containsSubsequence(
                        "name=\"OSSAccessKeyId\"",
                        "name=\"Signature\"",
                        "name=\"policy\"",
                        "name=\"x-oss-object-acl\"",
                        "name=\"x-oss-forbid-overwrite\"",
                        "name=\"key\"",
                        "name=\"success_action_status\"\r\n\r\n200\r\n",
                        "name=\"x-oss-content-type\"\r\n\r\nimage/png\r\n",
                        "name=\"file\"; filename=",
                        "Content-Type: image/png\r\n\r\nthe image\r\n--");
        assertThat(upload.body()).endsWith("--\r\n");
    }

    @Test
    void onePolicyIsUsedForManyUploads() throws Exception {
        DashscopeStore store = store();
        List<CompletableFuture<StoredReference>> all = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
            all.add(store.store(image(i), MODEL, LONG));
        }
        for (CompletableFuture<StoredReference> one : all) {
            value(one);
        }

        assertThat(all.stream().map(stored -> stored.join().url()).distinct()).hasSize(8);
        simulator.assertThat().received(Step.DASHSCOPE_POLICY).exactly(1);
        value(store.store(image(1), "wan2.6-r2v-flash", LONG));
        simulator.assertThat().received(Step.DASHSCOPE_POLICY).exactly(2);
    }

    @Test
    void rejectedPolicyIsRenewedOnce() throws Exception {
        DashscopeStore store = store();
        value(store.store(image(1), MODEL, LONG));
        simulator.clock().advance(Duration.ofMinutes(6));

        StoredReference stored = value(store.store(image(2), MODEL, LONG));

        assertThat(stored.url()).startsWith("oss://");
        simulator.assertThat().received(Step.DASHSCOPE_POLICY).exactly(2);
        simulator.assertThat().received(Step.DASHSCOPE_UPLOAD).exactly(3);
    }

    @Test
    void refusalByANewPolicyIsFinal() throws Exception {
        simulator.faults().on(Step.DASHSCOPE_UPLOAD).times(2).inject(Fault.status(403));

        ReferenceStoreException failure = failure(store().store(image(1), MODEL, LONG));

        assertThat(failure.status()).isEqualTo(403);
        assertThat(failure.retryable()).isFalse();
        assertThat(failure).hasMessageContaining("temporary storage at 127.0.0.1 answered 403");
        simulator.assertThat().received(Step.DASHSCOPE_UPLOAD).exactly(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DASHSCOPE_POLICY", "DASHSCOPE_UPLOAD"})
    void transientErrorIsRetried(Step step) throws Exception {
        simulator.faults().on(step).times(1).inject(Fault.status(503));
        value(store().store(image(1), MODEL, LONG));

        simulator.faults().on(step).times(1).inject(Fault.resetBeforeRead());
        value(store().store(image(2), MODEL, LONG));

        simulator.faults().on(step).times(1).inject(Fault.resetAfterRead());
        value(store().store(image(3), MODEL, LONG));

        simulator.faults().on(step).times(1).inject(Fault.rateLimited(Duration.ofMillis(300)));
        value(store().store(image(4), MODEL, LONG));

        simulator.assertThat().received(step).exactly(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DASHSCOPE_POLICY", "DASHSCOPE_UPLOAD"})
    void hangingUploadEndsAtTheTimeout(Step step) throws Exception {
        simulator.faults().on(step).times(1).inject(Fault.stall());
        long began = System.nanoTime();

        ReferenceStoreException failure =
                failure(store().store(image(1), MODEL, Duration.ofMillis(500)));

        assertThat(failure.retryable()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
        if (step == Step.DASHSCOPE_POLICY) {
            // The request for the policy is shared: it continues when the first upload ends.
            closeHttpClient();
        }
    }

    private void closeHttpClient() {
        http.close();
    }

    @Test
    void errorForARefusedKeyNamesTheOptions() throws Exception {
        simulator
                .faults()
                .on(Step.DASHSCOPE_POLICY)
                .inject(Fault.dashscopeError(401, "InvalidApiKey"));

        ReferenceStoreException failure = failure(store().store(image(1), MODEL, LONG));

        assertThat(failure.status()).isEqualTo(401);
        assertThat(failure)
                .hasMessageContaining("(InvalidApiKey)")
                .hasMessageContaining("check apiKey and region");
        assertThat(failure.getMessage()).doesNotContain("canary");
        simulator.assertThat().received(Step.DASHSCOPE_POLICY).exactly(1);
        simulator.assertThat().received(Step.DASHSCOPE_UPLOAD).exactly(0);
    }

    @Test
    void failedPolicyRequestIsRepeatedByTheNextUpload() throws Exception {
        DashscopeStore store = store();
        simulator
                .faults()
                .on(Step.DASHSCOPE_POLICY)
                .times(1)
                .inject(Fault.dashscopeError(401, "InvalidApiKey"));
        failure(store.store(image(1), MODEL, LONG));

        value(store.store(image(1), MODEL, LONG));
    }

    @Test
    void tooLargeMediaIsNotSent() throws Exception {
        try (RawServer server =
                RawServer.answering(RawServer.ok(policy("http://localhost:1", 1)))) {
            ReferenceStoreException failure =
                    failure(
                            store(server.uri("").toString())
                                    .store(TestMedia.of("video/mp4", 2_000_000), MODEL, LONG));

            assertThat(failure)
                    .hasMessageContaining("it has 2000000 bytes, the limit is 1048576")
                    .hasMessageContaining("referenceStore");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"data\":{}}'",
        "'{}'",
        "'[1]'",
        "'no'",
        "'{\"data\":{\"policy\":\"p\",\"signature\":\"s\",\"oss_access_key_id\":\"k\",\"upload_dir\":\"d\",\"upload_host\":\"file:///etc\"}}'"
    })
    void responseWithoutAUsablePolicyIsAnError(String response) throws Exception {
        try (RawServer server = RawServer.answering(RawServer.ok(response))) {
            assertThat(failure(store(server.uri("").toString()).store(image(1), MODEL, LONG)))
                    .hasMessageContaining("the response contains no upload policy");
        }
    }

    @Test
    void policyIsRenewedBeforeItExpires() throws Exception {
        List<String> requested = new ArrayList<>();
        ManualTimer clock = new ManualTimer();
        UploadPolicyCache policies =
                new UploadPolicyCache(
                        clock,
                        model -> {
                            requested.add(model);
                            return CompletableFuture.completedFuture(
                                    new UploadPolicy(
                                            null, "d", Map.of(), 0, Duration.ofSeconds(300)));
                        });
        UploadPolicy first = value(policies.get("a"));
        clock.advance(Duration.ofSeconds(239));
        assertThat(value(policies.get("a"))).isSameAs(first);
        clock.advance(Duration.ofSeconds(1));
        UploadPolicy second = value(policies.get("a"));
        assertThat(second).isNotSameAs(first);

        policies.invalidate("a", first);
        assertThat(value(policies.get("a")))
                .as("the old policy is not the cached one")
                .isSameAs(second);
        policies.invalidate("a", second);
        assertThat(value(policies.get("a"))).isNotSameAs(second);
        assertThat(requested).containsExactly("a", "a", "a");
    }

    @Test
    void cancelledUploadEndsItsHttpExchange() throws Exception {
        simulator.faults().on(Step.DASHSCOPE_UPLOAD).times(1).inject(Fault.stall());
        CompletableFuture<StoredReference> stored = store().store(image(1), MODEL, LONG);
        await().until(() -> simulator.ledger().requestLog(Step.DASHSCOPE_UPLOAD).size() == 1);

        stored.cancel(true);

        // StoreTestKit checks after every test that no HTTP exchange stays open.
        assertThat(stored).isCancelled();
    }

    private static String policy(String host, int megabytes) {
        return "{\"data\":{\"policy\":\"p\",\"signature\":\"s\",\"oss_access_key_id\":\"k\","
                + "\"upload_dir\":\"d\",\"upload_host\":\""
                + host
                + "\",\"expire_in_seconds\":300,\"max_file_size_mb\":"
                + megabytes
                + "}}";
    }

    private static TestMedia image(int number) {
        return TestMedia.of("image/png", ("image " + number).getBytes(StandardCharsets.UTF_8));
    }
}

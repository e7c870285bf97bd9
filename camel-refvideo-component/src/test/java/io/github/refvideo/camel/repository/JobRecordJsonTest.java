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
package io.github.refvideo.camel.repository;

import static io.github.refvideo.camel.repository.TestRecords.claimed;
import static io.github.refvideo.camel.repository.TestRecords.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.refvideo.camel.repository.PurchaseState.Name;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobRecordJsonTest {

    private static final JobRecord RECORD = next(claimed("key \"1\""), Name.ACKNOWLEDGED);

    @Test
    void survivesItsJsonForm() throws Exception {
        assertThat(JobRecord.fromJson(RECORD.toJson())).isEqualTo(RECORD);
        assertThat(JobRecord.fromJson(claimed("key").toJson())).isEqualTo(claimed("key"));
        for (String key : UnusualKeys.ALL) {
            JobRecord record = next(claimed(key), Name.FAILED);
            assertThat(JobRecord.fromJson(record.toJson())).isEqualTo(record);
            assertThat(record.toJson()).matches("[ -~]+");
        }
    }

    @ParameterizedTest
    @EnumSource(Name.class)
    void everyStateSurvives(Name state) throws Exception {
        JobRecord record = next(claimed("key"), state);

        assertThat(JobRecord.fromJson(record.toJson())).isEqualTo(record);
        assertThat(record.state().name()).isEqualTo(state);
    }

    /** The format before purchase states. */
    @ParameterizedTest
    @CsvSource({
        "CLAIMED, IN_FLIGHT",
        "SUBMITTED, ACKNOWLEDGED",
        "HANDED_OUT, HANDED_OUT",
        "DELIVERED, TAKEN",
        "FAILED, FAILED"
    })
    void recordsOfFormat1AreRead(String old, Name now) throws Exception {
        String text =
                RECORD.toJson()
                        .replace("\"format\":2", "\"format\":1")
                        .replace("\"ACKNOWLEDGED\"", "\"" + old + "\"");

        JobRecord record = JobRecord.fromJson(text);

        assertThat(record.state().name()).isEqualTo(now);
        assertThat(record.handle()).isEqualTo(now == Name.IN_FLIGHT ? null : RECORD.handle());
    }

    @Test
    void anyTimeSurvives() throws Exception {
        JobRecord far = claimed("key", "node", Instant.MAX.minusSeconds(100));

        assertThat(JobRecord.fromJson(far.toJson())).isEqualTo(far);
    }

    @Test
    void webhookSurvives() throws Exception {
        for (JobRecord.Webhook webhook :
                List.of(
                        new JobRecord.Webhook("https://host/x?refvideoJob=a.b", null, null),
                        new JobRecord.Webhook("https://host/x", "whsec_1", Instant.EPOCH))) {
            JobRecord record = RECORD.withWebhook(webhook);

            assertThat(JobRecord.fromJson(record.toJson())).isEqualTo(record);
            assertThat(record.toString()).doesNotContain("//host").doesNotContain("whsec");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "\"x\"", "{\"url\":1}", "{\"url\":\"u\",\"secret\":1}"})
    void webhookOfAnotherFormIsMalformed(String webhook) {
        String text =
                RECORD.toJson().replace("{\"format\"", "{\"webhook\":" + webhook + ",\"format\"");

        assertThatExceptionOfType(MalformedRecordException.class)
                .isThrownBy(() -> JobRecord.fromJson(text));
    }

    /** Before a field is added: other users may read it on a disk. */
    @Test
    void holdsTheseFieldsAndNoOthers() throws Exception {
        JsonNode node = new ObjectMapper().readTree(RECORD.toJson());

        assertThat(node.fieldNames())
                .toIterable()
                .containsExactly(
                        "format",
                        "key",
                        "version",
                        "state",
                        "fingerprint",
                        "owner",
                        "leaseUntil",
                        "createdAt",
                        "updatedAt",
                        "handle");
        assertThat(node.path("handle").fieldNames())
                .toIterable()
                .containsExactly(
                        "version",
                        "provider",
                        "baseUrl",
                        "model",
                        "jobId",
                        "submittedAt",
                        "idempotencyKey",
                        "operation");
    }

    @Test
    void unknownFieldsOfANewerNodeAreIgnored() throws Exception {
        String newer = RECORD.toJson().replace("{\"format\":2,", "{\"format\":2,\"new\":{},");

        assertThat(JobRecord.fromJson(newer)).isEqualTo(RECORD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "7",
                "not json",
                "{\"format\":\"1\"}",
                "{\"format\":3}",
                "{\"format\":1,\"key\":\"k\"}",
                "[\"java.util.ArrayList\",[]]",
                "{\"@class\":\"java.net.URL\",\"val\":\"http://127.0.0.1/\"}"
            })
    void anythingElseIsAMalformedRecord(String text) {
        assertMalformed(text);
    }

    @Test
    void noTextAtAllIsAMalformedRecord() {
        assertMalformed(null);
        assertMalformed("[".repeat(100_000));
        assertMalformed("{\"a\":".repeat(100_000));
    }

    @Test
    void everyTornRecordIsMalformed() {
        String whole = RECORD.toJson();
        for (int length = 0; length < whole.length(); length++) {
            assertMalformed(whole.substring(0, length));
        }
        assertMalformed(whole + whole);
        assertMalformed(whole + "x");
        assertMalformed("\u0000".repeat(whole.length()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"version\":2,\"state\"|\"version\":\"2\",\"state\"",
                "\"version\":2,\"state\"|\"version\":0,\"state\"",
                "\"version\":2,\"state\"|\"version\":2.5,\"state\"",
                "\"version\":2,\"state\"|\"version\":99999999999999999999,\"state\"",
                "\"ACKNOWLEDGED\"|\"PAUSED\"",
                "\"ACKNOWLEDGED\"|7",
                "\"node-a\"|null",
                "\"leaseUntil\":\"2026|\"leaseUntil\":\"yesterday",
                "\"key\":\"|\"key\":\"\",\"k\":\"",
                "\"handle\":{|\"handle\":{\"jobId\":7},\"h\":{",
                "\"handle\":{|\"handle\":[],\"h\":{"
            })
    void aFieldOfAnotherTypeIsAMalformedRecord(String change) {
        String[] parts = change.split("\\|");
        String changed = RECORD.toJson().replace(parts[0], parts[1]);
        assertThat(changed).isNotEqualTo(RECORD.toJson());

        assertMalformed(changed);
    }

    @Test
    void randomDamageIsAMalformedRecordOrARecordButNeverAnotherFailure() {
        Random random = new Random(20261122);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder(RECORD.toJson());
            for (int damage = 0; damage <= random.nextInt(3); damage++) {
                text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(0x10000));
            }
            try {
                assertThat(JobRecord.fromJson(text.toString())).isNotNull();
            } catch (MalformedRecordException e) {
                assertThat(e).hasMessageStartingWith("Not the record of a purchase");
            }
        }
    }

    @Test
    void aFailureRepeatsNothingOfTheText() {
        for (String text :
                new String[] {
                    "canary-prompt",
                    "{\"format\":1,\"state\":canary-prompt}",
                    RECORD.toJson().replace("ACKNOWLEDGED", "canary-prompt"),
                    RECORD.toJson().replace("\"2026", "\"canary-prompt")
                }) {
            assertThatExceptionOfType(MalformedRecordException.class)
                    .isThrownBy(() -> JobRecord.fromJson(text))
                    .satisfies(e -> assertThat(trace(e)).doesNotContain("canary"));
        }
    }

    @Test
    void fingerprintThatIsNotADigestIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new JobRecord(
                                        "key",
                                        1,
                                        new PurchaseState.NotSent(),
                                        "a whole prompt ".repeat(20),
                                        "node",
                                        Instant.EPOCH,
                                        Instant.EPOCH,
                                        Instant.EPOCH))
                .withMessage("fingerprint must be a digest of at most 128 characters");
    }

    @Test
    void aRecordTooLongForAStoreIsRefusedBeforeItIsWritten() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> claimed("k".repeat(10_000_000)).toJson())
                .withMessageContaining("too long");
    }

    private static String trace(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static void assertMalformed(String text) {
        assertThatExceptionOfType(MalformedRecordException.class)
                .isThrownBy(() -> JobRecord.fromJson(text))
                .withMessageStartingWith("Not the record of a purchase");
    }
}

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
package io.github.refvideo.camel.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobHandleTest {

    private static final JobHandle HANDLE =
            new JobHandle(
                    "gateway",
                    "https://g/v4/ai",
                    "alibaba/wan-v2.6-r2v",
                    "job_1",
                    Instant.parse("2026-11-22T10:00:00Z"),
                    "key \"1\"",
                    "{\"gatewayJobId\":\"job_1\"}");

    @Test
    void survivesItsJsonForm() {
        assertThat(JobHandle.fromJson(HANDLE.toJson())).isEqualTo(HANDLE);
        assertThat(HANDLE.toJson()).doesNotContain("\n").startsWith("{\"version\":1,");
    }

    @Test
    void optionalPartsMayBeMissing() {
        JobHandle bare =
                new JobHandle("dashscope", "https://d", "m", "t", Instant.EPOCH, null, null);

        assertThat(JobHandle.fromJson(bare.toJson())).isEqualTo(bare);
    }

    @Test
    void unknownFieldsOfANewerNodeAreIgnored() {
        String newer = HANDLE.toJson().replace("{\"version\":1,", "{\"version\":1,\"new\":{},");

        assertThat(JobHandle.fromJson(newer)).isEqualTo(HANDLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "not json",
                "{\"version\":2,\"provider\":\"g\"}",
                "{\"version\":1,\"provider\":\"g\"}",
                "{\"version\":1,\"provider\":\"g\",\"baseUrl\":\"b\",\"model\":\"m\",\"jobId\":7,"
                        + "\"submittedAt\":\"2026-11-22T10:00:00Z\"}",
                "{\"version\":1,\"provider\":\"g\",\"baseUrl\":\"b\",\"model\":\"m\",\"jobId\":\"j\","
                        + "\"submittedAt\":\"yesterday\"}"
            })
    void anythingElseIsRefusedWithoutRepeatingIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JobHandle.fromJson(text))
                .withMessageContaining("ot a job handle");
    }
}

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

import io.github.refvideo.camel.fuzz.Mutations;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A handle is untrusted input. */
class JobHandleFuzzIT {

    @Provide
    Arbitrary<String> handles() {
        return Mutations.ofText(
                        List.of(
                                "{\"version\":1,\"provider\":\"gateway\",\"baseUrl\":\"https://h/v4/ai\","
                                        + "\"model\":\"m\",\"jobId\":\"j\",\"submittedAt\":"
                                        + "\"2026-11-02T10:00:00Z\",\"idempotencyKey\":\"k\",\"operation\":"
                                        + "\"{}\"}",
                                "{\"version\":1}"))
                .with(
                        "null",
                        "{}",
                        "[",
                        "\"\"",
                        "-1",
                        "1e999",
                        "+999999999-12-31T23:59:59Z",
                        "true",
                        "\u0000",
                        "\\ud800",
                        "\"version\":",
                        "999999999999999999999999")
                .text();
    }

    @Property
    void anyTextIsAValidHandleOrIllegalArgument(@ForAll("handles") String json) {
        JobHandle handle;
        try {
            handle = JobHandle.fromJson(json);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).startsWith("Not a job handle");
            return;
        }
        assertThat(JobHandle.fromJson(handle.toJson())).isEqualTo(handle);
    }
}

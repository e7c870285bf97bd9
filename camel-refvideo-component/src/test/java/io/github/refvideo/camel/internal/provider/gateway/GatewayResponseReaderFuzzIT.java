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
package io.github.refvideo.camel.internal.provider.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.camel.fuzz.Mutations;
import io.github.refvideo.camel.internal.provider.JobStatusParser;
import io.github.refvideo.camel.spi.JobReport;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the gateway answers, there is a report. */
class GatewayResponseReaderFuzzIT {

    private final GatewayResponseReader replies =
            new GatewayResponseReader(new JobStatusParser("gateway"), List.of("s3cret"));

    @Provide
    Arbitrary<byte[]> bodies() {
        return Mutations.ofText(
                        List.of(
                                "{\"status\":\"completed\",\"videos\":[{\"type\":\"url\",\"url\":"
                                        + "\"https://h/v.mp4?Expires=1795419158\",\"mediaType\":\"video/mp4\"}],"
                                        + "\"warnings\":[{\"type\":\"unsupported\",\"feature\":\"fps\"}],"
                                        + "\"providerMetadata\":{\"gateway\":{\"routing\":{\"provider\":"
                                        + "\"alibaba\"},\"cost\":\"0.50\",\"asyncJob\":{\"jobId\":\"j\","
                                        + "\"result\":{\"expiresAt\":1787101050089}}},\"alibaba\":"
                                        + "{\"actualPrompt\":\"p\",\"usage\":{\"duration\":5}}}}",
                                "{\"status\":\"error\",\"error\":{\"code\":\"c\",\"message\":\"safety\"}}",
                                "{\"type\":\"result\",\"videos\":[{\"type\":\"base64\",\"data\":\"AAAA\"}]}"))
                .with(
                        "null",
                        "{}",
                        "[]",
                        "\"\"",
                        "-1",
                        "1e999",
                        "99999999999999999999",
                        "true",
                        "NaN",
                        "\"://\"",
                        "{\"a\":",
                        "[[[[",
                        "\u0000",
                        "\\ud800",
                        "s3cret")
                .bytes();
    }

    @Property
    void anyAnswerGivesAReport(@ForAll("bodies") byte[] body) throws IOException {
        JsonNode json = VideoReplyTest.json(body);

        for (JobReport report :
                List.of(replies.started(json), replies.status(json), replies.streamed(json))) {
            assertThat(report.status()).isNotNull();
            assertThat(report.facts()).isNotNull();
            assertThat(report.warnings()).isNotNull();
        }
    }
}

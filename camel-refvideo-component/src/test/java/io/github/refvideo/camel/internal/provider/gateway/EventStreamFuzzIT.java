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

import io.github.refvideo.camel.fuzz.Mutations;
import io.github.refvideo.camel.internal.http.ResponseHead;
import io.github.refvideo.camel.internal.provider.ServiceJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Any bytes are a stream, and how they were cut on the way makes no difference. */
class EventStreamFuzzIT {

    @Provide
    Arbitrary<byte[]> streams() {
        return Mutations.ofText(
                        List.of(
                                ": heartbeat\n\ndata: {\"type\":\"result\",\"videos\":[]}\n\n",
                                "event: message\r\nid: 4\r\ndata: {\r\ndata: }\r\n\r\ndata: [DONE]\r\n\r\n",
                                "data: {\"type\":\"error\",\"message\":\"Hündchen 跑\"}\n"))
                .with(
                        "\n",
                        "\r\n",
                        "\n\n",
                        "data:",
                        "data: ",
                        "data: [DONE]",
                        ":",
                        "\u0000",
                        "[DONE]")
                .bytes();
    }

    @Property
    void cutsMakeNoDifference(
            @ForAll("streams") byte[] bytes, @ForAll @IntRange(min = 1, max = 40) int piece)
            throws IOException {
        EventStream whole = read(bytes, bytes.length + 1);
        EventStream cut = read(bytes, piece);

        assertThat(cut.hasResult()).isEqualTo(whole.hasResult());
        assertThat(cut.reply().inMemory().body()).isEqualTo(whole.reply().inMemory().body());
        assertThat(ServiceJson.object(whole.reply().inMemory().body())).isNotNull();
    }

    private static EventStream read(byte[] bytes, int piece) throws IOException {
        EventStream events = new EventStream(() -> new VideoReply(null, 0));
        events.head(
                new ResponseHead(200, "OK", Map.of("content-type", List.of("text/event-stream"))));
        for (int at = 0; at < bytes.length; at += piece) {
            events.data(ByteBuffer.wrap(bytes, at, Math.min(piece, bytes.length - at)));
        }
        events.end();
        return events;
    }
}

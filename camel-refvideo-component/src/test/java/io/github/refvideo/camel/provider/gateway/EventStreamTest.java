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
package io.github.refvideo.camel.provider.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.http.ReplyHead;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventStreamTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data: {\"a\":1}\\n\\n | {\"a\":1}",
                "data:{\"a\":1}\\n\\n | {\"a\":1}",
                ": heartbeat\\n\\n: heartbeat\\n\\ndata: x\\n\\n | x",
                "data: x\\r\\n\\r\\n | x",
                "event: message\\nid: 4\\ndata: x\\n\\n | x",
                "data: {\\ndata: }\\n\\n | {\\n}",
                "data: first\\n\\ndata: second\\n\\n | first",
                "data: [DONE]\\n\\ndata: x\\n\\n | x",
                "data: x | x"
            })
    void keepsTheFirstDataEvent(String stream, String event) throws Exception {
        assertThat(event(read(unescape(stream), 1))).isEqualTo(unescape(event));
    }

    private static String event(EventStream events) {
        assertThat(events.isComplete()).isTrue();
        return new String(events.intake().json(), StandardCharsets.UTF_8);
    }

    private static EventStream events() {
        return new EventStream(() -> new JsonIntake(null, 0, 1 << 20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ": only heartbeats\n\n", "data: [DONE]\n\n", "event: x\n\n"})
    void streamWithoutADataEventHasNone(String stream) throws Exception {
        assertThat(read(stream, 1).isComplete()).isFalse();
    }

    @Test
    void piecesMayBreakAnywhereEvenInsideACharacter() throws Exception {
        String stream = ": ♥\n\ndata: {\"prompt\":\"ein Hündchen läuft 跑\"}\n\n";
        for (int size = 1; size <= 16; size++) {
            assertThat(event(read(stream, size)))
                    .isEqualTo("{\"prompt\":\"ein Hündchen läuft 跑\"}");
        }
    }

    @Test
    void mediaTypeIgnoresCase() throws Exception {
        EventStream events = events();
        events.head(new ReplyHead(200, "OK", Map.of("Content-Type", List.of("Text/Event-Stream"))));
        events.data(ByteBuffer.wrap("data: x\n\n".getBytes(StandardCharsets.UTF_8)));
        events.end();

        assertThat(event(events)).isEqualTo("x");
    }

    @Test
    void replyThatIsNoStreamIsKeptWhole() throws Exception {
        EventStream events = events();
        events.head(
                new ReplyHead(
                        401, "Unauthorized", Map.of("Content-Type", List.of("application/json"))));
        events.data(ByteBuffer.wrap("{\"error\":{}}".getBytes(StandardCharsets.UTF_8)));
        events.end();

        assertThat(events.isComplete()).isFalse();
        assertThat(new String(events.intake().json(), StandardCharsets.UTF_8))
                .isEqualTo("{\"error\":{}}");
    }

    private static EventStream read(String stream, int pieceSize) throws Exception {
        EventStream events = events();
        events.head(
                new ReplyHead(
                        200,
                        "OK",
                        Map.of("content-type", List.of("text/event-stream; charset=utf-8"))));
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i += pieceSize) {
            events.data(ByteBuffer.wrap(bytes, i, Math.min(pieceSize, bytes.length - i)));
        }
        events.end();
        return events;
    }

    private static String unescape(String text) {
        return text.replace("\\n", "\n").replace("\\r", "\r");
    }
}

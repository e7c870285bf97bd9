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

import io.github.refvideo.camel.internal.http.ResponseHead;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventStreamTest {

    private static final ResponseHead EVENT_STREAM =
            new ResponseHead(
                    200, "OK", Map.of("content-type", List.of("text/event-stream; charset=utf-8")));

    private static final String RESULT = "{\"type\":\"result\",\"videos\":[]}";
    private static final String ERROR = "{\"type\":\"error\",\"statusCode\":400}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data: RESULT\\n\\n | RESULT",
                "data:RESULT\\n\\n | RESULT",
                "data: ERROR\\n\\n | ERROR",
                ": heartbeat\\n\\n: heartbeat\\n\\ndata: RESULT\\n\\n | RESULT",
                "data: RESULT\\r\\n\\r\\n | RESULT",
                "data: RESULT\\r\\r | RESULT",
                ":\\rdata: RESULT\\r\\ndata:\\r\\n\\r\\n | RESULT\\n",
                "BOMdata: RESULT\\n\\n | RESULT",
                "BOM\\n\\ndata: RESULT\\n\\n | RESULT",
                "event: message\\nid: 4\\ndata: RESULT\\n\\n | RESULT",
                "data: {\"videos\":\\ndata: []}\\n\\n | {\"videos\":\\n[]}",
                "data: RESULT\\n\\ndata: ERROR\\n\\n | RESULT",
                "data: {\"error\":{}}\\n\\n | {\"error\":{}}",
                "data:\\n\\ndata: RESULT\\n\\n | RESULT",
                "data\\n\\ndata: RESULT\\n\\n | RESULT",
                "data: {}\\n\\ndata: RESULT\\n\\n | RESULT",
                "data: [DONE]\\n\\ndata: RESULT\\n\\n | RESULT",
                "data: {\"type\":\"progress\",\"progress\":40}\\n\\ndata: RESULT\\n\\n | RESULT",
                "data: {\"type\":\"preview\",\"videos\":[]}\\n\\ndata: RESULT\\n\\n | RESULT",
                "database: x\\n\\ndata: RESULT\\n\\n | RESULT",
                "data: RESULT | RESULT"
            })
    void findsTheEventThatEndsTheJob(String stream, String event) throws Exception {
        for (int pieceSize = 1; pieceSize < 60; pieceSize += 7) {
            assertThat(event(read(unescape(stream), pieceSize))).isEqualTo(unescape(event));
        }
    }

    @Test
    void whatFollowsTheResultIsNotWaitedFor() throws Exception {
        EventStream events = events();
        events.head(EVENT_STREAM);
        events.data(utf8("data: " + RESULT + "\n"));
        assertThat(events.isComplete()).isFalse();

        events.data(utf8("\n: heartbeat"));
        assertThat(events.isComplete()).isTrue();

        assertThat(event(events)).isEqualTo(RESULT);
    }

    /** A byte order mark is one at the beginning only. */
    @Test
    void byteOrderMarkInsideIsText() throws Exception {
        String prompt = "{\"type\":\"result\",\"a\":\"\uFEFF\"}";

        assertThat(event(read("data: " + prompt + "\n\n", 1))).isEqualTo(prompt);
    }

    private static String event(EventStream events) {
        assertThat(events.hasResult()).isTrue();
        return new String(events.reply().inMemory().body(), StandardCharsets.UTF_8);
    }

    private static EventStream events() {
        return new EventStream(() -> new VideoReply(null, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ": only heartbeats\n\n",
                "data: [DONE]\n\n",
                "event: x\n\n",
                "data: {\"type\":\"progress\"}\n\n"
            })
    void streamWithoutAResultHasNone(String stream) throws Exception {
        assertThat(read(stream, 1).hasResult()).isFalse();
    }

    @Test
    void piecesMayBreakAnywhereEvenInsideACharacter() throws Exception {
        String result = "{\"type\":\"result\",\"prompt\":\"ein Hündchen läuft 跑\"}";
        for (int size = 1; size <= 16; size++) {
            assertThat(event(read(": ♥\n\ndata: " + result + "\n\n", size))).isEqualTo(result);
        }
    }

    @Test
    void mediaTypeIgnoresCase() throws Exception {
        EventStream events = events();
        events.head(
                new ResponseHead(200, "OK", Map.of("Content-Type", List.of("Text/Event-Stream"))));
        events.data(utf8("data: " + RESULT + "\n\n"));
        events.end();

        assertThat(event(events)).isEqualTo(RESULT);
    }

    @Test
    void otherReplyIsKeptWhole() throws Exception {
        EventStream events = events();
        events.head(
                new ResponseHead(
                        401, "Unauthorized", Map.of("Content-Type", List.of("application/json"))));
        events.data(ByteBuffer.wrap("{\"error\":{}}".getBytes(StandardCharsets.UTF_8)));
        events.end();

        assertThat(events.hasResult()).isFalse();
        assertThat(new String(events.reply().inMemory().body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"error\":{}}");
    }

    private static EventStream read(String stream, int pieceSize) throws Exception {
        EventStream events = events();
        events.head(EVENT_STREAM);
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i += pieceSize) {
            events.data(ByteBuffer.wrap(bytes, i, Math.min(pieceSize, bytes.length - i)));
        }
        events.end();
        return events;
    }

    private static String unescape(String text) {
        return text.replace("\\n", "\n")
                .replace("\\r", "\r")
                .replace("BOM", "\uFEFF")
                .replace("RESULT", RESULT)
                .replace("ERROR", ERROR);
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}

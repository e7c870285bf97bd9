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

import io.github.refvideo.camel.http.ReplyHead;
import io.github.refvideo.camel.http.ReplySink;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Takes a server-sent event stream and keeps its first data event. Comment lines are heartbeats:
 * they prove that the connection lives (the HTTP room's idle timeout counts them) and say nothing
 * else. A reply that is no event stream, such as an error with its JSON, is kept whole.
 *
 * <p>Not thread-safe: the HTTP room never calls a sink concurrently.
 */
final class EventStream implements ReplySink {

    private static final String DONE = "[DONE]";

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final ByteArrayOutputStream plainBody = new ByteArrayOutputStream();
    private StringBuilder data;
    private ReplyHead head;
    private boolean eventStream;
    private String event;

    @Override
    public void head(ReplyHead replyHead) {
        head = replyHead;
        // Once, not for each byte: a video may stand in the event.
        String type = head.header("content-type").orElse("").toLowerCase(Locale.ROOT);
        eventStream = head.successful() && type.startsWith("text/event-stream");
    }

    @Override
    public void data(ByteBuffer piece) {
        while (piece.hasRemaining()) {
            byte b = piece.get();
            if (!eventStream) {
                plainBody.write(b);
            } else if (b == '\n') {
                endLine();
            } else {
                line.write(b);
            }
        }
    }

    @Override
    public void end() {
        // A last event need not be followed by an empty line when the connection closes behind it.
        if (line.size() > 0) {
            endLine();
        }
        endEvent();
    }

    ReplyHead head() {
        return head;
    }

    /** The first data event, or null when none came. */
    String event() {
        return event;
    }

    /** The body of a reply that is no event stream. */
    byte[] plainBody() {
        return plainBody.toByteArray();
    }

    boolean isEventStream() {
        return eventStream;
    }

    private void endLine() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (text.endsWith("\r")) {
            text = text.substring(0, text.length() - 1);
        }
        if (text.isEmpty()) {
            endEvent();
        } else if (text.startsWith("data:") && event == null) {
            String value = text.substring("data:".length());
            if (data == null) {
                data = new StringBuilder();
            } else {
                data.append('\n');
            }
            data.append(value.startsWith(" ") ? value.substring(1) : value);
        }
    }

    private void endEvent() {
        if (data != null && event == null && !data.toString().equals(DONE)) {
            event = data.toString();
        }
        data = null;
    }
}

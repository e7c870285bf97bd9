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
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Takes a server-sent event stream and keeps its first data event. Comment lines are heartbeats:
 * they prove that the connection lives (the HTTP room's idle timeout counts them) and say nothing
 * else. A reply that is no event stream, such as an error with its JSON, is kept whole.
 *
 * <p>Not thread-safe: the HTTP room never calls a sink concurrently.
 */
final class EventStream implements ReplySink {

    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);
    private static final String DATA = "data";

    /** Where in a line the stream stands. */
    private enum At {
        START,
        NAME,
        COLON,
        VALUE,
        /** In a line that says nothing. */
        NOISE
    }

    private final Supplier<JsonIntake> intakes;
    private JsonIntake intake;
    private ReplyHead head;
    private boolean eventStream;
    private boolean complete;

    private At at = At.START;
    private int matched;
    private boolean carriageReturn;
    private boolean lines;

    /**
     * @param intakes take one event, or the whole reply
     */
    EventStream(Supplier<JsonIntake> intakes) {
        this.intakes = intakes;
        this.intake = intakes.get();
    }

    @Override
    public void head(ReplyHead replyHead) {
        head = replyHead;
        // Once, not for each byte: a video may stand in the event.
        String type = head.header("content-type").orElse("").toLowerCase(Locale.ROOT);
        eventStream = head.successful() && type.startsWith("text/event-stream");
    }

    @Override
    public void data(ByteBuffer piece) throws IOException {
        while (piece.hasRemaining() && !complete) {
            byte b = piece.get();
            if (!eventStream) {
                intake.take(b);
            } else if (b == '\n') {
                endLine();
            } else if (carriageReturn) {
                // One that does not end the line belongs to it.
                carriageReturn = false;
                take((byte) '\r');
                data(b);
            } else {
                data(b);
            }
        }
    }

    private void data(byte b) throws IOException {
        if (b == '\r') {
            carriageReturn = true;
        } else {
            take(b);
        }
    }

    private void take(byte b) throws IOException {
        switch (at) {
            case START, NAME -> name(b);
            case COLON -> {
                at = At.VALUE;
                if (b != ' ') {
                    intake.take(b);
                }
            }
            case VALUE -> intake.take(b);
            case NOISE -> {}
        }
    }

    private void name(byte b) throws IOException {
        if (matched < DATA.length() && b == DATA.charAt(matched)) {
            matched++;
            at = At.NAME;
        } else if (matched == DATA.length() && b == ':') {
            at = At.COLON;
            if (lines) {
                intake.take((byte) '\n');
            }
            lines = true;
        } else {
            at = At.NOISE;
        }
    }

    private void endLine() {
        if (at == At.START) {
            endEvent();
        }
        at = At.START;
        matched = 0;
        carriageReturn = false;
    }

    @Override
    public void end() {
        // A last event need not be followed by an empty line when the connection closes behind it.
        endEvent();
    }

    private void endEvent() {
        if (!lines || complete) {
            return;
        }
        lines = false;
        if (Arrays.equals(intake.json(), DONE)) {
            intake = intakes.get();
        } else {
            complete = true;
        }
    }

    @Override
    public CompletableFuture<?> ready() {
        return intake.ready();
    }

    ReplyHead head() {
        return head;
    }

    /** Whether a data event came. */
    boolean hasEvent() {
        return complete;
    }

    boolean isEventStream() {
        return eventStream;
    }

    /** The first data event; of a reply that is no event stream, its body. */
    JsonIntake intake() {
        return intake;
    }
}

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

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.camel.internal.http.ResponseHead;
import io.github.refvideo.camel.internal.http.ResponseSink;
import io.github.refvideo.camel.internal.provider.JobStatusParser;
import io.github.refvideo.camel.internal.provider.ServiceJson;
import io.github.refvideo.camel.spi.JobStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Reads a server-sent event stream up to the event that ends the job: a result or an error. Events
 * before it, such as progress, are skipped, and what follows is not waited for. Comment lines are
 * heartbeats: they show that the connection is alive (they reset the idle timeout). A reply that is
 * not an event stream, such as an error as JSON, is kept whole.
 *
 * <p>Not thread-safe: the HTTP client never calls a sink concurrently.
 */
final class EventStream implements ResponseSink {

    private static final String DATA = "data";

    /** A stream may begin with it. */
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** Where in a line the stream stands. */
    private enum At {
        START,
        NAME,
        COLON,
        VALUE,
        /** In a line that is not data. */
        OTHER
    }

    private final Supplier<JsonIntake> intakes;
    private JsonIntake intake;
    private ResponseHead head;
    private boolean eventStream;
    private boolean complete;

    private At at = At.START;
    private int matched;
    private boolean carriageReturn;
    private int markMatched;
    private boolean lines;

    /**
     * @param intakes take one event, or the whole reply
     */
    EventStream(Supplier<JsonIntake> intakes) {
        this.intakes = intakes;
        this.intake = intakes.get();
    }

    @Override
    public void head(ResponseHead replyHead) {
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
            } else if (!isByteOrderMark(b)) {
                data(b);
            }
        }
    }

    private boolean isByteOrderMark(byte b) {
        if (markMatched < BYTE_ORDER_MARK.length && BYTE_ORDER_MARK[markMatched] == b) {
            markMatched++;
            return true;
        }
        markMatched = BYTE_ORDER_MARK.length;
        return false;
    }

    /** A line ends with CR, with LF, or with both. */
    private void data(byte b) throws IOException {
        if (b == '\n' && carriageReturn) {
            carriageReturn = false;
            return;
        }
        carriageReturn = b == '\r';
        if (b == '\n' || b == '\r') {
            endLine();
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
            case OTHER -> {}
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
            at = At.OTHER;
        }
    }

    private void endLine() {
        if (at == At.START) {
            endEvent();
        }
        at = At.START;
        matched = 0;
    }

    @Override
    public void end() {
        // The last event need not be followed by an empty line.
        endEvent();
    }

    private void endEvent() {
        if (!lines || complete) {
            return;
        }
        lines = false;
        if (endsTheJob(ServiceJson.object(intake.json()))) {
            complete = true;
        } else {
            intake = intakes.get();
        }
    }

    private static boolean endsTheJob(JsonNode event) {
        String type = event.path("type").asText("").strip();
        return type.isEmpty()
                ? event.path("videos").isArray() || event.path("error").isObject()
                : type.equalsIgnoreCase("result")
                        || JobStatusParser.find(type).filter(JobStatus::terminal).isPresent()
                        || !event.path("videos").isEmpty();
    }

    @Override
    public boolean isComplete() {
        return complete;
    }

    @Override
    public CompletableFuture<?> ready() {
        return intake.ready();
    }

    @Override
    public int capacity() {
        return intake.room();
    }

    ResponseHead head() {
        return head;
    }

    boolean isEventStream() {
        return eventStream;
    }

    /** The event that ends the job; of a reply that is not an event stream, its body. */
    JsonIntake intake() {
        return intake;
    }
}

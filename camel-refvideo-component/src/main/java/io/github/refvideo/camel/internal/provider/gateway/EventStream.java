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

    /** The position in a line. */
    private enum At {
        START,
        NAME,
        COLON,
        VALUE,
        /** In a line that is not data. */
        OTHER
    }

    private final Supplier<VideoReply> replies;
    private VideoReply reply;

    /** Set before data arrives. */
    private ResponseHead head;

    private boolean eventStream;
    private boolean complete;

    private At at = At.START;
    private int matched;
    private boolean carriageReturn;
    private int markMatched;
    private boolean lines;

    /**
     * @param replies take the data of one event, or a reply that is not an event stream
     */
    EventStream(Supplier<VideoReply> replies) {
        this.replies = replies;
        this.reply = replies.get();
    }

    @Override
    public void head(ResponseHead replyHead) {
        head = replyHead;
        reply.head(head);
        String type = head.header("content-type").orElse("").toLowerCase(Locale.ROOT);
        eventStream = head.successful() && type.startsWith("text/event-stream");
    }

    @Override
    public void data(ByteBuffer piece) throws IOException {
        if (!eventStream) {
            reply.data(piece);
            return;
        }
        while (piece.hasRemaining() && !complete) {
            if (at == At.VALUE) {
                reply.data(upToLineEnd(piece));
            }
            if (piece.hasRemaining()) {
                byte b = piece.get();
                if (!isByteOrderMark(b)) {
                    data(b);
                }
            }
        }
    }

    private static ByteBuffer upToLineEnd(ByteBuffer piece) {
        int end = piece.position();
        while (end < piece.limit() && piece.get(end) != '\n' && piece.get(end) != '\r') {
            end++;
        }
        ByteBuffer value = piece.slice(piece.position(), end - piece.position());
        piece.position(end);
        return value;
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
                    reply.data(ByteBuffer.wrap(new byte[] {b}));
                }
            }
            case VALUE, OTHER -> {}
        }
    }

    private void name(byte b) throws IOException {
        if (matched < DATA.length() && b == DATA.charAt(matched)) {
            matched++;
            at = At.NAME;
        } else if (matched == DATA.length() && b == ':') {
            at = At.COLON;
            if (lines) {
                reply.data(ByteBuffer.wrap(new byte[] {'\n'}));
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
        // Only a video makes an event long.
        if (reply.isSpooled() || endsTheJob(ServiceJson.object(reply.inMemory().body()))) {
            complete = true;
        } else {
            reply = replies.get();
            reply.head(head);
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
        return complete || reply.isComplete();
    }

    /** Whether the event that ends the job has arrived. */
    boolean hasResult() {
        return complete;
    }

    @Override
    public CompletableFuture<?> ready() {
        return reply.ready();
    }

    @Override
    public int capacity() {
        return reply.capacity();
    }

    /** The event that ends the job, or the body of a reply that is not an event stream. */
    VideoReply reply() {
        return reply;
    }
}

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
package io.github.refvideo.camel.internal.http;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.jspecify.annotations.Nullable;

/**
 * Writes a request body in parts. It is read on the I/O thread. The thread that ends the exchange
 * closes it without waiting for a read in progress: that read then closes what it used.
 */
final class RequestBodyProducer implements AsyncEntityProducer, Closeable {

    /** Large enough for a fast connection, small enough for thousands of uploads. */
    private static final int PART_BYTES = 32 * 1024;

    /** The other connections of the I/O thread need their turn. */
    private static final int MAX_PARTS = 8;

    private enum State {
        IDLE,
        READING,
        CLOSED
    }

    private final RequestBody body;
    private final Runnable activity;
    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
    private @Nullable ReadableByteChannel channel;
    private @Nullable ByteBuffer part;
    private long unread;
    private boolean sent;

    /**
     * @param activity called when bytes are written
     */
    RequestBodyProducer(RequestBody body, Runnable activity) {
        this.body = body;
        this.activity = activity;
        this.unread = body.length();
    }

    @Override
    public int available() {
        return sent ? 0 : (int) Math.min(Integer.MAX_VALUE, remaining());
    }

    private long remaining() {
        return unread + (part == null ? 0 : part.remaining());
    }

    /** Writes as much as the connection accepts, up to a limit. */
    @Override
    public void produce(DataStreamChannel output) throws IOException {
        activity.run();
        for (int parts = 0; !sent && parts < MAX_PARTS; parts++) {
            ByteBuffer next = next();
            output.write(next);
            if (next.hasRemaining()) {
                return;
            }
            if (remaining() == 0) {
                sent = true;
                close();
                output.endStream();
            }
        }
    }

    /** Whether the whole body was passed to the connection. */
    boolean isSent() {
        return sent;
    }

    /**
     * The rest of the current part, or the next part. Empty at the end.
     *
     * @throws UnreadableBodyException also if the body is shorter than its length
     */
    ByteBuffer next() throws IOException {
        if (part != null && (part.hasRemaining() || unread == 0)) {
            return part;
        }
        if (!state.compareAndSet(State.IDLE, State.READING)) {
            throw new UnreadableBodyException("the exchange has ended", null);
        }
        try {
            return fill();
        } catch (UnreadableBodyException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The message may contain the name of a file. The type is enough.
            throw new UnreadableBodyException(
                    "the request body cannot be read: " + e.getClass().getSimpleName(), e);
        } finally {
            if (!state.compareAndSet(State.READING, State.IDLE)) {
                closeChannel();
            }
        }
    }

    private ByteBuffer fill() throws IOException {
        if (channel == null) {
            channel = body.open();
            part = ByteBuffer.allocate((int) Math.min(PART_BYTES, unread));
        }
        part.clear().limit((int) Math.min(part.capacity(), unread));
        while (part.hasRemaining()) {
            if (channel.read(part) <= 0) {
                throw new UnreadableBodyException(
                        "the request body is shorter than " + body.length() + " bytes", null);
            }
        }
        part.flip();
        unread -= part.remaining();
        return part;
    }

    @Override
    public void close() {
        if (state.getAndSet(State.CLOSED) == State.IDLE) {
            closeChannel();
        }
    }

    private void closeChannel() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // Opened for reading only: nothing is lost.
        }
    }

    @Override
    public long getContentLength() {
        return body.length();
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public boolean isChunked() {
        return false;
    }

    @Override
    public @Nullable String getContentType() {
        return null;
    }

    @Override
    public @Nullable String getContentEncoding() {
        return null;
    }

    @Override
    public Set<String> getTrailerNames() {
        return Set.of();
    }

    @Override
    public void failed(Exception cause) {
        close();
    }

    @Override
    public void releaseResources() {
        close();
    }
}

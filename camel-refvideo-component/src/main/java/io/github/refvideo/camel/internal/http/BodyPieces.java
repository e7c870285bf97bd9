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
import java.util.concurrent.atomic.AtomicReference;

/**
 * A request body in pieces. Read on the I/O thread; closed by whichever thread ends the exchange,
 * without waiting for a read that is under way: that read then closes what it used.
 */
final class BodyPieces implements Closeable {

    /** One piece: large enough to keep a fast line busy, small enough for thousands of uploads. */
    static final int PIECE = 32 * 1024;

    private enum State {
        IDLE,
        READING,
        CLOSED
    }

    private final RequestBody body;
    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
    private ReadableByteChannel channel;
    private ByteBuffer piece;
    private long left;

    BodyPieces(RequestBody body) {
        this.body = body;
        this.left = body.length();
    }

    /** Bytes that were not handed out yet. */
    long left() {
        return left + (piece == null ? 0 : piece.remaining());
    }

    /**
     * The rest of the current piece, or the next one; empty at the end.
     *
     * @throws UnreadableBodyException also when the body ends before its length
     */
    ByteBuffer next() throws IOException {
        if (piece != null && piece.hasRemaining() || left == 0) {
            return piece;
        }
        if (!state.compareAndSet(State.IDLE, State.READING)) {
            throw new UnreadableBodyException("the exchange has ended", null);
        }
        try {
            fill();
        } catch (UnreadableBodyException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The name of a file may be in the message; the type says enough.
            throw new UnreadableBodyException(
                    "what was to be sent cannot be read: " + e.getClass().getSimpleName(), e);
        } finally {
            if (!state.compareAndSet(State.READING, State.IDLE)) {
                release();
            }
        }
        return piece;
    }

    private void fill() throws IOException {
        if (channel == null) {
            channel = body.open();
            piece = ByteBuffer.allocate((int) Math.min(PIECE, left));
        }
        piece.clear().limit((int) Math.min(piece.capacity(), left));
        while (piece.hasRemaining()) {
            if (channel.read(piece) <= 0) {
                throw new UnreadableBodyException(
                        "what was to be sent is shorter than " + body.length() + " bytes", null);
            }
        }
        piece.flip();
        left -= piece.remaining();
    }

    @Override
    public void close() {
        if (state.getAndSet(State.CLOSED) == State.IDLE) {
            release();
        }
    }

    private void release() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // Only read from: nothing is lost.
        }
    }
}

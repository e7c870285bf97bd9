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
package io.github.refvideo.camel.internal.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Collects a video in memory: straight into the final array if its length is known, otherwise in
 * pieces that are put together at the end.
 */
final class ByteSink implements VideoSink<DownloadedVideo> {

    /** The longest array that every JVM can make. */
    static final long LONGEST = Integer.MAX_VALUE - 8;

    private static final int FIRST_PIECE = 64 * 1024;
    private static final int LARGEST_PIECE = 8 * 1024 * 1024;

    private final List<byte[]> full = new ArrayList<>();
    private byte[] current = new byte[0];
    private int used;
    private boolean exact;

    @Override
    public void begin(long length) throws IOException {
        discard();
        exact = length >= 0;
        if (exact) {
            current = new byte[Math.toIntExact(length)];
        }
    }

    @Override
    public void write(ByteBuffer piece) throws IOException {
        while (piece.hasRemaining()) {
            if (used == current.length) {
                grow();
            }
            int count = Math.min(piece.remaining(), current.length - used);
            piece.get(current, used, count);
            used += count;
        }
    }

    private void grow() throws IOException {
        if (exact) {
            throw new IOException("More arrived than was announced");
        }
        if (used > 0) {
            full.add(current);
        }
        current = new byte[Math.min(LARGEST_PIECE, Math.max(FIRST_PIECE, current.length * 2))];
        used = 0;
    }

    @Override
    public CompletableFuture<DownloadedVideo> finish(String mediaType) {
        byte[] content = exact && used == current.length ? current : join();
        discard();
        return CompletableFuture.completedFuture(new DownloadedVideo(content, mediaType));
    }

    private byte[] join() {
        int length = full.stream().mapToInt(piece -> piece.length).sum() + used;
        byte[] joined = new byte[length];
        int position = 0;
        for (byte[] piece : full) {
            System.arraycopy(piece, 0, joined, position, piece.length);
            position += piece.length;
        }
        System.arraycopy(current, 0, joined, position, used);
        return joined;
    }

    @Override
    public void discard() {
        full.clear();
        current = new byte[0];
        used = 0;
    }
}

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
package io.github.refvideo.camel.internal.io;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A pool of memory blocks that all files of a component share. Taking a block never blocks, so
 * there is neither deadlock nor starvation: a file without a block uses its own small buffer.
 * Thread-safe.
 */
public final class BlockPool {

    /** The size of a block, in bytes. */
    static final int BLOCK = 64 * 1024;

    /** The blocks use at most this fraction of the heap: a sixteenth. */
    private static final int HEAP_FRACTION = 16;

    private static final int MIN_BLOCKS = 16;
    private static final int MAX_BLOCKS = 512;

    /** The maximum number of unused blocks that are kept. */
    private static final int MAX_SPARE = 8;

    private final int max;

    // Guarded by this.
    private final Deque<ByteBuffer> spare = new ArrayDeque<>();
    private int used;

    /**
     * @param max the maximum number of blocks in use
     */
    BlockPool(int max) {
        this.max = max;
    }

    /** A pool of a sixteenth of the maximum heap, from 1 MiB to 32 MiB. */
    public static BlockPool ofHeap() {
        long blocks = Runtime.getRuntime().maxMemory() / HEAP_FRACTION / BLOCK;
        return new BlockPool((int) Math.max(MIN_BLOCKS, Math.min(MAX_BLOCKS, blocks)));
    }

    /**
     * Takes an empty block, which must be released.
     *
     * @return null if all blocks are in use
     */
    synchronized @Nullable ByteBuffer take() {
        if (used >= max) {
            return null;
        }
        ByteBuffer block = spare.poll();
        if (block == null) {
            block = allocate();
        }
        if (block != null) {
            used++;
        }
        return block;
    }

    /**
     * Like {@link #take}, but returns null if half of the blocks are in use: for a file that can
     * continue without a block.
     */
    synchronized @Nullable ByteBuffer takeAhead() {
        return used < max / 2 ? take() : null;
    }

    /** Running out of memory is not an error: files can continue without a block. */
    private static @Nullable ByteBuffer allocate() {
        try {
            return ByteBuffer.allocate(BLOCK);
        } catch (OutOfMemoryError e) {
            return null;
        }
    }

    synchronized void release(ByteBuffer block) {
        used--;
        spare.push(block.clear());
        while (used == 0 && spare.size() > MAX_SPARE) {
            spare.pop();
        }
    }

    /** The number of blocks in use. */
    public synchronized int used() {
        return used;
    }

    /** The number of unused blocks that are kept. */
    synchronized int spare() {
        return spare.size();
    }
}

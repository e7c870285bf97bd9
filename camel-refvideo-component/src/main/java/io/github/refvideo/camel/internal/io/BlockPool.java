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

/**
 * The blocks of memory that all files of a component share on their way to disk. There is no
 * waiting for a block, and so neither deadlock nor starvation: a file that gets none goes on with
 * the small buffer that it has of its own. Thread-safe.
 */
public final class BlockPool {

    /** The size of a block, in bytes. */
    static final int BLOCK = 64 * 1024;

    /** One byte in so many of the heap may be in blocks. */
    private static final int SHARE = 16;

    private static final int FEWEST = 16;
    private static final int MOST = 512;

    /** Blocks that are kept while no file needs any. */
    private static final int KEPT = 8;

    private final int most;

    // Guarded by this.
    private final Deque<ByteBuffer> spare = new ArrayDeque<>();
    private int used;

    /**
     * @param most blocks in use at the same time
     */
    BlockPool(int most) {
        this.most = most;
    }

    /** A sixteenth of the largest heap, but from 1 MiB to 32 MiB. */
    public static BlockPool ofHeap() {
        long blocks = Runtime.getRuntime().maxMemory() / SHARE / BLOCK;
        return new BlockPool((int) Math.max(FEWEST, Math.min(MOST, blocks)));
    }

    /**
     * @return an empty block, which must be given back; null if all are in use
     */
    synchronized ByteBuffer take() {
        if (used >= most) {
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
     * Likewise, but null also if half of the blocks are in use: for a file that could go on
     * without.
     */
    synchronized ByteBuffer takeAhead() {
        return used < most / 2 ? take() : null;
    }

    /** A heap that is full for the moment is no reason to fail: blocks are not needed to go on. */
    private static ByteBuffer allocate() {
        try {
            return ByteBuffer.allocate(BLOCK);
        } catch (OutOfMemoryError e) {
            return null;
        }
    }

    synchronized void give(ByteBuffer block) {
        used--;
        spare.push(block.clear());
        while (used == 0 && spare.size() > KEPT) {
            spare.pop();
        }
    }

    /** The number of blocks in use. */
    public synchronized int used() {
        return used;
    }

    /** The number of blocks that no file uses, but that are kept. */
    synchronized int spare() {
        return spare.size();
    }
}

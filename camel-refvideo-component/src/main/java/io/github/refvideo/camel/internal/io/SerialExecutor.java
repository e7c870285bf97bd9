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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Runs tasks in order on a pool, one at a time; lanes take turns, so that none is starved. */
final class SerialExecutor {

    private final Executor disk;
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final Object order = new Object();
    private boolean running;

    SerialExecutor(Executor disk) {
        this.disk = disk;
    }

    /**
     * @param task throws nothing
     */
    void add(Runnable task) {
        synchronized (this) {
            tasks.add(task);
            if (running) {
                return;
            }
            running = true;
        }
        go();
    }

    private void go() {
        try {
            disk.execute(this::turn);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // The pool is gone: what is left is deleting, and it is better done here than never.
            // Without memory for another thread or turn, what is left is done here as well.
            while (runOne()) {
                // the next one
            }
        }
    }

    private void turn() {
        if (runOne()) {
            go();
        }
    }

    /** Whether there is more to do. */
    private boolean runOne() {
        // A pool may refuse a turn and run it nevertheless.
        synchronized (order) {
            Runnable task;
            synchronized (this) {
                task = tasks.poll();
            }
            try {
                if (task != null) {
                    task.run();
                }
            } catch (OutOfMemoryError e) {
                // The task has told its caller what it could; those behind it must have their turn.
            }
            synchronized (this) {
                running = !tasks.isEmpty();
                return running;
            }
        }
    }
}

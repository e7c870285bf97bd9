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
package io.github.refvideo.camel.internal.time;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A set of pending operations that can be awaited until it is empty. Thread-safe. */
public final class PendingOperations<T> {

    private final Set<T> operations = new HashSet<>();

    public synchronized void add(T operation) {
        operations.add(operation);
    }

    public synchronized void remove(T operation) {
        operations.remove(operation);
        notifyAll();
    }

    /** The operations pending now. */
    public synchronized List<T> list() {
        return List.copyOf(operations);
    }

    /** Blocks until the set is empty, the limit has passed or the thread is interrupted. */
    public void awaitNone(Duration limit) {
        BoundedWait.until(this, operations::isEmpty, limit);
    }
}

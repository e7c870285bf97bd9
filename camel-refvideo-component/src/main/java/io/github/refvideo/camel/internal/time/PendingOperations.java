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

/**
 * What was begun and is not finished, and the wait until nothing is. Thread-safe.
 *
 * @param <T> told apart by identity or {@code equals}, as it likes
 */
public final class PendingOperations<T> {

    private final Set<T> things = new HashSet<>();

    public synchronized void add(T thing) {
        things.add(thing);
    }

    public synchronized void remove(T thing) {
        things.remove(thing);
        notifyAll();
    }

    /** All at this moment. */
    public synchronized List<T> list() {
        return List.copyOf(things);
    }

    /** Blocks until nothing is left, or the time is up, or the thread is interrupted. */
    public void awaitNone(Duration limit) {
        BoundedWait.until(this, things::isEmpty, limit);
    }
}

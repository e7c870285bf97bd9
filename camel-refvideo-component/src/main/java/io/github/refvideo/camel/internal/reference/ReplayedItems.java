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
package io.github.refvideo.camel.internal.reference;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The items of an iterator for several readers. Takes from the iterator no more than a reader asks
 * for: it may have no end. Thread-safe.
 */
final class ReplayedItems {

    private final Iterator<?> source;
    private final List<Object> taken = new ArrayList<>();

    ReplayedItems(Iterator<?> source) {
        this.source = source;
    }

    /** All items from the first one on. */
    Iterator<Object> iterator() {
        return new Iterator<>() {

            private int next;

            @Override
            public boolean hasNext() {
                return has(next);
            }

            @Override
            public Object next() {
                return get(next++);
            }
        };
    }

    private synchronized boolean has(int index) {
        return index < taken.size() || source.hasNext();
    }

    private synchronized Object get(int index) {
        if (!has(index)) {
            throw new NoSuchElementException();
        }
        if (index == taken.size()) {
            taken.add(source.next());
        }
        return taken.get(index);
    }
}

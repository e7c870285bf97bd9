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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Caches the content of objects that can be read only once, such as streams and iterators, for
 * later attempts of the same message. The rest of a message is read again. Thread-safe.
 */
public interface ReplayCache {

    /**
     * The cached content of a source.
     *
     * @param source compared by identity: most streams and iterators do not implement {@code
     *     equals}
     * @param factory creates the content for the first attempt; empty, and filled by the caller
     */
    <T> T computeIfAbsent(Object source, Supplier<T> factory);

    /**
     * The result of the only read of a source, or the error. Thread-safe.
     *
     * @param <T> the type of the result
     */
    final class Content<T> {

        private @Nullable T content;
        private @Nullable BadMediaException error;

        /**
         * @param reader reads the source at the first call
         */
        synchronized T get(Reader<T> reader) throws BadMediaException {
            if (error != null) {
                throw error;
            }
            T known = content;
            if (known == null) {
                try {
                    known = reader.read();
                    content = known;
                } catch (BadMediaException e) {
                    error = e;
                    throw e;
                }
            }
            return known;
        }

        /** Reads a source to its end. */
        @FunctionalInterface
        interface Reader<T> {
            T read() throws BadMediaException;
        }
    }

    /**
     * The elements of an iterator, for several readers. Reads no more elements than requested,
     * because the iterator can be infinite. Thread-safe.
     */
    final class Elements implements Iterable<Object> {

        private final Iterator<?> source;
        private final List<Object> elements = new ArrayList<>();

        Elements(Iterator<?> source) {
            this.source = source;
        }

        /** All elements from the first one. */
        @Override
        public Iterator<Object> iterator() {
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
            return index < elements.size() || source.hasNext();
        }

        private synchronized Object get(int index) {
            if (!has(index)) {
                throw new NoSuchElementException();
            }
            if (index == elements.size()) {
                elements.add(source.next());
            }
            return elements.get(index);
        }
    }
}

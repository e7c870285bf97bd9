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

import java.util.function.Supplier;

/**
 * What was read from objects that can be read only once, such as streams and iterators. Kept for
 * the later attempts of a message: everything else in it is read again. Thread-safe.
 */
public interface ReadOnce {

    /**
     * @param source compared by identity: many streams and iterators do not compare themselves
     * @param initial makes the memory of the source at the first attempt; empty, and filled by the
     *     caller
     */
    <T> T memoryOf(Object source, Supplier<T> initial);
}

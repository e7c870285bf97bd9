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
package io.github.refvideo.camel.internal.exchange;

import java.lang.ref.WeakReference;

/**
 * An object in a message that can be read only once, as the key of what was read from it: a stream,
 * a reader or an iterator. Compares the object by identity, since many of them do not compare
 * themselves, and does not keep it in memory: once it is gone, no attempt can bring it again.
 */
final class ReadObject {

    private final WeakReference<Object> object;
    private final Class<?> reader;
    private final int hash;

    /**
     * @param reader what has read it: each keeps its result in a form of its own
     */
    ReadObject(Object object, Class<?> reader) {
        this.object = new WeakReference<>(object);
        this.reader = reader;
        this.hash = System.identityHashCode(object);
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        Object mine = object.get();
        return mine != null
                && other instanceof ReadObject read
                && read.object.get() == mine
                && read.reader.equals(reader);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}

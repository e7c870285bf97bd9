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
package io.github.refvideo.simulator.content;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * Bytes of a known length that are read in blocks: held in memory, in a file, or generated on the
 * fly. Immutable and thread-safe.
 *
 * <p>Asynchronous readers must {@linkplain #retain() retain} the content while they read, so that a
 * file stays readable after its owner releases it.
 */
public interface Content {
    /** Number of bytes. */
    long length();

    /** Reads exactly the given range, which must be within the length. */
    Future<Buffer> read(long position, int length);

    /** Increments the reference count; each call needs one {@link #release()}. */
    default void retain() {}

    /** Decrements the reference count; after the last release the bytes may be gone. */
    default void release() {}

    /** A content of the given bytes. */
    static Content of(Buffer bytes) {
        return new MemoryContent(bytes);
    }

    /** A content of the text in UTF-8. */
    static Content of(String text) {
        return of(Buffer.buffer(text));
    }

    /** Concatenates contents without copying. */
    static Content joined(List<Content> parts) {
        return parts.size() == 1 ? parts.get(0) : new JoinedContent(parts);
    }

    /** A content of zero bytes with the given length. */
    static Content zeros(long length) {
        return new ZeroContent(length);
    }

    /** A slice of this content; it shares the reference count. */
    default Content slice(long from, long length) {
        return from == 0 && length == length() ? this : new SlicedContent(this, from, length);
    }

    /**
     * The base64 encoding of this content (with padding, without line breaks), generated while it
     * is read.
     */
    default Content base64() {
        return new Base64Content(this);
    }
}

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
 * Bytes of a known length that are read in blocks, whether they lie in memory, in a file, or are
 * made while they are read. Unchanging; safe for use by any thread.
 *
 * <p>Whoever reads for longer than a moment {@linkplain #retain() retains} it, so that a file whose
 * owner lets go of it stays readable to the end.
 */
public interface Content {
    /** Number of bytes. */
    long length();

    /** Exactly these bytes; they must lie within the length. */
    Future<Buffer> read(long position, int length);

    /** One more user; each calls {@link #release()} once. */
    default void retain() {}

    /** One user less; after the last one the bytes may be gone. */
    default void release() {}

    /** These bytes. */
    static Content of(Buffer bytes) {
        return new MemoryContent(bytes);
    }

    /** The UTF-8 bytes of the text. */
    static Content of(String text) {
        return of(Buffer.buffer(text));
    }

    /** One after the other, without copying any. */
    static Content joined(List<Content> parts) {
        return parts.size() == 1 ? parts.get(0) : new JoinedContent(parts);
    }

    /** That many zero bytes. */
    static Content zeros(long length) {
        return new ZeroContent(length);
    }

    /** A part of this; it shares this one's life. */
    default Content slice(long from, long length) {
        return from == 0 && length == length() ? this : new SlicedContent(this, from, length);
    }

    /** The base64 text of this (with padding, without line breaks), encoded while it is read. */
    default Content base64() {
        return new Base64Content(this);
    }
}

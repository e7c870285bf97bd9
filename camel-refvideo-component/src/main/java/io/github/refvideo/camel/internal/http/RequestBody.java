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
package io.github.refvideo.camel.internal.http;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.List;

/**
 * A body that is read while it is sent, so that a file of any size takes no more memory than one
 * piece of it. Opened anew for each attempt; may be sent by several calls at once.
 */
public interface RequestBody {

    /** How many bytes there are; known before the first is sent. */
    long length();

    /**
     * Opens the body at its beginning. Called on an I/O thread: short, and as little blocking as a
     * local file is. The client closes the channel when the exchange ends, however it ends.
     */
    ReadableByteChannel open() throws IOException;

    /** Bytes that are in memory anyway; nobody changes the array. */
    static RequestBody of(byte[] bytes) {
        return new RequestBodies.Bytes(bytes);
    }

    /**
     * A part of something that can be read from any place.
     *
     * @param source opened once per attempt
     * @param from the place of the first byte
     * @param length how many bytes; it is an error of the exchange if the source has fewer
     */
    static RequestBody of(Source source, long from, long length) {
        return new RequestBodies.Region(source, from, length);
    }

    /** Several bodies as one. */
    static RequestBody sequence(List<RequestBody> parts) {
        return new RequestBodies.Sequence(List.copyOf(parts));
    }

    /** Opens what a body is a part of. */
    @FunctionalInterface
    interface Source {
        SeekableByteChannel open() throws IOException;
    }
}

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
 * A body that is read while it is sent, so that a file of any size needs only the memory of one
 * part. Opened for each attempt. Several requests may send it concurrently.
 */
public interface RequestBody {

    /** The number of bytes, known before the first one is sent. */
    long length();

    /**
     * Opens the body at its beginning. Called on an I/O thread: must not block longer than a local
     * file does. The client closes the channel at the end of the exchange.
     */
    ReadableByteChannel open() throws IOException;

    /** A body in memory. The array must not be changed afterwards. */
    static RequestBody of(byte[] bytes) {
        return new RequestBodies.Bytes(bytes);
    }

    /**
     * A region of a seekable source.
     *
     * @param source opened once per attempt
     * @param from the position of the first byte
     * @param length in bytes. The exchange fails if the source is shorter
     */
    static RequestBody of(Source source, long from, long length) {
        return new RequestBodies.Region(source, from, length);
    }

    /** Several bodies, one after the other. */
    static RequestBody sequence(List<RequestBody> parts) {
        return new RequestBodies.Sequence(List.copyOf(parts));
    }

    /** A body as Base64 text, encoded while it is sent. */
    static RequestBody base64(RequestBody content) {
        return new RequestBodies.Base64Text(content);
    }

    /** Opens the source of a region. */
    @FunctionalInterface
    interface Source {
        SeekableByteChannel open() throws IOException;
    }
}

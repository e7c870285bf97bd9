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
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** Takes a reply piece by piece, on an I/O thread, never concurrently. */
public interface ResponseSink {

    /** Status and headers, before any piece of the body. */
    void head(ResponseHead head) throws IOException;

    /** A piece of the body; the buffer is only valid during the call. */
    void data(ByteBuffer piece) throws IOException;

    /**
     * When more of the body is welcome. A sink that cannot keep up slows the server down with it,
     * instead of holding the thread or growing; what was read already still comes. Asked on an I/O
     * thread; may complete on any; must not fail.
     */
    default CompletableFuture<?> ready() {
        return CompletableFuture.completedFuture(null);
    }

    /** How many bytes are welcome once {@link #ready} has completed; by default 256 KiB. */
    default int room() {
        return 256 * 1024;
    }

    /** The reply ended as the server meant it to. Not called when the exchange fails. */
    default void end() throws IOException {}

    /**
     * Whether enough was read. The exchange then ends at once with success, whatever the server
     * would still send; its connection is closed. Asked after each piece.
     */
    default boolean isComplete() {
        return false;
    }
}

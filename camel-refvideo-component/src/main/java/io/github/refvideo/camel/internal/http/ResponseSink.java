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

/** Receives a response in parts, on an I/O thread, never concurrently. */
public interface ResponseSink {

    /** Status and headers, before the first part of the body. */
    void head(ResponseHead head) throws IOException;

    /** A part of the body. The buffer is valid only during the call. */
    void data(ByteBuffer part) throws IOException;

    /**
     * Completes when the sink accepts more of the body. This is the back pressure of a slow sink:
     * it slows the server down without blocking the thread or growing. Parts that were already read
     * still arrive. Called on an I/O thread. May complete on any thread; must not fail.
     */
    default CompletableFuture<?> ready() {
        return CompletableFuture.completedFuture(null);
    }

    /** The bytes accepted after {@link #ready} has completed; default 256 KiB. */
    default int capacity() {
        return 256 * 1024;
    }

    /** The response is complete. Not called if the exchange fails. */
    default void end() throws IOException {}

    /**
     * Whether the sink needs no more data. The exchange then ends immediately with success, and its
     * connection is closed. Called after each part.
     */
    default boolean isComplete() {
        return false;
    }
}

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
package io.github.refvideo.camel.internal.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/**
 * Where one video goes. Calls come one at a time, on I/O threads, and return soon: none waits for a
 * disk. A transfer that breaks goes on where it stopped, or, when that is impossible, {@link
 * #begin} again.
 *
 * @param <T> what it makes of the video
 */
public interface VideoSink<T> {

    /**
     * Forgets what has arrived; a video follows from its first byte.
     *
     * @param length how long it will be, -1 if that is not known
     */
    void begin(long length) throws IOException;

    /** Appends; what the disk did not take of earlier pieces may show here. */
    void write(ByteBuffer piece) throws IOException;

    /**
     * The video is complete and looks like one.
     *
     * @param mediaType never null
     */
    CompletableFuture<T> finish(String mediaType);

    /** When more is welcome; never fails. */
    default CompletableFuture<?> ready() {
        return CompletableFuture.completedFuture(null);
    }

    /** How many bytes are welcome once {@link #ready} has completed; by default 256 KiB. */
    default int room() {
        return 256 * 1024;
    }

    /** Fails when it is clear that nothing will come of it; else stays open. */
    default CompletableFuture<?> broken() {
        return new CompletableFuture<>();
    }

    /** What {@link #finish} made came too late for anybody to take it. */
    default void drop(T product) {}

    /** Nothing more comes, and what there is is not wanted; no effect once finished. */
    void discard();
}

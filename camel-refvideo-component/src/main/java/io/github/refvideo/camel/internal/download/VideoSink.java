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
 * The target of one video. Methods are called one at a time, on I/O threads, and must not block. A
 * failed transfer continues where it stopped, or starts again with {@link #begin}.
 *
 * @param <T> the stored video
 */
public interface VideoSink<T> {

    /**
     * Discards all bytes; a video follows from its first byte.
     *
     * @param length of the video in bytes; -1 if unknown
     */
    void begin(long length) throws IOException;

    /** Appends bytes. May report a failure of an earlier write. */
    void write(ByteBuffer piece) throws IOException;

    /** The video is complete. */
    CompletableFuture<T> finish(String mediaType);

    /** Completes when the sink accepts more bytes; never fails. */
    default CompletableFuture<?> ready() {
        return CompletableFuture.completedFuture(null);
    }

    /** The number of bytes that the sink accepts after {@link #ready}; 256 KiB by default. */
    default int capacity() {
        return 256 * 1024;
    }

    /** Fails when the video cannot be stored; otherwise never completes. */
    default CompletableFuture<?> failed() {
        return new CompletableFuture<>();
    }

    /** Removes the result of {@link #finish}, because the download has ended before. */
    default void remove(T product) {}

    /** Discards the video; has no effect after it is finished. */
    void discard();

    /**
     * A video in memory.
     *
     * @param content the bytes, not copied: the receiver owns the array
     * @param mediaType for example {@code video/mp4}
     */
    public record DownloadedVideo(byte[] content, String mediaType) {}

    /**
     * A video on disk.
     *
     * @param content the file
     * @param length in bytes
     * @param mediaType for example {@code video/mp4}
     */
    public record StoredVideo<T>(T content, long length, String mediaType) {}
}

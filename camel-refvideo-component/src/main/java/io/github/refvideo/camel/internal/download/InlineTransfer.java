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

import io.github.refvideo.camel.internal.download.DownloadException.Reason;
import io.github.refvideo.camel.internal.io.DiskException;
import io.github.refvideo.camel.spi.InlineVideo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Takes a video that came inside a service's answer to where it is wanted, by the rules of a
 * download: a cap on the size, and a look at the first bytes. Piece by piece on the disk's pool,
 * without holding a thread while the sink is busy.
 */
final class InlineTransfer<T> {

    private static final int PIECE = 16 * 1024;

    private final InlineVideo video;
    private final VideoSink<T> sink;
    private final Executor disk;
    private final CompletableFuture<T> result = new CompletableFuture<>();

    private InputStream in;
    private String mediaType;

    InlineTransfer(InlineVideo video, VideoSink<T> sink, Executor disk) {
        this.video = video;
        this.sink = sink;
        this.disk = disk;
    }

    CompletableFuture<T> start(long maxBytes) {
        if (video.length() > maxBytes) {
            result.completeExceptionally(
                    DownloadException.lasting(
                            Reason.TOO_LARGE,
                            "The video has %d bytes or more, and maxVideoSize is %d"
                                    .formatted(video.length(), maxBytes)));
            return result;
        }
        result.whenComplete((value, e) -> sink.discard());
        sink.broken().exceptionally(this::fail);
        later(this::open);
        return result;
    }

    private void later(Step step) {
        disk.execute(() -> attempt(step));
    }

    private void attempt(Step step) {
        try {
            step.run();
        } catch (Throwable e) {
            close();
            fail(e);
        }
    }

    private void open() throws IOException {
        in = video.open();
        byte[] piece = new byte[ContainerSniffer.LENGTH];
        int length = in.readNBytes(piece, 0, ContainerSniffer.LENGTH);
        ContainerSniffer signature = ContainerSniffer.of(piece, length);
        if (!signature.video()) {
            throw DownloadException.lasting(
                    Reason.NOT_A_VIDEO,
                    "The service sent " + signature.name() + " instead of a video");
        }
        mediaType = signature.name();
        sink.begin(video.length());
        sink.write(ByteBuffer.wrap(piece, 0, length));
        next();
    }

    private void next() throws IOException {
        // Of this step alone: there may be many transfers, but there are few steps at a time.
        byte[] piece = new byte[Math.max(1, Math.min(PIECE, sink.room()))];
        int length = result.isDone() ? -1 : in.read(piece);
        if (length >= 0) {
            sink.write(ByteBuffer.wrap(piece, 0, length));
            sink.ready().thenRunAsync(() -> attempt(this::next), disk).exceptionally(this::fail);
            return;
        }
        close();
        if (!result.isDone()) {
            sink.finish(mediaType).whenComplete(this::finished);
        }
    }

    private void finished(T product, Throwable failure) {
        if (failure != null) {
            fail(failure);
        } else if (!result.complete(product)) {
            sink.drop(product);
        }
    }

    private <V> V fail(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        result.completeExceptionally(
                cause instanceof DiskException full
                        ? DownloadException.storage("The video", full)
                        : cause);
        return null;
    }

    private void close() {
        try {
            if (in != null) {
                in.close();
            }
        } catch (IOException e) {
            // It was only read.
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }
}

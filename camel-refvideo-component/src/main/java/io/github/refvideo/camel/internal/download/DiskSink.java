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

import io.github.refvideo.camel.internal.io.DiskException;
import io.github.refvideo.camel.internal.io.DiskWriter;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Writes a video to disk, by way of a pool. */
final class DiskSink<T> implements VideoSink<T> {

    /** Gives the complete file its place; runs on the pool. */
    @FunctionalInterface
    interface Ending<T> {
        CompletableFuture<T> end(DiskWriter writer, String mediaType);
    }

    private final DiskWriter writer;
    private final Ending<T> ending;
    private final Consumer<T> remover;

    /**
     * @param remover deletes what the ending made
     */
    DiskSink(DiskWriter writer, Ending<T> ending, Consumer<T> remover) {
        this.writer = writer;
        this.ending = ending;
        this.remover = remover;
    }

    @Override
    public void begin(long length) {
        writer.begin();
    }

    @Override
    public void write(ByteBuffer piece) throws DiskException {
        writer.write(piece);
    }

    @Override
    public CompletableFuture<T> finish(String mediaType) {
        return ending.end(writer, mediaType);
    }

    @Override
    public CompletableFuture<?> ready() {
        return writer.ready();
    }

    @Override
    public int room() {
        return writer.room();
    }

    @Override
    public CompletableFuture<?> broken() {
        return writer.broken();
    }

    @Override
    public void drop(T product) {
        remover.accept(product);
    }

    @Override
    public void discard() {
        writer.discard();
    }
}

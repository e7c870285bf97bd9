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
package io.github.refvideo.camel.internal.io;

import io.github.refvideo.camel.internal.io.DiskWriter.DiskFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk that accepts a limited number of bytes per file. */
public record FullDisk(Path directory, long capacity) implements DiskFiles {

    public static DiskFiles after(Path directory, long capacity) {
        return new FullDisk(directory, capacity);
    }

    @Override
    public Path create() throws IOException {
        return Files.createTempFile(directory, "full", ".part");
    }

    @Override
    public Channel open(Path file) throws IOException {
        Channel plain = DiskFiles.super.open(file);
        return new Channel() {
            private long written;

            @Override
            public int write(ByteBuffer block) throws IOException {
                if (written + block.remaining() > capacity) {
                    throw new IOException("No space left on device");
                }
                written += block.remaining();
                return plain.write(block);
            }

            @Override
            public void restart() throws IOException {
                written = 0;
                plain.restart();
            }

            @Override
            public void force() throws IOException {
                plain.force();
            }

            @Override
            public boolean isOpen() {
                return plain.isOpen();
            }

            @Override
            public void close() throws IOException {
                plain.close();
            }
        };
    }
}

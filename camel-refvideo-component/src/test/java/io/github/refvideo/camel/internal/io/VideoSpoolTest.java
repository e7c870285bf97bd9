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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoSpoolTest {

    @TempDir private Path directory;

    private static SpoolFile keep(VideoSpool spool, byte[] bytes) throws Exception {
        DiskWriter writer = spool.writer();
        writer.begin();
        writer.write(ByteBuffer.wrap(bytes));
        return VideoSpool.finish(writer).get();
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    @Test
    void fileCanBeReadAgainUntilItIsDeleted() throws Exception {
        SpoolFile file =
                keep(
                        new VideoSpool(directory, Runnable::run, BlockPool.ofHeap()),
                        new byte[] {1, 2, 3});

        for (int i = 0; i < 2; i++) {
            try (InputStream in = file.open()) {
                assertThat(in).hasBinaryContent(new byte[] {1, 2, 3});
            }
        }
        assertThat(file.length()).isEqualTo(3);
        file.delete();
        file.delete();

        assertThat(file.deleted()).isTrue();
        assertThatThrownBy(file::open).isInstanceOf(IOException.class);
        assertThat(list(directory)).isEmpty();
    }

    @Test
    void missingDirectoryIsCreatedForThisUserOnly() throws Exception {
        Path spool = directory.resolve("a/b");
        SpoolFile file =
                keep(new VideoSpool(spool, Runnable::run, BlockPool.ofHeap()), new byte[1]);

        assertThat(Files.getPosixFilePermissions(spool))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(list(spool))
                .singleElement()
                .satisfies(
                        path ->
                                assertThat(Files.getPosixFilePermissions(path))
                                        .isEqualTo(PosixFilePermissions.fromString("rw-------")));
        file.delete();
    }

    @Test
    void defaultDirectoryIsPerProcess() throws Exception {
        SpoolFile one = keep(new VideoSpool(null, Runnable::run, BlockPool.ofHeap()), new byte[1]);
        SpoolFile two = keep(new VideoSpool(null, Runnable::run, BlockPool.ofHeap()), new byte[2]);

        assertThat(one.length() + two.length()).isEqualTo(3);
        one.delete();
        two.delete();
    }

    @Test
    void impossibleDirectoryIsAnErrorThatNamesTheOption() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        DiskWriter writer =
                new VideoSpool(file.resolve("below"), Runnable::run, BlockPool.ofHeap()).writer();
        writer.begin();

        assertThatThrownBy(() -> writer.write(ByteBuffer.allocate(1)))
                .isInstanceOf(DiskException.class)
                .hasMessageStartingWith("spoolDirectory: ");
    }
}

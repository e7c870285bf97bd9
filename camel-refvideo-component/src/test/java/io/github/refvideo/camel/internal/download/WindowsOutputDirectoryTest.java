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

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Feature;
import com.google.common.jimfs.Jimfs;
import io.github.refvideo.camel.internal.io.BlockPool;
import io.github.refvideo.camel.internal.io.PrivateFiles;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code output=file} on a file system like the one of Windows, without POSIX permissions. */
class WindowsOutputDirectoryTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:30:00Z");

    private static FileSystem windows(boolean links) {
        return Jimfs.newFileSystem(
                links
                        ? Configuration.windows()
                        : Configuration.windows().toBuilder()
                                .setSupportedFeatures(Feature.FILE_CHANNEL)
                                .build());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void publishesWithAndWithoutHardLinks(boolean links) throws IOException {
        try (FileSystem windows = windows(links)) {
            Path directory = windows.getPath("C:\\videos\\new");
            PrivateFiles.createDirectories(directory);
            Path temporary = Files.writeString(directory.resolve(".refvideo-1.part"), "video");

            Path file = output(directory).publish(temporary, ".mp4");

            assertThat(Files.readString(file)).isEqualTo("video");
            assertThat(temporary).doesNotExist();
            assertThat(file.getFileName().toString())
                    .startsWith("refvideo-20261129T123000Z-")
                    .doesNotContainPattern("[<>:\"/\\\\|?*]");
        }
    }

    @Test
    void createsPrivateFilesWithoutPermissionsOfPosix() throws IOException {
        try (FileSystem windows = windows(true)) {
            Path file = windows.getPath("C:\\jobs").resolve("lock");
            PrivateFiles.createDirectories(file.getParent());
            PrivateFiles.createIfMissing(file);
            PrivateFiles.createIfMissing(file);

            assertThat(file).isEmptyFile();
        }
    }

    private static OutputDirectory output(Path directory) {
        return new OutputDirectory(directory, Runnable::run, BlockPool.ofHeap(), () -> NOW);
    }
}

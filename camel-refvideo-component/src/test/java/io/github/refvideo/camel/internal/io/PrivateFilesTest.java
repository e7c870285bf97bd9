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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {

    @TempDir private Path directory;

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void newDirectoriesAreForThisUserOnlyAndOthersStayAsTheyAre() throws IOException {
        Path there = Files.createDirectory(directory.resolve("there"));
        Files.setPosixFilePermissions(there, PosixFilePermissions.fromString("rwxr-xr-x"));

        PrivateFiles.createDirectories(there);
        PrivateFiles.createDirectories(there.resolve("a/b"));

        assertThat(permissions(there)).isEqualTo("rwxr-xr-x");
        assertThat(permissions(there.resolve("a"))).isEqualTo("rwx------");
        assertThat(permissions(there.resolve("a/b"))).isEqualTo("rwx------");
    }

    @Test
    void linkToADirectoryIsADirectory() throws IOException {
        Path real = Files.createDirectory(directory.resolve("real"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);

        PrivateFiles.createDirectories(link);
        PrivateFiles.createDirectories(link.resolve("below"));

        assertThat(real.resolve("below")).isDirectory();
    }

    @Test
    void newFilesAreForThisUserOnlyAndOthersKeepTheirContent() throws IOException {
        Path made = directory.resolve("made");
        Path written = directory.resolve("written");
        Path temporary = PrivateFiles.createTemporary(directory, "a-", ".z");

        PrivateFiles.createIfMissing(made);
        PrivateFiles.write(written, "first and long".getBytes(StandardCharsets.US_ASCII));
        PrivateFiles.write(written, "second".getBytes(StandardCharsets.US_ASCII));
        PrivateFiles.createIfMissing(written);

        assertThat(permissions(made)).isEqualTo("rw-------");
        assertThat(permissions(written)).isEqualTo("rw-------");
        assertThat(permissions(temporary)).isEqualTo("rw-------");
        assertThat(temporary.getFileName().toString()).startsWith("a-").endsWith(".z");
        assertThat(PrivateFiles.read(written, 100)).asString().isEqualTo("second");
        assertThat(PrivateFiles.read(written, 3)).asString().isEqualTo("sec");
    }

    @Test
    void interruptNeitherKeepsNamesFromTheDiskNorIsLost() throws IOException {
        Thread.currentThread().interrupt();
        try {
            PrivateFiles.syncDirectory(directory);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void missingDirectoryCannotBeSynced() {
        assertThatThrownBy(() -> PrivateFiles.syncDirectory(directory.resolve("gone")))
                .isInstanceOf(NoSuchFileException.class);
    }
}

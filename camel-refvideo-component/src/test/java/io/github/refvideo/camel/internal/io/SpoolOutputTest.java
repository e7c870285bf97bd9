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

import io.github.refvideo.camel.internal.io.SpoolDirectory.SpoolOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolOutputTest {

    @TempDir private Path directory;
    private SpoolDirectory spool;

    @BeforeEach
    void name() {
        spool = new SpoolDirectory(directory);
    }

    @Test
    void finishedFileHoldsWhatWasWrittenUntilItIsDeleted() throws IOException {
        SpoolFile file;
        try (SpoolOutput draft = spool.newFile()) {
            draft.out().write(new byte[] {1, 2, 3});
            file = draft.finish();
        }

        assertThat(file.length()).isEqualTo(3);
        assertThat(file.path()).hasParent(directory).hasBinaryContent(new byte[] {1, 2, 3});
        assertThat(Files.getPosixFilePermissions(file.path()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        file.delete();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void unfinishedFileIsDeleted() {
        assertThatThrownBy(
                        () -> {
                            try (SpoolOutput draft = spool.newFile()) {
                                draft.out().write(1);
                                assertThat(directory).isNotEmptyDirectory();
                                throw new IOException("the source broke off");
                            }
                        })
                .hasMessage("the source broke off");

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void nothingCanBeWrittenAfterTheEnd() throws IOException {
        try (SpoolOutput draft = spool.newFile()) {
            SpoolFile file = draft.finish();

            assertThatThrownBy(() -> draft.out().write(1)).isInstanceOf(IOException.class);
            file.delete();
        }
    }
}

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
package io.github.refvideo.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.internal.reference.store.StoreMemoryMain;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads half a gigabyte with a heap of 64 MB, to every store and to a self-hosted server. */
class StoreMemoryIT {

    @TempDir private static Path directory;

    private static Path file;

    @BeforeAll
    static void makeFile() throws IOException {
        file = directory.resolve("clip.mp4");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(500L * 1024 * 1024);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"put", "multipart", "form", "self-hosted"})
    void largeFileTakesNoMemory(String way) throws Exception {
        String output =
                ForkedJvm.run(
                        directory,
                        StoreMemoryMain.class,
                        List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:MaxDirectMemorySize=16m"),
                        file.toString(),
                        way);

        assertThat(output).contains("uploaded true");
    }
}

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
package io.github.refvideo.camel.internal.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of files in text of a message, with the path syntax of Windows. */
class WindowsReferencePathsTest {

    private final FileSystem windows =
            Jimfs.newFileSystem(
                    Configuration.windows().toBuilder()
                            .setRoots("C:\\", "D:\\", "\\\\server\\share\\")
                            .build());
    private final Path directory = windows.getPath("C:\\references");
    private RestrictedFileResolver resolver;

    @BeforeEach
    void files() throws IOException {
        Files.createDirectories(directory.resolve("cats"));
        Files.writeString(directory.resolve("cats\\cat.jpg"), "image");
        Files.writeString(windows.getPath("C:\\secret.jpg"), "secret");
        Files.writeString(windows.getPath("D:\\secret.jpg"), "secret");
        // The real path of these is in the directory, but reading it uses another drive or server.
        for (String other : new String[] {"D:\\link.jpg", "\\\\server\\share\\link.jpg"}) {
            Files.createSymbolicLink(windows.getPath(other), directory.resolve("cats\\cat.jpg"));
        }
        resolver = new RestrictedFileResolver(directory);
    }

    @AfterEach
    void close() throws IOException {
        windows.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cats\\cat.jpg",
                "cats/cat.jpg",
                "CATS\\Cat.JPG",
                "C:\\references\\cats\\cat.jpg",
                "c:/references/cats/cat.jpg",
                "cats\\..\\cats\\cat.jpg"
            })
    void namesInTheDirectoryAreAccepted(String text) throws Exception {
        assertThat(resolver.isFileName(text)).isTrue();

        Path file = resolver.resolve(text);

        assertThat(Files.readString(file)).isEqualTo("image");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..\\secret.jpg",
                "../secret.jpg",
                "cats\\..\\..\\secret.jpg",
                "C:\\secret.jpg",
                "\\secret.jpg",
                "C:secret.jpg",
                "D:\\secret.jpg",
                "D:\\link.jpg",
                "\\\\server\\share\\link.jpg",
                "//server/share/link.jpg",
                "\\\\.\\C:\\secret.jpg",
                "\\\\?\\C:\\secret.jpg",
                "CON",
                "NUL",
                "cats\\COM1.jpg",
                "cats",
                "cats\\cat.jpg:stream",
                "cats\\cat.jpg::$DATA"
            })
    void otherNamesAreRejected(String text) {
        assertThatThrownBy(() -> resolver.resolve(text)).isInstanceOf(BadMediaException.class);
    }

    @Test
    void alternateDataStreamsAreNotFileNames() {
        assertThat(resolver.isFileName("cat.jpg:stream")).isFalse();
    }
}

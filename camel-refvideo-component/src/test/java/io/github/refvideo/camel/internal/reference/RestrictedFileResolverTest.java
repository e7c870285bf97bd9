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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestrictedFileResolverTest {

    @TempDir Path root;

    private Path inside;
    private RestrictedFileResolver resolver;

    @BeforeEach
    void directoryWithNeighbours() throws IOException {
        inside = Files.createDirectory(root.resolve("refs"));
        Files.createDirectory(inside.resolve("sub"));
        write(inside.resolve("cat.png"));
        write(inside.resolve("two words.png"));
        write(inside.resolve("a:b.png"));
        write(inside.resolve("sub/dog.png"));
        write(root.resolve("secret.png"));
        Files.createDirectory(root.resolve("refs-evil"));
        write(root.resolve("refs-evil/cat.png"));
        Files.createSymbolicLink(inside.resolve("out.png"), root.resolve("secret.png"));
        Files.createSymbolicLink(inside.resolve("up"), root);
        Files.createSymbolicLink(inside.resolve("in.png"), inside.resolve("sub/dog.png"));
        Files.createSymbolicLink(inside.resolve("round"), inside.resolve("round"));
        resolver = new RestrictedFileResolver(inside);
    }

    private static void write(Path file) throws IOException {
        Files.writeString(file, "x");
    }

    @ParameterizedTest
    @CsvSource({
        "cat.png, cat.png",
        "./cat.png, cat.png",
        "sub/dog.png, sub/dog.png",
        "sub/../cat.png, cat.png",
        "../refs/cat.png, cat.png",
        "in.png, sub/dog.png",
        "two words.png, two words.png",
        "./a:b.png, a:b.png",
        "file:cat.png, cat.png",
        "FILE:sub/dog.png, sub/dog.png",
        "file:two%20words.png, two words.png",
        "DIR/cat.png, cat.png",
        "file:DIR/cat.png, cat.png",
        "file://DIR/cat.png, cat.png",
        "file://DIR/two%20words.png, two words.png"
    })
    void filesInsideAreFound(String text, String file) throws Exception {
        String name = text.replace("DIR", inside.toString());

        assertThat(resolver.isFileName(name)).isTrue();
        assertThat(resolver.resolve(name)).isEqualTo(inside.resolve(file).toRealPath());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret.png",
                "sub/../../secret.png",
                "ROOT/secret.png",
                "DIR/../secret.png",
                "file:ROOT/secret.png",
                "file://ROOT/secret.png",
                "file:../secret.png",
                "file:%2e%2e/secret.png",
                "file://DIR/%2e%2e/secret.png",
                "DIR-evil/cat.png",
                "../refs-evil/cat.png",
                "out.png",
                "up/secret.png",
                "up/refs-evil/cat.png",
                "round",
                "sub",
                ".",
                "",
                "missing.png",
                "../missing.png",
                "CAT.PNG/",
                "cat.png/..",
                "cat.png\u0000.txt",
                "file:cat.png%00",
                "file://host.example/share/cat.png",
                "file://localhost/etc/passwd",
                "file:///etc/passwd?x=1",
                "file:///etc/passwd#x",
                "file:two words.png",
                "file:",
                "file://",
                "~/cat.png",
                "/etc/passwd",
                "/proc/self/environ",
                "/dev/zero"
            })
    void otherPathsAreRejectedWithTheSameMessage(String text) {
        String name = text.replace("DIR", inside.toString()).replace("ROOT", root.toString());

        assertThatThrownBy(() -> resolver.resolve(name))
                .isInstanceOf(BadMediaException.class)
                .hasMessage("text can name only regular, readable files inside referenceDirectory")
                .hasNoCause();
    }

    @Test
    void commaIsPartOfAName() throws Exception {
        write(inside.resolve("cat, dog.png"));

        assertThat(resolver.resolve("cat, dog.png").getFileName()).hasToString("cat, dog.png");
    }

    @Test
    void severalNamesInOneLineAreRejectedWithAHint() {
        assertThatThrownBy(() -> resolver.resolve("cat.png, sub/dog.png"))
                .isInstanceOf(BadMediaException.class)
                .hasMessageContaining("write several names on separate lines");
    }

    @Test
    void pipeIsRejected() throws Exception {
        Path pipe = inside.resolve("pipe.png");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

        assertThatThrownBy(() -> resolver.resolve("pipe.png"))
                .isInstanceOf(BadMediaException.class);
    }

    @Test
    void upperCaseIsAnotherFileOnACaseSensitiveDisk() {
        if (Files.exists(inside.resolve("CAT.png"))) {
            return;
        }
        assertThatThrownBy(() -> resolver.resolve("CAT.png")).isInstanceOf(BadMediaException.class);
    }

    @Test
    void directoryMayItselfBeALink() throws Exception {
        Path link = Files.createSymbolicLink(root.resolve("link"), inside);

        assertThat(new RestrictedFileResolver(link).resolve("cat.png"))
                .isEqualTo(inside.resolve("cat.png").toRealPath());
    }

    @Test
    void urlsAreNotFiles() {
        for (String url :
                new String[] {
                    "https://h/a.png", "oss://b/k", "jar:file:/a!/b", "data:,x", "local:ab"
                }) {
            assertThat(resolver.isFileName(url)).as(url).isFalse();
        }
    }

    @Test
    void withoutPermissionPathsAreIgnoredAndFileUrlsAreRejected() {
        RestrictedFileResolver closed = new RestrictedFileResolver(null);

        assertThat(closed.isFileName("cat.png")).isFalse();
        assertThat(closed.isFileName("File:/etc/passwd")).isTrue();
        assertThatThrownBy(() -> closed.resolve("file:" + inside + "/cat.png"))
                .hasMessageContaining("allowFileReferences=true")
                .hasMessageContaining("referenceDirectory");
    }

    @Test
    void permissionWithoutADirectoryIsAConfigurationError() {
        assertThatThrownBy(() -> ReferenceSettings.of(true, " ", null, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("allowFileReferences")
                .hasMessageContaining("referenceDirectory");
        assertThat(ReferenceSettings.of(false, "/data", null, 1).fileDirectory()).isNull();
        assertThatThrownBy(() -> ReferenceSettings.of(false, null, null, 0))
                .hasMessageContaining("maxReferenceSize");
    }
}

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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.refvideo.camel.internal.download.VideoSink.StoredVideo;
import io.github.refvideo.camel.internal.io.BlockPool;
import io.github.refvideo.camel.internal.io.DiskException;
import io.github.refvideo.camel.internal.io.DiskWriter.DiskFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputDirectoryTest {

    private static final byte[] CONTENT = {1, 2, 3};

    @TempDir private Path directory;

    private final BlockPool blocks = BlockPool.ofHeap();

    private static CompletableFuture<StoredVideo<Path>> store(
            OutputDirectory output, String mediaType) throws IOException {
        VideoSink<StoredVideo<Path>> sink = output.sink();
        sink.begin(CONTENT.length);
        sink.write(ByteBuffer.wrap(CONTENT));
        return sink.finish(mediaType);
    }

    private OutputDirectory named(Path where, String... names) {
        Iterator<String> next = List.of(names).iterator();
        return new OutputDirectory(
                where,
                Runnable::run,
                blocks,
                next::next,
                DiskFiles.in(where, ".refvideo-", ".part"));
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void nameIsTimeAndChanceAndEndsByTheMediaType() throws Exception {
        OutputDirectory output =
                new OutputDirectory(
                        directory,
                        Runnable::run,
                        blocks,
                        () -> Instant.parse("2026-11-22T09:51:35.123Z"));
        StoredVideo<Path> one = store(output, "video/mp4").join();
        StoredVideo<Path> two = store(output, "video/mp4").join();

        assertThat(one.content().getFileName().toString())
                .matches("refvideo-20261122T095135Z-[0-9a-f]{16}\\.mp4");
        assertThat(one.content()).hasBinaryContent(CONTENT).isNotEqualTo(two.content());
        assertThat(one.length()).isEqualTo(3);
        assertThat(Files.getPosixFilePermissions(one.content()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(names(directory)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "video/mp4, .mp4",
        "video/webm, .webm",
        "video/quicktime, .mov",
        "video/x-matroska, .mkv",
        "video/3gpp, .3gp",
        "video/x-m4v, .mp4",
        "video/unknown, .mp4",
        "video/../../etc/passwd, .mp4"
    })
    void extensionComesFromTheTableOfMediaTypes(String mediaType, String ending) {
        assertThat(OutputDirectory.extension(mediaType)).isEqualTo(ending);
    }

    @Test
    void existingFileIsNeverReplaced() throws Exception {
        Files.writeString(directory.resolve("a.mp4"), "mine");
        Files.createSymbolicLink(directory.resolve("b.mp4"), directory.resolve("nowhere"));

        StoredVideo<Path> video = store(named(directory, "a", "b", "c"), "video/mp4").join();

        assertThat(video.content()).hasFileName("c.mp4").hasBinaryContent(CONTENT);
        assertThat(directory.resolve("a.mp4")).hasContent("mine");
        assertThat(names(directory)).containsExactly("a.mp4", "b.mp4", "c.mp4");
    }

    @Test
    void fileSystemWithoutLinksServesToo() throws Exception {
        URI zip = URI.create("jar:" + directory.resolve("x.zip").toUri());
        try (FileSystem archive = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Path inside = archive.getPath("/");
            Files.writeString(inside.resolve("a.mp4"), "mine");
            Path temporary = Files.write(inside.resolve("t.part"), CONTENT);

            Path video = named(inside, "a", "b").publish(temporary, ".mp4");

            assertThat(video.toString()).isEqualTo("/b.mp4");
            assertThat(Files.readAllBytes(video)).isEqualTo(CONTENT);
            assertThat(Files.readString(inside.resolve("a.mp4"))).isEqualTo("mine");
            assertThat(temporary).doesNotExist();
        }
    }

    @Test
    void onlyExistingNamesAreAnErrorAndLeaveNothing() throws Exception {
        Files.writeString(directory.resolve("a.mp4"), "mine");
        String[] same = Stream.generate(() -> "a").limit(20).toArray(String[]::new);

        assertThatThrownBy(() -> store(named(directory, same), "video/mp4").join())
                .hasCauseInstanceOf(DiskException.class)
                .hasMessageContaining("outputDirectory: every new name already exists");
        assertThat(names(directory)).containsExactly("a.mp4");
    }

    @Test
    void droppedVideoIsDeleted() throws Exception {
        OutputDirectory output = named(directory, "a");
        VideoSink<StoredVideo<Path>> sink = output.sink();
        sink.begin(-1);
        sink.remove(sink.finish("video/mp4").join());

        assertThat(names(directory)).isEmpty();
    }
}

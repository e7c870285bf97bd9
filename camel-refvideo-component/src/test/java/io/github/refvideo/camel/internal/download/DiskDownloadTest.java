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
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.github.refvideo.camel.internal.download.DownloadException.Reason;
import io.github.refvideo.camel.internal.download.VideoSink.StoredVideo;
import io.github.refvideo.camel.internal.http.RawServer;
import io.github.refvideo.camel.internal.io.BlockPool;
import io.github.refvideo.camel.internal.io.DiskWriter.DiskFiles;
import io.github.refvideo.camel.internal.io.FullDisk;
import io.github.refvideo.camel.internal.io.SpoolFile;
import io.github.refvideo.camel.internal.io.VideoSpool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads to disk: a complete and checked file with its final name, or no file. */
class DiskDownloadTest extends DownloadTestSupport {

    private static final byte[] VIDEO = video(700_000);
    private static final String TAG = "ETag: \"v1\"";

    @TempDir private Path directory;

    private final BlockPool blocks = BlockPool.ofHeap();
    private final ExecutorService pool = Executors.newFixedThreadPool(2);

    @AfterEach
    void everyBlockIsReleased() {
        await().untilAsserted(() -> assertThat(blocks.used()).isZero());
        pool.shutdownNow();
    }

    private CompletableFuture<StoredVideo<Path>> toFile(RawServer server, Path where) {
        return toFile(server, DiskFiles.in(where, ".refvideo-", ".part"), where, pool);
    }

    private CompletableFuture<StoredVideo<Path>> toFile(
            RawServer server, DiskFiles files, Path where, Executor disk) {
        return downloader()
                .download(
                        server.uri("/v"),
                        MAX,
                        deadline(600),
                        new OutputDirectory(where, disk, blocks, () -> "video", files).sink());
    }

    private CompletableFuture<StoredVideo<SpoolFile>> toSpool(RawServer server, long max) {
        return downloader()
                .download(
                        server.uri("/v"),
                        max,
                        deadline(600),
                        VideoSinks.spool(new VideoSpool(directory, pool, blocks)));
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private void nothingIsLeft() {
        await().untilAsserted(() -> assertThat(list(directory)).isEmpty());
    }

    @Test
    void fileHoldsTheVideo() throws Exception {
        try (RawServer server = serving(whole(VIDEO, ""))) {
            StoredVideo<Path> video = value(toFile(server, directory));

            assertThat(video.content()).hasBinaryContent(VIDEO).hasFileName("video.mp4");
            assertThat(video.length()).isEqualTo(VIDEO.length);
            assertThat(video.mediaType()).isEqualTo("video/mp4");
            assertThat(list(directory)).hasSize(1);
        }
    }

    @Test
    void spoolHoldsTheVideoUntilItIsDeleted() throws Exception {
        try (RawServer server = serving(whole(VIDEO, ""))) {
            StoredVideo<SpoolFile> video = value(toSpool(server, MAX));

            try (InputStream in = video.content().open()) {
                assertThat(in.readAllBytes()).isEqualTo(VIDEO);
            }
            video.content().delete();
            nothingIsLeft();
        }
    }

    @Test
    void failedTransferContinuesWhereItStopped() throws Exception {
        try (RawServer server =
                serving(cut(VIDEO, 300_000, TAG), part(VIDEO, 300_000, VIDEO.length - 1, TAG))) {
            assertThat(withRetries(toFile(server, directory)).content()).hasBinaryContent(VIDEO);
            assertThat(server.requests().get(1).headers()).containsEntry("Range", "bytes=300000-");
        }
    }

    @Test
    void otherVersionStartsTheFileOver() throws Exception {
        byte[] other = video(650_000);
        try (RawServer server = serving(cut(VIDEO, 300_000, TAG), whole(other, "ETag: \"v2\""))) {
            assertThat(withRetries(toFile(server, directory)).content()).hasBinaryContent(other);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>sorry</html>", "{\"error\":1}", ""})
    void nonVideoContentIsNotWrittenToDisk(String body) throws Exception {
        try (RawServer server = RawServer.answering(RawServer.ok(body))) {
            fails(toFile(server, directory), Reason.NOT_A_VIDEO);
            fails(toSpool(server, MAX), Reason.NOT_A_VIDEO);
            nothingIsLeft();
        }
    }

    @Test
    void videoThatTurnsOutTooLargeLeavesNothing() throws Exception {
        Answer endless =
                (request, peer) -> {
                    peer.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
                    peer.write(VIDEO);
                    peer.socket().close();
                };
        try (RawServer server = serving(endless)) {
            assertThat(fails(toSpool(server, 500_000), Reason.TOO_LARGE))
                    .hasMessageContaining("maxVideoSize allows 500000");
            nothingIsLeft();
        }
    }

    @Test
    void cancelledDownloadLeavesNothing() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (RawServer server = stalling(over)) {
            CompletableFuture<?> file = toFile(server, directory);
            await().untilAsserted(() -> assertThat(list(directory)).hasSize(1));

            file.cancel(true);

            nothingIsLeft();
            over.countDown();
        }
    }

    /** Sends half of the video and hangs. */
    private static RawServer stalling(CountDownLatch over) throws IOException {
        return RawServer.of(
                peer -> {
                    peer.read();
                    peer.write("HTTP/1.1 200 OK\r\nContent-Length: " + VIDEO.length + "\r\n\r\n");
                    peer.socket().getOutputStream().write(VIDEO, 0, VIDEO.length / 2);
                    peer.stall(over);
                });
    }

    @Test
    void fullDiskIsAnErrorThatNamesTheOptionAndLeavesNothing() throws Exception {
        try (RawServer server = serving(whole(VIDEO, ""))) {
            DownloadException error =
                    fails(
                            toFile(server, FullDisk.after(directory, 400_000), directory, pool),
                            Reason.STORAGE);

            assertThat(error)
                    .hasMessage(
                            "The video from localhost could not be stored: outputDirectory: No"
                                    + " space left on device");
            assertThat(error.retryable()).isTrue();
            assertThat(server.requests()).hasSize(1);
            nothingIsLeft();
        }
    }

    @Test
    void fullRealDiskIsReported() throws Exception {
        Path small = Files.createDirectory(directory.resolve("small"));
        assumeThat(mount("mount", "-t", "tmpfs", "-o", "size=256k", "none", small.toString()))
                .isTrue();
        try (RawServer server = serving(whole(VIDEO, ""))) {
            DownloadException error = fails(toFile(server, small), Reason.STORAGE);

            assertThat(error).hasMessageContaining("outputDirectory: No space left on device");
            await().untilAsserted(() -> assertThat(list(small)).isEmpty());
        } finally {
            mount("umount", small.toString());
        }
    }

    @Test
    void readOnlyDiskIsReported() throws Exception {
        Path frozen = Files.createDirectory(directory.resolve("frozen"));
        assumeThat(mount("mount", "-t", "tmpfs", "-o", "ro", "none", frozen.toString())).isTrue();
        try (RawServer server = serving(whole(VIDEO, ""))) {
            assertThat(fails(toFile(server, frozen), Reason.STORAGE))
                    .hasMessageContaining("outputDirectory: Read-only file system");
        } finally {
            mount("umount", frozen.toString());
        }
    }

    private static boolean mount(String... command) throws Exception {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void deletedDirectoryIsAnError() throws Exception {
        Path doomed = Files.createDirectory(directory.resolve("doomed"));
        CountDownLatch gone = new CountDownLatch(1);
        Answer slow =
                (request, peer) -> {
                    peer.write("HTTP/1.1 200 OK\r\nContent-Length: " + VIDEO.length + "\r\n\r\n");
                    peer.socket().getOutputStream().write(VIDEO, 0, 300_000);
                    peer.stall(gone);
                    peer.socket().getOutputStream().write(VIDEO, 300_000, VIDEO.length - 300_000);
                };
        try (RawServer server = serving(slow)) {
            CompletableFuture<?> file = toFile(server, doomed);
            await().untilAsserted(() -> assertThat(list(doomed)).hasSize(1));
            Files.delete(list(doomed).get(0));
            Files.delete(doomed);
            gone.countDown();

            DownloadException error = fails(file, Reason.STORAGE);
            assertThat(error)
                    .hasMessageContaining(
                            "outputDirectory: the directory or file no longer exists");
            assertThat(error.retryable()).isFalse();
            nothingIsLeft();
        }
    }

    @Test
    void missingDirectoryIsAnError() throws Exception {
        try (RawServer server = serving(whole(VIDEO, ""))) {
            fails(toFile(server, directory.resolve("nowhere")), Reason.STORAGE);
        }
    }

    @Test
    void hangingDiskStopsItsOwnDownloadOnlyAndSlowsTheServer() throws Exception {
        useRealTimer();
        byte[] large = video(8_000_000);
        CountDownLatch works = new CountDownLatch(1);
        ExecutorService hanging = Executors.newSingleThreadExecutor();
        try (RawServer server = serving(whole(large, ""))) {
            hanging.execute(
                    () -> {
                        try {
                            works.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    });
            OutputDirectory output = new OutputDirectory(directory, hanging, blocks, Instant::now);
            CompletableFuture<?> stuck =
                    downloader().download(server.uri("/v"), MAX, deadline(600), output.sink());
            CompletableFuture<?> late =
                    downloader()
                            .download(
                                    server.uri("/v"),
                                    MAX,
                                    deadline(Duration.ofMillis(300)),
                                    output.sink());

            for (int i = 0; i < 20; i++) {
                assertThat(value(download(server.uri("/v"))).content()).hasSize(large.length);
            }
            fails(late, Reason.TIMEOUT);
            assertThat(stuck).isNotDone();

            works.countDown();
            value(stuck);
            await().untilAsserted(() -> assertThat(list(directory)).hasSize(1));
            assertThat(Files.readAllBytes(list(directory).get(0))).isEqualTo(large);
        } finally {
            hanging.shutdownNow();
        }
    }

    @Test
    void deadlineDuringTheLastWriteLeavesNoFile() throws Exception {
        CountDownLatch works = new CountDownLatch(1);
        CountDownLatch published = new CountDownLatch(1);
        Executor slow =
                task ->
                        pool.execute(
                                () -> {
                                    task.run();
                                    published.countDown();
                                });
        try (RawServer server = serving(whole(VIDEO, ""))) {
            OutputDirectory output =
                    new OutputDirectory(
                            directory,
                            slow,
                            blocks,
                            () -> {
                                try {
                                    works.await(30, TimeUnit.SECONDS);
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                                return "late";
                            },
                            DiskFiles.in(directory, ".refvideo-", ".part"));
            CompletableFuture<?> file =
                    downloader().download(server.uri("/v"), MAX, deadline(600), output.sink());
            await().untilAsserted(
                            () ->
                                    assertThat(list(directory))
                                            .singleElement()
                                            .satisfies(
                                                    part ->
                                                            assertThat(part.toFile().length())
                                                                    .isEqualTo(VIDEO.length)));
            file.cancel(true);
            works.countDown();

            assertThat(published.await(30, TimeUnit.SECONDS)).isTrue();
            nothingIsLeft();
        }
    }
}

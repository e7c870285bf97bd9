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

import io.github.refvideo.camel.internal.io.DiskWriter.DiskFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskWriterTest {

    @TempDir private Path directory;

    private final Queue<Runnable> disk = new ArrayDeque<>();
    private final BlockPool blocks = new BlockPool(8);

    @AfterEach
    void everyBlockIsReleased() {
        diskWorks();
        assertThat(blocks.used()).isZero();
    }

    private DiskWriter writer() {
        return writer(DiskFiles.in(directory, "x", ".part"));
    }

    private DiskWriter writer(DiskFiles files) {
        return new DiskWriter("outputDirectory", files, disk::add, blocks);
    }

    private void diskWorks() {
        while (!disk.isEmpty()) {
            disk.poll().run();
        }
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 1_000_000})
    void bytesComeOutAsTheyWentIn(int length) throws Exception {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            DiskWriter writer =
                    new DiskWriter("x", DiskFiles.in(directory, "x", ".part"), pool, blocks);
            writer.begin();
            for (int at = 0; at < length; at += 7_777) {
                writer.write(ByteBuffer.wrap(bytes, at, Math.min(7_777, length - at)));
                writer.ready().get(30, TimeUnit.SECONDS);
            }
            Path file = writer.finish(true, path -> path).get(30, TimeUnit.SECONDS);

            assertThat(Arrays.equals(Files.readAllBytes(file), bytes)).isTrue();
            writer.discard();
            pool.shutdown();
            assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            assertThat(file).exists();
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void onlyThisUserMayReadIt() throws Exception {
        DiskWriter writer = writer();
        writer.begin();
        diskWorks();

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files)
                    .singleElement()
                    .satisfies(
                            file ->
                                    assertThat(Files.getPosixFilePermissions(file))
                                            .isEqualTo(
                                                    PosixFilePermissions.fromString("rw-------")));
        }
    }

    @Test
    void beginningAgainForgets() throws Exception {
        DiskWriter writer = writer();
        writer.begin();
        writer.write(ByteBuffer.allocate(100_000));
        writer.begin();
        writer.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        CompletableFuture<Path> file = writer.finish(false, path -> path);
        diskWorks();

        assertThat(file.join()).hasBinaryContent(new byte[] {1, 2, 3});
    }

    @Test
    void callerIsNotifiedWhenTheBacklogIsFullAndHasSpaceAgain() throws Exception {
        DiskWriter writer = writer();
        writer.begin();
        int backlog = 0;
        while (writer.ready().isDone()) {
            assertThat(writer.capacity()).isPositive();
            backlog += writer.capacity();
            writer.write(ByteBuffer.allocate(writer.capacity()));
        }
        CompletableFuture<Void> ready = writer.ready();
        assertThat(ready).isNotDone();
        assertThat(writer.capacity()).isZero();
        assertThat(backlog).isBetween(3 * BlockPool.BLOCK, 8 * BlockPool.BLOCK);

        diskWorks();

        assertThat(ready).isCompleted();
        assertThat(writer.capacity()).isPositive();
        writer.discard();
    }

    @Test
    void fileContinuesWhileOthersHoldAllBlocks() throws Exception {
        DiskWriter slow = writer();
        slow.begin();
        slow.write(ByteBuffer.allocate(DiskWriter.SMALL + 3 * BlockPool.BLOCK));
        DiskWriter another = writer();
        another.begin();
        another.write(ByteBuffer.allocate(DiskWriter.SMALL + 3 * BlockPool.BLOCK));
        List<ByteBuffer> rest = new ArrayList<>();
        for (ByteBuffer block = blocks.take(); block != null; block = blocks.take()) {
            rest.add(block);
        }
        byte[] bytes = new byte[200_000];
        new Random(1).nextBytes(bytes);
        DiskWriter writer =
                new DiskWriter("x", DiskFiles.in(directory, "x", ".part"), Runnable::run, blocks);
        writer.begin();
        for (int at = 0; at < bytes.length; ) {
            assertThat(writer.ready()).isCompleted();
            int count = Math.min(writer.capacity(), bytes.length - at);
            assertThat(count).isBetween(1, DiskWriter.SMALL);
            writer.write(ByteBuffer.wrap(bytes, at, count));
            at += count;
        }

        assertThat(writer.finish(false, path -> path).join()).hasBinaryContent(bytes);
        rest.forEach(blocks::release);
        slow.discard();
        another.discard();
    }

    @Test
    void idlePoolKeepsFewBlocks() {
        BlockPool pool = new BlockPool(100);
        List<ByteBuffer> all = new ArrayList<>();
        for (ByteBuffer block = pool.take(); block != null; block = pool.take()) {
            all.add(block);
        }
        assertThat(all).hasSize(100);

        all.forEach(pool::release);

        assertThat(pool.used()).isZero();
        assertThat(pool.spare()).isEqualTo(8);
    }

    @Test
    void failureEndsTheFileAndIsReportedByEveryMethod() throws Exception {
        DiskWriter writer = writer(FullDisk.after(directory, 100_000));
        writer.begin();
        writer.write(ByteBuffer.allocate(200_000));
        CompletableFuture<Void> ready = writer.ready();
        diskWorks();

        assertThat(ready).isCompleted();
        assertThat(files()).isZero();
        assertThat(writer.failed()).isCompletedExceptionally();
        assertThatThrownBy(() -> writer.write(ByteBuffer.allocate(1)))
                .isInstanceOf(DiskException.class)
                .hasMessage("outputDirectory: No space left on device");
        CompletableFuture<Path> file = writer.finish(true, path -> path);
        diskWorks();
        assertThatThrownBy(file::join).hasCauseInstanceOf(DiskException.class);
    }

    @Test
    void errorIsAFailureLikeOthers() throws Exception {
        DiskWriter writer =
                writer(
                        () -> {
                            throw new StackOverflowError();
                        });
        writer.begin();
        diskWorks();

        assertThatThrownBy(() -> writer.write(ByteBuffer.allocate(1)))
                .hasMessage("outputDirectory: StackOverflowError");
    }

    @Test
    void fileIsWrittenInOrderWhenTasksFailWithOutOfMemory() throws Exception {
        byte[] bytes = new byte[300_000];
        new Random(2).nextBytes(bytes);
        AtomicInteger turns = new AtomicInteger();
        Executor failing =
                task -> {
                    // Like a pool that queues a task and then cannot create a thread.
                    disk.add(task);
                    if (turns.incrementAndGet() % 2 == 0) {
                        throw new OutOfMemoryError("expected in this test");
                    }
                };
        DiskWriter writer =
                new DiskWriter("x", DiskFiles.in(directory, "x", ".part"), failing, blocks);
        writer.begin();
        for (int at = 0; at < bytes.length; at += 10_000) {
            writer.write(ByteBuffer.wrap(bytes, at, 10_000));
            if (!writer.ready().isDone()) {
                diskWorks();
            }
        }
        CompletableFuture<Path> file = writer.finish(false, path -> path);
        diskWorks();

        assertThat(file.join()).hasBinaryContent(bytes);
    }

    @Test
    void outOfMemoryFailsOneFileOnly() throws Exception {
        DiskFiles plain = DiskFiles.in(directory, "x", ".part");
        DiskFiles poor =
                new DiskFiles() {
                    @Override
                    public Path create() throws IOException {
                        return plain.create();
                    }

                    @Override
                    public Channel open(Path file) {
                        throw new OutOfMemoryError("expected in this test");
                    }
                };
        DiskWriter writer = writer(poor);
        writer.begin();
        writer.write(ByteBuffer.allocate(200_000));
        CompletableFuture<Path> file = writer.finish(false, path -> path);
        diskWorks();

        assertThatThrownBy(file::join).hasRootCauseInstanceOf(OutOfMemoryError.class);
        assertThat(files()).isZero();
    }

    @Test
    void endingThatFailsDeletesTheFile() throws Exception {
        DiskWriter writer = writer();
        writer.begin();
        CompletableFuture<Path> file =
                writer.finish(
                        true,
                        path -> {
                            throw new IOException("no");
                        });
        diskWorks();

        assertThatThrownBy(file::join)
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("outputDirectory: no");
        assertThat(files()).isZero();
    }

    @Test
    void discardedFileIsDeletedAtAnyPoint() throws Exception {
        for (int tasks = 0; tasks < 6; tasks++) {
            DiskWriter writer = writer();
            writer.begin();
            writer.write(ByteBuffer.allocate(200_000));
            CompletableFuture<Path> file = writer.finish(true, path -> path);
            for (int i = 0; i < tasks && !disk.isEmpty(); i++) {
                disk.poll().run();
            }
            writer.discard();
            diskWorks();

            if (file.isCompletedExceptionally()) {
                assertThat(files()).as("after %d tasks", tasks).isZero();
            } else {
                assertThat(file.join()).exists();
                Files.delete(file.join());
            }
        }
    }

    @Test
    void fileIsDeletedAfterTheExecutorWasShutDown() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        DiskWriter writer = new DiskWriter("x", DiskFiles.in(directory, "x", ""), pool, blocks);
        writer.begin();
        writer.write(ByteBuffer.allocate(100));
        pool.shutdown();
        assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();

        writer.discard();

        assertThat(files()).isZero();
    }
}

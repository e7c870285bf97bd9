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
package io.github.refvideo.camel.repository;

import static io.github.refvideo.camel.repository.TestRecords.T0;
import static io.github.refvideo.camel.repository.TestRecords.claimed;
import static io.github.refvideo.camel.repository.TestRecords.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.refvideo.camel.repository.PurchaseState.Name;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileVideoJobRepositoryIT extends SharedRepositoryContract {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    @TempDir Path folder;

    @Override
    TestRepository newStore() {
        return TestRepository.file(
                folder.resolve("not there yet").resolve("" + NUMBER.incrementAndGet()));
    }

    @Test
    void fileNamesTellNothingOfAKeyAndNoKeyLeavesTheDirectory() throws Exception {
        for (String key : UnusualKeys.ALL) {
            repository.create(claimed(key));
        }

        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> records = all.filter(file -> file.toString().endsWith(".json")).toList();
            assertThat(records)
                    .hasSize(UnusualKeys.ALL.size())
                    .allMatch(file -> file.getParent().equals(directory().resolve("open")))
                    .allMatch(file -> file.getFileName().toString().matches("[0-9a-f]{64}\\.json"));
        }
        assertThat(file("open", "key")).exists();
    }

    @Test
    void onlyThisUserMayReadOrWrite() throws Exception {
        Assumptions.assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        repository.create(claimed("key"));
        repository.replace(next(claimed("key"), Name.TAKEN));
        repository.create(claimed("other"));

        try (Stream<Path> all = Files.walk(directory())) {
            for (Path path : all.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .as(path.toString())
                        .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "garbage", "\u00ff\u0000", "{\"format\":2}"})
    void aKeyWhoseFileCannotBeReadStaysTaken(String content) throws Exception {
        JobRecord healthy = claimed("healthy");
        repository.create(healthy);
        repository.create(claimed("key"));
        Files.writeString(file("open", "key"), content);

        assertTakenByGarbage("key");
        assertThat(repository.unfinished(10)).containsExactly(healthy);
        assertThat(file("open", "key")).hasContent(content);
    }

    @Test
    void aKeyWhoseFinishedRecordCannotBeReadStaysTaken() throws Exception {
        repository.create(claimed("key"));
        repository.replace(next(claimed("key"), Name.TAKEN));
        Files.writeString(file("over", "key"), "torn");

        assertTakenByGarbage("key");
        assertThat(repository.purge(T0.plus(Duration.ofDays(1000)))).isZero();
    }

    @Test
    void keyIsReservedByADirectoryInPlaceOfItsFile() throws Exception {
        repository.create(claimed("first"));
        Files.createDirectory(file("open", "directory"));
        Files.createSymbolicLink(file("open", "link"), file("open", "first"));
        Files.createSymbolicLink(file("over", "dangling"), folder.resolve("nowhere"));

        assertTakenByGarbage("directory");
        assertTakenByGarbage("link");
        assertTakenByGarbage("dangling");
        assertThat(repository.unfinished(10)).hasSize(1);
    }

    @Test
    void theRecordOfAnotherKeyDoesNotAnswerForThisOne() throws Exception {
        repository.create(claimed("one"));
        Files.copy(file("open", "one"), file("open", "two"));

        assertTakenByGarbage("two");
        assertThat(repository.unfinished(10)).containsExactly(claimed("one"));
    }

    @Test
    void foreignFilesAreLeftAlone() throws Exception {
        repository.create(claimed("key"));
        Path foreign = directory().resolve("open").resolve("README.txt");
        Files.writeString(foreign, "not mine");
        Files.createDirectory(directory().resolve("over").resolve("lost+found"));

        assertThat(repository.unfinished(10)).hasSize(1);
        assertThat(repository.purge(T0.plusSeconds(1000))).isZero();
        assertThat(foreign).hasContent("not mine");
    }

    /** A process may die between the new file and the removal of the old one. */
    @Test
    void ofTwoFilesForOneKeyTheHigherVersionCounts() throws Exception {
        JobRecord first = claimed("key");
        JobRecord over = next(first, Name.TAKEN);
        repository.create(first);
        Path old = folder.resolve("old");
        Files.copy(file("open", "key"), old);
        repository.replace(over);
        Files.copy(old, file("open", "key"));

        assertThat(repository.find("key")).contains(over);
        assertThat(repository.unfinished(10)).isEmpty();
        assertThat(repository.create(first)).contains(over);

        assertThat(repository.remove("key", 1)).isFalse();
        assertThat(repository.remove("key", 2)).isTrue();
        assertThat(repository.find("key")).isEmpty();
    }

    @Test
    void ofTwoFilesForOneKeyTheHigherVersionCountsOnTheWayBackToo() throws Exception {
        JobRecord first = claimed("key");
        JobRecord over = next(first, Name.TAKEN);
        JobRecord again = next(over, Name.ACKNOWLEDGED);
        repository.create(first);
        repository.replace(over);
        Path old = folder.resolve("old");
        Files.copy(file("over", "key"), old);
        repository.replace(again);
        Files.copy(old, file("over", "key"));

        assertThat(repository.find("key")).contains(again);
        assertThat(repository.unfinished(10)).containsExactly(again);
        assertThat(repository.purge(T0.plusSeconds(1000))).isZero();
        assertThat(repository.find("key")).contains(again);
        assertThat(repository.replace(next(again, Name.FAILED))).isTrue();
        assertThat(file("open", "key")).doesNotExist();
    }

    @Test
    void recordThatMovesWhileItIsListedIsListedOnce() throws Exception {
        JobRecord first = claimed("key");
        repository.create(first);
        CompletableFuture<Void> moves =
                CompletableFuture.runAsync(
                        () -> {
                            JobRecord record = first;
                            for (int i = 0; i < 1000; i++) {
                                record = next(record, i % 2 == 0 ? Name.TAKEN : Name.ACKNOWLEDGED);
                                replace(record);
                            }
                        });

        while (!moves.isDone()) {
            assertThat(repository.changedSince(Instant.EPOCH, 10)).hasSizeLessThanOrEqualTo(1);
        }
        moves.join();
        assertThat(repository.changedSince(Instant.EPOCH, 10)).hasSize(1);
    }

    private void replace(JobRecord record) {
        try {
            assertThat(repository.replace(record)).isTrue();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aTornFileBesideAWholeOneKeepsTheKeyTaken() throws Exception {
        repository.create(claimed("key"));
        Files.writeString(file("over", "key"), "torn");

        assertTakenByGarbage("key");
        assertThat(repository.unfinished(10)).isEmpty();
    }

    @Test
    void temporaryFileOfADeadProcessIsOverwritten() throws Exception {
        repository.create(claimed("key"));
        Path draft =
                directory()
                        .resolve("shards")
                        .resolve(RecordPreconditions.digest("key").substring(0, 2) + ".draft");
        Files.writeString(draft, "x".repeat(10_000));

        JobRecord second = next(claimed("key"), Name.ACKNOWLEDGED);
        assertThat(repository.replace(second)).isTrue();
        assertThat(repository.find("key")).contains(second);
        assertThat(draft).doesNotExist();
    }

    @Test
    void deletedDirectoryIsAnErrorAndIsNotCreatedAgain() throws Exception {
        JobRecord first = claimed("key");
        repository.create(first);
        Files.move(directory(), folder.resolve("moved away"), StandardCopyOption.ATOMIC_MOVE);

        assertThatIOException().isThrownBy(() -> repository.find("key"));
        assertThatIOException().isThrownBy(() -> repository.create(first));
        assertThatIOException().isThrownBy(() -> repository.create(claimed("other")));
        assertThatIOException()
                .isThrownBy(() -> repository.replace(next(first, Name.ACKNOWLEDGED)));
        assertThatIOException().isThrownBy(() -> repository.remove("key", 1));
        assertThatIOException().isThrownBy(() -> repository.unfinished(10));
        assertThatIOException().isThrownBy(() -> repository.purge(T0));
        assertThat(directory()).doesNotExist();

        Files.move(folder.resolve("moved away"), directory(), StandardCopyOption.ATOMIC_MOVE);
        assertThat(repository.find("key")).contains(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "over", "shards"})
    void deletedSubdirectoryIsAnError(String part) throws Exception {
        repository.find("key");
        Files.move(directory().resolve(part), folder.resolve("moved away"));

        assertThatIOException().isThrownBy(() -> repository.create(claimed("key")));
        assertThatIOException().isThrownBy(() -> repository.find("key"));
    }

    @Test
    void anInterruptNeitherTearsAWriteNorIsItLost() throws Exception {
        Thread.currentThread().interrupt();
        JobRecord first = claimed("key");

        assertThat(repository.create(first)).isEmpty();
        assertThat(repository.replace(next(first, Name.ACKNOWLEDGED))).isTrue();
        assertThat(repository.find("key")).isPresent();
        assertThat(repository.unfinished(10)).hasSize(1);
        assertThat(repository.replace(next(next(first, Name.FAILED), Name.FAILED))).isTrue();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void twoRepositoriesByDifferentPathsToOneDirectoryExcludeEachOther() throws Exception {
        repository.find("key");
        Path link = Files.createSymbolicLink(folder.resolve("link"), directory());
        FileVideoJobRepository second = new FileVideoJobRepository(link);

        repository.create(claimed("key"));
        assertThat(second.create(claimed("key"))).isPresent();
    }

    @Test
    void directoryIsRequiredAndCannotChange() throws Exception {
        FileVideoJobRepository bare = new FileVideoJobRepository();
        assertThatIllegalStateException()
                .isThrownBy(() -> bare.find("key"))
                .withMessage("The file repository requires a directory");

        FileVideoJobRepository used = new FileVideoJobRepository(folder.resolve("used"));
        used.find("key");
        assertThatIllegalStateException().isThrownBy(() -> used.setDirectory("elsewhere"));
        assertThat(used.getDirectory()).isEqualTo(folder.resolve("used").toString());

        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> new FileVideoJobRepository(file).find("key"))
                .isInstanceOf(IOException.class);
    }

    /** By the CPU that it takes (measured: half a second), which other load does not change. */
    @Test
    void tenThousandUnfinishedRecordsAreListedInSeconds() throws Exception {
        repository.find("key");
        for (int i = 0; i < 10_000; i++) {
            JobRecord record = next(claimed("key-" + i), Name.ACKNOWLEDGED);
            Files.writeString(file("open", record.key()), record.toJson());
        }

        ThreadMXBean thread = ManagementFactory.getThreadMXBean();
        long start = thread.getCurrentThreadCpuTime();
        List<JobRecord> unfinished = repository.unfinished(100_000);
        Duration took = Duration.ofNanos(thread.getCurrentThreadCpuTime() - start);

        assertThat(unfinished).hasSize(10_000);
        assertThat(took).isLessThan(Duration.ofSeconds(3));
    }

    private void assertTakenByGarbage(String key) {
        assertThatExceptionOfType(MalformedRecordException.class)
                .isThrownBy(() -> repository.find(key));
        assertThatExceptionOfType(MalformedRecordException.class)
                .isThrownBy(() -> repository.create(claimed(key)));
        assertThatExceptionOfType(MalformedRecordException.class)
                .isThrownBy(() -> repository.replace(next(claimed(key), Name.ACKNOWLEDGED)));
        assertThatExceptionOfType(MalformedRecordException.class)
                .isThrownBy(() -> repository.remove(key, 1));
    }

    private Path directory() {
        return Path.of(store().where());
    }

    private Path file(String part, String key) {
        return directory().resolve(part).resolve(RecordPreconditions.digest(key) + ".json");
    }
}

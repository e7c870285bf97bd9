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
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.refvideo.camel.repository.PurchaseState.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of every repository. */
abstract class VideoJobRepositoryContract {

    private static final int THREADS = 64;

    VideoJobRepository repository;

    /** A repository on an empty store. */
    abstract VideoJobRepository open() throws Exception;

    @BeforeEach
    void openRepository() throws Exception {
        repository = open();
    }

    @Test
    void aNewKeyIsTakenAndTheRecordReadBackAsItWas() throws Exception {
        JobRecord record = claimed("key");

        assertThat(repository.find("key")).isEmpty();
        assertThat(repository.create(record)).isEmpty();
        assertThat(repository.find("key")).contains(record);
    }

    @ParameterizedTest
    @EnumSource(Name.class)
    void createReturnsTheExistingRecordInAnyState(Name state) throws Exception {
        JobRecord first = claimed("key");
        JobRecord there = next(first, state);
        repository.create(first);
        repository.replace(there);

        assertThat(repository.create(claimed("key", "node-b", T0.plusSeconds(5)))).contains(there);
        assertThat(repository.find("key")).contains(there);
    }

    @Test
    void aRecordIsReplacedOnlyByItsSuccessor() throws Exception {
        JobRecord first = claimed("key");
        JobRecord second = next(first, Name.ACKNOWLEDGED);
        JobRecord third = next(second, Name.TAKEN);
        repository.create(first);

        assertThat(repository.replace(third)).isFalse();
        assertThat(repository.find("key")).contains(first);
        assertThat(repository.replace(second)).isTrue();
        assertThat(repository.replace(second)).isFalse();
        assertThat(repository.replace(third)).isTrue();
        assertThat(repository.find("key")).contains(third);
    }

    @Test
    void missingRecordIsNeitherReplacedNorRemoved() throws Exception {
        assertThat(repository.replace(next(claimed("key"), Name.ACKNOWLEDGED))).isFalse();
        assertThat(repository.remove("key", 1)).isFalse();
        assertThat(repository.find("key")).isEmpty();
    }

    @Test
    void finishedRecordCanBeReplacedByAnUnfinishedOne() throws Exception {
        JobRecord first = claimed("key");
        JobRecord over = next(first, Name.FAILED);
        JobRecord again = next(over, Name.ACKNOWLEDGED);
        repository.create(first);
        repository.replace(over);

        assertThat(repository.unfinished(10)).isEmpty();
        assertThat(repository.replace(again)).isTrue();
        assertThat(repository.find("key")).contains(again);
        assertThat(repository.unfinished(10)).containsExactly(again);
        assertThat(repository.purge(T0.plusSeconds(1000))).isZero();
    }

    @ParameterizedTest
    @EnumSource(Name.class)
    void aRecordIsRemovedOnlyAtItsVersionAndItsKeyIsFreeThen(Name state) throws Exception {
        JobRecord first = claimed("key");
        repository.create(first);
        repository.replace(next(first, state));

        assertThat(repository.remove("key", 1)).isFalse();
        assertThat(repository.remove("key", 3)).isFalse();
        assertThat(repository.find("key")).isPresent();
        assertThat(repository.remove("key", 2)).isTrue();
        assertThat(repository.remove("key", 2)).isFalse();
        assertThat(repository.find("key")).isEmpty();
        assertThat(repository.unfinished(10)).isEmpty();
        assertThat(repository.create(first)).isEmpty();
    }

    @Test
    void unfinishedRecordsAreListedOldestFirstUpToTheLimit() throws Exception {
        List<JobRecord> records = new ArrayList<>();
        for (int second : new int[] {4, 1, 3, 5, 2}) {
            JobRecord record = claimed("key-" + second, "node", T0.plusSeconds(second));
            repository.create(record);
            records.add(record);
        }
        JobRecord submitted = next(records.get(1), Name.ACKNOWLEDGED, T0.plusSeconds(100));
        repository.replace(submitted);
        repository.replace(next(records.get(4), Name.TAKEN));

        assertThat(repository.unfinished(10))
                .containsExactly(submitted, records.get(2), records.get(0), records.get(3));
        assertThat(repository.unfinished(2)).containsExactly(submitted, records.get(2));
        assertThatIllegalArgumentException().isThrownBy(() -> repository.unfinished(0));
    }

    @Test
    void purgeDeletesOnlyFinishedRecordsThatWereLastChangedBefore() throws Exception {
        for (Name state : Name.values()) {
            for (int second : new int[] {10, 20}) {
                JobRecord first = claimed(state + "-" + second);
                repository.create(first);
                repository.replace(next(first, state, T0.plusSeconds(second)));
            }
        }

        assertThat(repository.purge(T0.plusSeconds(10))).isZero();
        assertThat(repository.purge(T0.plusSeconds(15))).isEqualTo(3);
        assertThat(repository.purge(T0.plusSeconds(15))).isZero();
        assertThat(repository.find("TAKEN-10")).isEmpty();
        assertThat(repository.find("FAILED-10")).isEmpty();
        assertThat(repository.find("TAKEN-20")).isPresent();
        assertThat(repository.find("FAILED-20")).isPresent();
        assertThat(repository.unfinished(20)).hasSize(10);
        assertThat(repository.create(claimed("FAILED-10"))).isEmpty();
    }

    @Test
    void keysOfAnyKindAreDistinguished() throws Exception {
        List<JobRecord> records =
                UnusualKeys.ALL.stream().map(key -> next(claimed(key), Name.ACKNOWLEDGED)).toList();
        for (JobRecord record : records) {
            assertThat(repository.create(claimed(record.key()))).as(record.key()).isEmpty();
            assertThat(repository.replace(record)).as(record.key()).isTrue();
        }

        for (JobRecord record : records) {
            assertThat(repository.find(record.key())).contains(record);
        }
        assertThat(repository.unfinished(1000)).containsExactlyInAnyOrderElementsOf(records);
        for (JobRecord record : records) {
            assertThat(repository.remove(record.key(), 2)).as(record.key()).isTrue();
        }
        assertThat(repository.unfinished(1000)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "half a \ud83d pair", "\udfa5"})
    void ambiguousKeysAreRefused(String key) {
        assertThatIllegalArgumentException().isThrownBy(() -> claimed(key));
        assertThatIllegalArgumentException().isThrownBy(() -> repository.find(key));
        assertThatIllegalArgumentException().isThrownBy(() -> repository.remove(key, 1));
    }

    @Test
    void invalidVersionsAreRefusedAndNothingIsWritten() throws Exception {
        JobRecord second = next(claimed("key"), Name.ACKNOWLEDGED);

        assertThatIllegalArgumentException().isThrownBy(() -> repository.create(second));
        assertThatIllegalArgumentException().isThrownBy(() -> repository.replace(claimed("key")));
        assertThatThrownBy(() -> repository.find(null)).isInstanceOf(NullPointerException.class);
        assertThat(repository.find("key")).isEmpty();
    }

    @Test
    void of64ThreadsThatClaimOneKeyExactlyOneWinsAndAllSeeIt() throws Exception {
        for (int round = 0; round < 5; round++) {
            String key = "race-" + round;
            List<Optional<JobRecord>> answers =
                    race(thread -> repository.create(claimed(key, "node-" + thread, T0)));

            assertThat(answers).filteredOn(Optional::isEmpty).hasSize(1);
            int winner = answers.indexOf(Optional.<JobRecord>empty());
            assertThat(answers)
                    .filteredOn(Optional::isPresent)
                    .allMatch(there -> there.get().owner().equals("node-" + winner));
            assertThat(repository.find(key).orElseThrow().owner()).isEqualTo("node-" + winner);
        }
    }

    @Test
    void of64ThreadsThatReplaceOneVersionExactlyOneWins() throws Exception {
        JobRecord there = claimed("key");
        repository.create(there);
        for (int round = 0; round < 5; round++) {
            JobRecord last = there;
            List<Boolean> won =
                    race(
                            thread ->
                                    repository.replace(
                                            next(
                                                    last,
                                                    thread % 2 == 0
                                                            ? Name.ACKNOWLEDGED
                                                            : Name.FAILED,
                                                    T0.plusSeconds(thread))));

            assertThat(won).filteredOn(Boolean::booleanValue).hasSize(1);
            there = repository.find("key").orElseThrow();
            assertThat(there.version()).isEqualTo(last.version() + 1);
            assertThat(there.updatedAt()).isEqualTo(T0.plusSeconds(won.indexOf(true)));
        }
    }

    @Test
    void of64ThreadsThatRemoveOneVersionExactlyOneWins() throws Exception {
        repository.create(claimed("key"));

        assertThat(race(thread -> repository.remove("key", 1)))
                .filteredOn(Boolean::booleanValue)
                .hasSize(1);
        assertThat(repository.find("key")).isEmpty();
    }

    /** The action of a thread in a race. */
    interface Racer<T> {
        T run(int thread) throws Exception;
    }

    private static <T> List<T> race(Racer<T> racer) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CountDownLatch ready = new CountDownLatch(THREADS);
            List<Callable<T>> tasks =
                    IntStream.range(0, THREADS)
                            .<Callable<T>>mapToObj(
                                    thread ->
                                            () -> {
                                                ready.countDown();
                                                ready.await();
                                                return racer.run(thread);
                                            })
                            .toList();
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : threads.invokeAll(tasks, 60, TimeUnit.SECONDS)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}

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

import static io.github.refvideo.camel.repository.TestRecords.claimed;
import static io.github.refvideo.camel.repository.TestRecords.next;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.repository.PurchaseState.Name;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract of a repository that several processes share. */
abstract class SharedRepositoryContract extends VideoJobRepositoryContract {

    private static final int KILLS = 2;

    private TestRepository store;
    private TestRepository.Opened opened;

    /** An empty store. */
    abstract TestRepository newStore() throws Exception;

    TestRepository store() {
        return store;
    }

    @Override
    VideoJobRepository open() throws Exception {
        store = newStore();
        opened = store.open();
        return opened.repository();
    }

    @AfterEach
    void closeRepository() {
        if (opened != null) {
            opened.close();
        }
    }

    @Test
    void anotherRepositoryOnTheSameStoreSeesWhatIsWritten() throws Exception {
        JobRecord record = claimed("key");
        repository.create(record);

        try (TestRepository.Opened second = store.open()) {
            assertThat(second.repository().find("key")).contains(record);
            assertThat(second.repository().create(record)).contains(record);
            assertThat(second.repository().replace(next(record, Name.TAKEN))).isTrue();
        }
        assertThat(repository.replace(next(record, Name.ACKNOWLEDGED))).isFalse();
        assertThat(repository.unfinished(10)).isEmpty();
    }

    @Test
    void ofTwoProcessesThatClaimTheSameKeysExactlyOneGetsEach() throws Exception {
        try (RepositoryProcess a = new RepositoryProcess(store, "claim", "node-a");
                RepositoryProcess b = new RepositoryProcess(store, "claim", "node-b")) {
            start(a, b);
            List<String> won = new ArrayList<>();
            for (RepositoryProcess process : List.of(a, b)) {
                List<String> lines = process.rest();
                assertThat(lines).endsWith("done");
                String owner = process == a ? "node-a" : "node-b";
                for (String key : lines.subList(0, lines.size() - 1)) {
                    assertThat(repository.find(key).orElseThrow().owner()).isEqualTo(owner);
                    won.add(key);
                }
            }
            assertThat(won).hasSize(RepositoryMain.KEYS).doesNotHaveDuplicates();
        }
        assertThat(repository.unfinished(1000)).hasSize(RepositoryMain.KEYS);
    }

    @Test
    void concurrentChangesOfTwoProcessesAreNotLost() throws Exception {
        repository.create(claimed(RepositoryMain.COUNTER));
        try (RepositoryProcess a = new RepositoryProcess(store, "count");
                RepositoryProcess b = new RepositoryProcess(store, "count")) {
            start(a, b);
            assertThat(a.rest()).containsExactly("done");
            assertThat(b.rest()).containsExactly("done");
            assertThat(a.exitCode()).isZero();
        }
        assertThat(repository.find(RepositoryMain.COUNTER).orElseThrow().version())
                .isEqualTo(1 + 2 * RepositoryMain.INCREMENTS);
    }

    @Test
    void killDuringAThousandWritesLosesNothingThatWasAcknowledged() throws Exception {
        Map<String, Long> acknowledged = new HashMap<>();
        for (int kill = 0; kill < KILLS; kill++) {
            try (RepositoryProcess process =
                    new RepositoryProcess(store, "write", "kill-" + kill + "-")) {
                start(process);
                for (int line = 0; line < 500 + 61 * kill; line++) {
                    note(process.line(), acknowledged);
                }
                process.kill();
                process.rest().forEach(line -> note(line, acknowledged));
            }
        }
        assertThat(acknowledged.values().stream().mapToLong(Long::longValue).sum())
                .isGreaterThan(1000);

        Set<JobRecord> unfinished = unfinishedWhenQuiet();
        for (Map.Entry<String, Long> entry : acknowledged.entrySet()) {
            JobRecord record = repository.find(entry.getKey()).orElseThrow();
            // The last write before the kill may or may not have been stored.
            assertThat(record.version()).isBetween(entry.getValue(), entry.getValue() + 1);
            assertThat(record.state().name()).isEqualTo(state(record.version()));
            assertThat(unfinished.contains(record)).isEqualTo(!record.state().isFinished());
        }
        // No record is partially written, and no key stays locked.
        for (JobRecord record : unfinished) {
            assertThat(repository.find(record.key())).contains(record);
            assertThat(repository.replace(next(record, Name.FAILED))).isTrue();
        }
        assertThat(repository.unfinished(10)).isEmpty();
        assertThat(repository.purge(TestRecords.T0.plusSeconds(1000)))
                .isBetween(
                        acknowledged.size(), acknowledged.size() + KILLS * RepositoryMain.WRITERS);
        assertThat(repository.create(claimed("after"))).isEmpty();
    }

    /** A database may still execute the write of a dead client. */
    private Set<JobRecord> unfinishedWhenQuiet() {
        AtomicReference<Set<JobRecord>> last = new AtomicReference<>();
        Awaitility.await()
                .until(
                        () -> {
                            Set<JobRecord> now = new HashSet<>(repository.unfinished(10_000));
                            return now.equals(last.getAndSet(now));
                        });
        return last.get();
    }

    private static Name state(long version) {
        return List.of(Name.NOT_SENT, Name.ACKNOWLEDGED, Name.TAKEN).get((int) version - 1);
    }

    /** A truncated line does not count. */
    private static void note(String line, Map<String, Long> acknowledged) {
        String[] words = line.split(" ");
        if (words.length == 2) {
            acknowledged.put(words[0], Long.valueOf(words[1]));
        }
    }

    private static void start(RepositoryProcess... processes) throws Exception {
        for (RepositoryProcess process : processes) {
            assertThat(process.line()).isEqualTo("ready");
        }
        for (RepositoryProcess process : processes) {
            process.go();
        }
    }
}

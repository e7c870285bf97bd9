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

import com.zaxxer.hikari.HikariDataSource;
import io.github.refvideo.camel.repository.PurchaseState.Name;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of the JDBC repository on every database. */
abstract class JdbcRepositoryContract extends SharedRepositoryContract {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private HikariDataSource pool;

    /** A database that other processes can use. */
    abstract String url();

    @Override
    TestRepository newStore() {
        return TestRepository.jdbc(url(), "refvideo_job_" + NUMBER.incrementAndGet());
    }

    @BeforeEach
    void openPool() {
        pool = TestRepository.pool(url(), true);
    }

    @AfterEach
    void closePool() {
        pool.close();
    }

    @Test
    void theShippedScriptMakesTheTable() throws Exception {
        JdbcVideoJobRepository plain = new JdbcVideoJobRepository(pool);
        sql("DROP TABLE IF EXISTS refvideo_job");
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> plain.create(claimed("key")));

        for (String statement : new JobTable(JobTable.DEFAULT_NAME).script()) {
            sql(statement);
        }

        assertThat(plain.create(claimed("key"))).isEmpty();
        assertThat(plain.find("key")).contains(claimed("key"));
    }

    @Test
    void tableIsCreatedOnceWhenSeveralNodesStartTogether() throws Exception {
        List<Callable<Boolean>> nodes = new ArrayList<>();
        CountDownLatch ready = new CountDownLatch(4);
        for (int node = 0; node < 4; node++) {
            String key = "key-" + node;
            nodes.add(
                    () -> {
                        JdbcVideoJobRepository own = new JdbcVideoJobRepository(pool);
                        own.setTableName("made_together");
                        own.setCreateTable(true);
                        ready.countDown();
                        ready.await();
                        return own.create(claimed(key)).isEmpty();
                    });
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (Future<Boolean> won : threads.invokeAll(nodes, 60, TimeUnit.SECONDS)) {
                assertThat(won.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void tableNameMayContainASchema() throws Exception {
        sql("CREATE SCHEMA IF NOT EXISTS media");
        JdbcVideoJobRepository inSchema = new JdbcVideoJobRepository(pool);
        inSchema.setTableName("media.jobs");
        inSchema.createTable();
        inSchema.createTable();

        assertThat(inSchema.create(claimed("key"))).isEmpty();
        assertThat(count("media.jobs")).isEqualTo(1);
    }

    @Test
    void everyCallIsItsOwnTransactionWithoutAutoCommitToo() throws Exception {
        try (HikariDataSource manual = TestRepository.pool(url(), false)) {
            JdbcVideoJobRepository own = new JdbcVideoJobRepository(manual);
            own.setTableName(store().table());
            repository.find("key");
            JobRecord first = claimed("key");

            assertThat(own.create(first)).isEmpty();
            assertThat(repository.find("key")).contains(first);
            assertThat(own.create(first)).contains(first);
            assertThat(own.replace(next(first, Name.TAKEN))).isTrue();
            assertThat(repository.find("key").orElseThrow().version()).isEqualTo(2);
            assertThat(own.unfinished(10)).isEmpty();
            assertThat(own.purge(T0.plusSeconds(100))).isEqualTo(1);
            assertThat(repository.find("key")).isEmpty();
            own.create(first);
            assertThat(own.remove("key", 1)).isTrue();
            assertThat(repository.find("key")).isEmpty();
        }
    }

    @Test
    void transactionThatTheDatabaseRolledBackIsRetried() throws Exception {
        JobRecord first = claimed("key");
        repository.create(first);
        try (HikariDataSource strict = TestRepository.strictPool(url())) {
            JdbcVideoJobRepository own = new JdbcVideoJobRepository(strict);
            own.setTableName(store().table());
            ExecutorService threads = Executors.newFixedThreadPool(4);
            try {
                Callable<Integer> race =
                        () -> {
                            int won = 0;
                            for (int version = 1; version <= 50; version++) {
                                JobRecord there = own.find("key").orElseThrow();
                                won += own.replace(next(there, Name.ACKNOWLEDGED)) ? 1 : 0;
                            }
                            return won;
                        };
                int won = 0;
                for (Future<Integer> wins :
                        threads.invokeAll(List.of(race, race, race, race), 60, TimeUnit.SECONDS)) {
                    won += wins.get();
                }
                assertThat(own.find("key").orElseThrow().version()).isEqualTo(1L + won);
            } finally {
                threads.shutdownNow();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "torn", "{\"format\":2}"})
    void unreadableRowKeepsItsKeyReserved(String json) throws Exception {
        JobRecord healthy = claimed("healthy", "node", T0.plusSeconds(1));
        repository.create(claimed("key"));
        repository.create(healthy);
        sql(
                "UPDATE %s SET record_json = '%s' WHERE key_hash = '%s'"
                        .formatted(store().table(), json, RecordPreconditions.digest("key")));

        assertThatExceptionOfType(MalformedRecordException.class)
                .isThrownBy(() -> repository.find("key"));
        assertThatExceptionOfType(MalformedRecordException.class)
                .isThrownBy(() -> repository.create(claimed("key")));
        assertThat(repository.unfinished(1)).containsExactly(healthy);
    }

    @Test
    void theRowOfAnotherKeyDoesNotAnswerForThisOne() throws Exception {
        repository.create(claimed("key"));
        sql(
                "UPDATE %s SET key_hash = '%s'"
                        .formatted(store().table(), RecordPreconditions.digest("other")));

        assertThatExceptionOfType(MalformedRecordException.class)
                .isThrownBy(() -> repository.create(claimed("other")));
    }

    @Test
    void constraintViolationOtherThanTheKeyIsAnError() throws Exception {
        repository.find("key");
        sql("ALTER TABLE " + store().table() + " ADD CONSTRAINT few CHECK (created_at < 5)");

        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> repository.create(claimed("key")))
                .satisfies(e -> assertThat(e.getSQLState()).startsWith("23"));
    }

    @Test
    void columnsOtherThanTheJsonCanBeQueried() throws Exception {
        repository.create(claimed("key"));
        repository.replace(next(claimed("key"), Name.TAKEN));

        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM " + store().table())) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString("key_hash")).isEqualTo(RecordPreconditions.digest("key"));
            assertThat(row.getLong("record_version")).isEqualTo(2);
            assertThat(row.getString("job_state")).isEqualTo("TAKEN");
            assertThat(row.getInt("unfinished")).isZero();
            assertThat(row.getLong("created_at")).isEqualTo(T0.toEpochMilli());
            assertThat(row.getLong("updated_at")).isEqualTo(T0.plusSeconds(1).toEpochMilli());
            assertThat(JobRecord.fromJson(row.getString("record_json")))
                    .isEqualTo(next(claimed("key"), Name.TAKEN));
            assertThat(row.next()).isFalse();
        }
    }

    void sql(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int count(String table) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
            row.next();
            return row.getInt(1);
        }
    }
}

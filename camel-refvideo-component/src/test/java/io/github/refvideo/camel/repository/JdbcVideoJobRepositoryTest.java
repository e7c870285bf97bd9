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
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Tests without a database. */
class JdbcVideoJobRepositoryTest {

    @Test
    void unavailableDatabaseFailsAtOnce() throws Exception {
        PGSimpleDataSource down = new PGSimpleDataSource();
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            down.setUrl("jdbc:postgresql://127.0.0.1:" + socket.getLocalPort() + "/postgres");
        }
        JdbcVideoJobRepository repository = new JdbcVideoJobRepository(down);
        repository.setCreateTable(true);

        long start = System.nanoTime();
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> repository.create(claimed("key")));
        assertThatExceptionOfType(SQLException.class).isThrownBy(() -> repository.find("key"));
        assertThatExceptionOfType(SQLException.class).isThrownBy(() -> repository.remove("key", 1));
        assertThatExceptionOfType(SQLException.class).isThrownBy(() -> repository.unfinished(1));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void databaseThatRecoversIsUsedAgain() throws Exception {
        AtomicInteger failures = new AtomicInteger(1);
        JdbcVideoJobRepository repository =
                new JdbcVideoJobRepository(failing(failures, new SQLException("down", "08006")));
        repository.setCreateTable(true);

        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> repository.create(claimed("key")));
        assertThat(repository.create(claimed("key"))).isEmpty();
    }

    @Test
    void onlyTransactionsThatWereCertainlyRolledBackAreRetried() throws Exception {
        AtomicInteger undone = new AtomicInteger(2);
        JdbcVideoJobRepository retrying =
                new JdbcVideoJobRepository(failing(undone, new SQLException("race", "40001")));
        retrying.createTable();
        assertThat(retrying.create(claimed("key"))).isEmpty();
        assertThat(undone).hasValueLessThanOrEqualTo(0);

        AtomicInteger unknown = new AtomicInteger(1);
        JdbcVideoJobRepository failing =
                new JdbcVideoJobRepository(failing(unknown, new SQLException("lost", "40003")));
        failing.createTable();
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> failing.create(claimed("key")))
                .withMessage("lost");
        assertThat(unknown).hasValue(0);

        AtomicInteger forEver = new AtomicInteger(1000);
        JdbcVideoJobRepository tired =
                new JdbcVideoJobRepository(failing(forEver, new SQLException("race", "40001")));
        tired.createTable();
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> tired.create(claimed("key")))
                .withMessage("race");
        assertThat(forEver).hasValueGreaterThan(900);
    }

    @Test
    void duplicateKeyIsDetectedBySqlStateOrExceptionClass() {
        assertThat(JdbcSupport.isConstraintViolation(new SQLException("", "23505"))).isTrue();
        assertThat(JdbcSupport.isConstraintViolation(new SQLException("", "23000"))).isTrue();
        assertThat(
                        JdbcSupport.isConstraintViolation(
                                new SQLIntegrityConstraintViolationException()))
                .isTrue();
        assertThat(JdbcSupport.isConstraintViolation(new SQLException("", "08006"))).isFalse();
        assertThat(JdbcSupport.isConstraintViolation(new SQLException(""))).isFalse();
        assertThat(JdbcSupport.isRolledBack(new SQLException("", "40P01"))).isTrue();
        assertThat(JdbcSupport.isRolledBack(new SQLException("", "40003"))).isFalse();
        assertThat(JdbcSupport.isRolledBack(new SQLException(""))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "jobs; DROP TABLE users",
                "jobs--",
                "a.b.c",
                ".jobs",
                "jobs.",
                "1jobs",
                "\"jobs\"",
                "j\u00f6bs",
                "a23456789012345678901234567890123456789012345678901"
            })
    void aTableNameIsLettersDigitsAndUnderscores(String name) {
        JdbcVideoJobRepository repository = new JdbcVideoJobRepository();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> repository.setTableName(name))
                .withMessageStartingWith("tableName must be letters, digits and underscores");
        assertThat(repository.getTableName()).isEqualTo("refvideo_job");
    }

    @Test
    void theScriptNamesTableAndIndexesByTheTablesName() {
        assertThat(new JobTable("media.jobs").script())
                .hasSize(3)
                .noneMatch(sql -> sql.contains("refvideo_job"))
                .anyMatch(sql -> sql.startsWith("CREATE TABLE media.jobs ("))
                .anyMatch(sql -> sql.startsWith("CREATE INDEX jobs_created ON media.jobs ("));
        assertThat(new JobTable("refvideo_job_2").script())
                .anyMatch(sql -> sql.startsWith("CREATE TABLE refvideo_job_2 ("))
                .anyMatch(
                        sql ->
                                sql.startsWith(
                                        "CREATE INDEX refvideo_job_2_created ON refvideo_job_2 ("));
        assertThat(new JobTable("refvideo_job").script())
                .anyMatch(sql -> sql.startsWith("CREATE INDEX refvideo_job_created ON refvideo_"));
    }

    @Test
    void itNeedsADataSource() {
        JdbcVideoJobRepository bare = new JdbcVideoJobRepository();

        assertThatIllegalStateException()
                .isThrownBy(() -> bare.find("key"))
                .withMessage("The JDBC repository requires a dataSource");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bare.setQueryTimeoutSeconds(-1))
                .withMessageContaining("queryTimeoutSeconds must be 0 or more");
    }

    /** An H2 database whose data source fails a number of times to prepare a statement. */
    private static DataSource failing(AtomicInteger times, SQLException failure) {
        JdbcDataSource real = new JdbcDataSource();
        real.setURL("jdbc:h2:mem:" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
        return proxy(
                DataSource.class,
                real,
                "getConnection",
                connection ->
                        proxy(
                                Connection.class,
                                connection,
                                "prepareStatement",
                                statement -> {
                                    if (times.getAndDecrement() > 0) {
                                        throw failure;
                                    }
                                    return statement;
                                }));
    }

    /** Converts the result of a method. */
    private interface Change {
        Object of(Object result) throws SQLException;
    }

    private static <T> T proxy(Class<T> type, Object real, String method, Change change) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (self, called, arguments) -> {
                            try {
                                Object result = called.invoke(real, arguments);
                                return called.getName().equals(method) ? change.of(result) : result;
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        }));
    }
}

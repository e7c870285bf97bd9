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

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Transactions, error codes and clock of a database. */
final class JdbcSupport {

    /** The maximum number of attempts of a transaction that the database rolled back. */
    private static final int MAX_ATTEMPTS = 10;

    private static final String INTEGRITY = "23";
    private static final String SERIALIZATION_FAILURE = "40001";
    private static final String POSTGRESQL_DEADLOCK = "40P01";

    private JdbcSupport() {}

    /** Work with a connection. */
    @FunctionalInterface
    interface Work<T> {
        T apply(Connection connection) throws SQLException;
    }

    /** Work with a prepared statement. */
    @FunctionalInterface
    interface StatementWork<T> {
        T apply(PreparedStatement statement) throws SQLException;
    }

    /** Runs work in its own transaction, with auto-commit on or off. */
    static <T> T run(DataSource source, Work<T> work) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = source.getConnection()) {
                return connection.getAutoCommit()
                        ? work.apply(connection)
                        : commit(connection, work);
            } catch (SQLException e) {
                if (attempt == MAX_ATTEMPTS || !isRolledBack(e)) {
                    throw e;
                }
            }
        }
    }

    private static <T> T commit(Connection connection, Work<T> work) throws SQLException {
        boolean committed = false;
        try {
            T result = work.apply(connection);
            connection.commit();
            committed = true;
            return result;
        } finally {
            if (!committed) {
                rollback(connection);
            }
        }
    }

    /** Does not throw, because the caller must receive the first exception. */
    private static void rollback(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // The connection is broken; the database rolls the transaction back.
            return;
        }
    }

    /** Whether the key exists, or another constraint of the table is violated. */
    static boolean isConstraintViolation(SQLException e) {
        return e instanceof SQLIntegrityConstraintViolationException
                || e.getSQLState() != null && e.getSQLState().startsWith(INTEGRITY);
    }

    /**
     * Whether the database certainly rolled the transaction back, so that it can be retried. Not
     * all of class 40: after 40003 the result is unknown.
     */
    static boolean isRolledBack(SQLException e) {
        return SERIALIZATION_FAILURE.equals(e.getSQLState())
                || POSTGRESQL_DEADLOCK.equals(e.getSQLState());
    }

    /**
     * The clock of the database, which all nodes share. Determines once which query the database
     * supports. Thread-safe.
     */
    static final class DatabaseClock {

        private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class);

        /** Most databases; Oracle; Derby; Db2. */
        private static final List<String> QUERIES =
                List.of(
                        "SELECT CURRENT_TIMESTAMP",
                        "SELECT CURRENT_TIMESTAMP FROM DUAL",
                        "VALUES CURRENT_TIMESTAMP",
                        "SELECT CURRENT_TIMESTAMP FROM SYSIBM.SYSDUMMY1");

        private volatile @Nullable String query;
        private volatile boolean unknown;

        /**
         * The time of the database, or of this machine if the database supports none of the
         * queries.
         */
        Instant now(DataSource source) throws SQLException {
            if (unknown) {
                return Instant.now();
            }
            try (Connection connection = source.getConnection()) {
                String known = query;
                return known == null ? find(connection) : read(connection, known);
            }
        }

        private Instant find(Connection connection) throws SQLException {
            for (String candidate : QUERIES) {
                try {
                    Instant now = read(connection, candidate);
                    query = candidate;
                    return now;
                } catch (SQLException e) {
                    if (!connection.isValid(1)) {
                        throw e;
                    }
                }
            }
            unknown = true;
            LOG.warn(
                    "The database does not return its time for CURRENT_TIMESTAMP; the job repository"
                            + " uses the clock of this machine. Synchronize the clocks of all nodes");
            return Instant.now();
        }

        private static Instant read(Connection connection, String sql) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getTimestamp(1).toInstant();
            } finally {
                if (!connection.getAutoCommit()) {
                    // In PostgreSQL a failed statement makes the rest of its transaction fail too.
                    connection.rollback();
                }
            }
        }
    }
}

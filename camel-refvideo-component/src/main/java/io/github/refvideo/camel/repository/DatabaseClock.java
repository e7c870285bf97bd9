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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clock of a database, which all nodes share. Finds out once which way of asking the database
 * understands. Thread-safe.
 */
final class DatabaseClock {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class);

    /** Most databases; Oracle; Derby; Db2. */
    private static final List<String> QUERIES =
            List.of(
                    "SELECT CURRENT_TIMESTAMP",
                    "SELECT CURRENT_TIMESTAMP FROM DUAL",
                    "VALUES CURRENT_TIMESTAMP",
                    "SELECT CURRENT_TIMESTAMP FROM SYSIBM.SYSDUMMY1");

    private volatile String query;
    private volatile boolean unknown;

    /** The database's time, or this machine's if the database cannot be asked for it. */
    Instant now(DataSource source) throws SQLException {
        if (unknown) {
            return Instant.now();
        }
        try (Connection connection = source.getConnection()) {
            String known = query;
            return known == null ? find(connection) : ask(connection, known);
        }
    }

    private Instant find(Connection connection) throws SQLException {
        for (String candidate : QUERIES) {
            try {
                Instant now = ask(connection, candidate);
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

    private static Instant ask(Connection connection, String sql) throws SQLException {
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

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
import java.sql.SQLException;
import javax.sql.DataSource;

/** One statement on a connection of its own, done or undone when the method returns. */
final class JdbcTransaction {

    /** How often a transaction is tried that the database undid in favour of another. */
    private static final int ATTEMPTS = 10;

    private JdbcTransaction() {}

    /** What is done with the connection. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** What is done with a prepared statement. */
    @FunctionalInterface
    interface StatementWork<T> {
        T on(PreparedStatement statement) throws SQLException;
    }

    /** Runs the work with auto-commit as the data source has it. */
    static <T> T run(DataSource source, Work<T> work) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = source.getConnection()) {
                return connection.getAutoCommit() ? work.on(connection) : commit(connection, work);
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !SqlStates.isUndone(e)) {
                    throw e;
                }
            }
        }
    }

    private static <T> T commit(Connection connection, Work<T> work) throws SQLException {
        boolean committed = false;
        try {
            T result = work.on(connection);
            connection.commit();
            committed = true;
            return result;
        } finally {
            if (!committed) {
                rollback(connection);
            }
        }
    }

    /** What went wrong before is what the caller must hear of. */
    private static void rollback(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // The connection is broken; the database undoes what it does not hear the end of.
            return;
        }
    }
}

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

import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;

/** What an error means, by the codes of the SQL standard that all drivers share. */
final class SqlStates {

    private static final String INTEGRITY = "23";
    private static final String SERIALIZATION_FAILURE = "40001";
    private static final String POSTGRESQL_DEADLOCK = "40P01";

    private SqlStates() {}

    /** Whether a row with this key is there (or another rule of the table is broken). */
    static boolean isKeyTaken(SQLException e) {
        return e instanceof SQLIntegrityConstraintViolationException
                || e.getSQLState() != null && e.getSQLState().startsWith(INTEGRITY);
    }

    /**
     * Whether the database surely undid the transaction, so that it can be tried again. Not the
     * whole class 40: 40003 means that nobody knows.
     */
    static boolean isUndone(SQLException e) {
        return SERIALIZATION_FAILURE.equals(e.getSQLState())
                || POSTGRESQL_DEADLOCK.equals(e.getSQLState());
    }
}

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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * The table and its SQL statements, without a dialect. The columns other than the JSON are for
 * searching only.
 *
 * @param name with an optional schema
 */
record JobTable(String name) {

    static final String DEFAULT_NAME = "refvideo_job";

    /** The {@code job_state} of a heartbeat. */
    private static final String PROCESS = "PROCESS";

    private static final String SCRIPT = "schema.sql";
    private static final Pattern NAME =
            Pattern.compile("([A-Za-z_][A-Za-z0-9_]{0,62}\\.)?[A-Za-z_][A-Za-z0-9_]{0,49}");

    /** Followed by an underscore, it is the name of an index. */
    private static final Pattern NAME_IN_SCRIPT = Pattern.compile("\\b" + DEFAULT_NAME + "(_?)");

    JobTable {
        // The name is part of the SQL text, which cannot be a parameter.
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "tableName must be letters, digits and underscores (at most 50), with an"
                            + " optional schema and a dot before it");
        }
    }

    String insert() {
        return "INSERT INTO "
                + name
                + " (record_version, job_state, unfinished, created_at, updated_at, record_json,"
                + " key_hash) VALUES (?, ?, ?, ?, ?, ?, ?)";
    }

    String update() {
        return "UPDATE "
                + name
                + " SET record_version = ?, job_state = ?, unfinished = ?, created_at = ?,"
                + " updated_at = ?, record_json = ? WHERE key_hash = ? AND record_version = ?";
    }

    String delete() {
        return "DELETE FROM " + name + " WHERE key_hash = ? AND record_version = ?";
    }

    String find() {
        return "SELECT record_json FROM " + name + " WHERE key_hash = ?";
    }

    String unfinished() {
        return "SELECT key_hash, record_json FROM "
                + name
                + " WHERE unfinished = 1 ORDER BY created_at, key_hash";
    }

    String changedSince() {
        return "SELECT key_hash, record_json FROM "
                + name
                + " WHERE updated_at >= ? AND job_state <> '"
                + PROCESS
                + "'";
    }

    /** Heartbeats that ended are deleted as well. */
    String purge() {
        return "DELETE FROM " + name + " WHERE unfinished = 0 AND updated_at < ?";
    }

    // ---- heartbeats: separate rows, whose updated_at is the time of their end

    String insertProcess() {
        return "INSERT INTO "
                + name
                + " (record_version, job_state, unfinished, created_at, updated_at, record_json,"
                + " key_hash) VALUES (1, '"
                + PROCESS
                + "', 0, 0, ?, ?, ?)";
    }

    String updateProcess() {
        return "UPDATE " + name + " SET updated_at = ? WHERE key_hash = ?";
    }

    String deleteProcess() {
        return "DELETE FROM " + name + " WHERE key_hash = ?";
    }

    String liveProcesses() {
        return "SELECT record_json FROM "
                + name
                + " WHERE job_state = '"
                + PROCESS
                + "' AND unfinished = 0 AND updated_at > ?";
    }

    /** Shorter than the digest of a key, so that no purchase can have it. */
    static String processHash(String process) {
        return "process-" + RecordPreconditions.digest(process).substring(0, 48);
    }

    /**
     * Sets the common parameters of insert and update.
     *
     * @return the next parameter
     */
    static int fill(PreparedStatement statement, JobRecord record) throws SQLException {
        statement.setLong(1, record.version());
        statement.setString(2, record.state().name().name());
        statement.setInt(3, record.state().isFinished() ? 0 : 1);
        statement.setLong(4, record.createdAt().toEpochMilli());
        statement.setLong(5, record.updatedAt().toEpochMilli());
        statement.setString(6, record.toJson());
        return 7;
    }

    /** Whether the table does not exist; throws if the database is unavailable. */
    boolean isMissing(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement probe = connection.createStatement()) {
            try {
                probe.executeQuery("SELECT record_version FROM " + name + " WHERE 1 = 0").close();
                return false;
            } catch (SQLException e) {
                return true;
            } finally {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                }
            }
        }
    }

    /** Creates the table. Another node may do so at the same time. */
    void create(DataSource source) throws SQLException {
        try {
            JdbcSupport.run(
                    source,
                    connection -> {
                        try (Statement statement = connection.createStatement()) {
                            for (String sql : script()) {
                                statement.execute(forProduct(sql, connection));
                            }
                        }
                        return null;
                    });
        } catch (SQLException e) {
            if (isMissing(source)) {
                throw e;
            }
        }
    }

    /** TEXT has no limit in most databases, but 64 KiB in these. */
    private static String forProduct(String sql, Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return product.equals("MySQL") || product.equals("MariaDB")
                ? sql.replaceAll("\\bTEXT\\b", "MEDIUMTEXT")
                : sql;
    }

    /** The statements of the script, with the name of this table. */
    List<String> script() {
        String indexes = name.substring(name.indexOf('.') + 1) + "_";
        String text =
                NAME_IN_SCRIPT
                        .matcher(resource().replaceAll("(?m)^--.*$", ""))
                        .replaceAll(found -> found.group(1).isEmpty() ? name : indexes);
        return Arrays.stream(text.split(";")).map(String::strip).filter(s -> !s.isEmpty()).toList();
    }

    private static String resource() {
        try (InputStream in = JobTable.class.getResourceAsStream(SCRIPT)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

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

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Stores purchases in one table of a database that all nodes share. The script {@code
 * io/github/refvideo/camel/repository/schema.sql} beside this class creates the table.
 *
 * <p>Each call takes a connection, does its work in its own transaction (whether auto-commit is on
 * or off) and returns the connection. The data source must therefore not return the connection of a
 * surrounding transaction (no JTA data source, no {@code TransactionAwareDataSourceProxy}): if the
 * route rolled back after the submit was sent, the purchase would be forgotten, and the video paid
 * again.
 *
 * <p>A database that is down is an exception, after as long as the data source takes to report it:
 * set its connection timeout to seconds, and the driver's socket timeout too. A statement that
 * hangs ends after {@code queryTimeoutSeconds}.
 *
 * <p>The store's clock is that of the database. Finished records stay until {@link #purge}.
 */
public final class JdbcVideoJobRepository implements VideoJobRepository {

    /** The default of {@link #setQueryTimeoutSeconds}. */
    public static final int DEFAULT_QUERY_TIMEOUT_SECONDS = 10;

    /** The maximum number of unreadable rows that a list may skip. */
    private static final int SPARE_ROWS = 1000;

    /** The maximum number of inserts if the conflicting row disappears each time. */
    private static final int MAX_ATTEMPTS = 5;

    private final UnreadableRecordLog unreadable = new UnreadableRecordLog();
    private final JdbcSupport.DatabaseClock clock = new JdbcSupport.DatabaseClock();
    private volatile DataSource dataSource;
    private volatile JobTable table = new JobTable(JobTable.DEFAULT_NAME);
    private volatile boolean createTable;
    private volatile int queryTimeoutSeconds = DEFAULT_QUERY_TIMEOUT_SECONDS;
    private boolean tableCreated;

    /** Needs {@link #setDataSource} before it is used. */
    public JdbcVideoJobRepository() {}

    /**
     * @param dataSource a pool, as a rule: each call takes a connection
     */
    public JdbcVideoJobRepository(DataSource dataSource) {
        setDataSource(dataSource);
    }

    public DataSource getDataSource() {
        return dataSource;
    }

    /** The data source, usually a connection pool. Required. */
    public void setDataSource(DataSource dataSource) {
        this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
    }

    public String getTableName() {
        return table.name();
    }

    /**
     * The name of the table, by default {@code refvideo_job}; optionally with a schema ({@code
     * media.refvideo_job}). Letters, digits and underscores.
     *
     * @throws IllegalArgumentException if the name contains other characters
     */
    public void setTableName(String tableName) {
        this.table = new JobTable(tableName);
    }

    public boolean isCreateTable() {
        return createTable;
    }

    /**
     * Whether the first call creates the table if it does not exist. Default false: the user of a
     * production database should not have this permission.
     */
    public void setCreateTable(boolean createTable) {
        this.createTable = createTable;
    }

    public int getQueryTimeoutSeconds() {
        return queryTimeoutSeconds;
    }

    /**
     * The maximum duration of a statement in seconds; 0 means no limit. Default {@link
     * #DEFAULT_QUERY_TIMEOUT_SECONDS}.
     */
    public void setQueryTimeoutSeconds(int queryTimeoutSeconds) {
        if (queryTimeoutSeconds < 0) {
            throw new IllegalArgumentException(
                    "queryTimeoutSeconds must be 0 or more, not " + queryTimeoutSeconds);
        }
        this.queryTimeoutSeconds = queryTimeoutSeconds;
    }

    /** Creates the table, unless it exists. Blocks. */
    public void createTable() throws SQLException {
        JobTable wanted = table;
        if (wanted.isMissing(source())) {
            wanted.create(source());
        }
    }

    @Override
    public Optional<JobRecord> create(JobRecord record) throws Exception {
        RecordPreconditions.checkFirst(record);
        for (int attempt = 1; ; attempt++) {
            try {
                call(table.insert(), insert -> inserted(insert, record));
                return Optional.empty();
            } catch (SQLException e) {
                if (!JdbcSupport.isConstraintViolation(e)) {
                    throw e;
                }
                Optional<JobRecord> there = find(record.key());
                // It may have been removed since, or another constraint is violated.
                if (there.isPresent() || attempt == MAX_ATTEMPTS) {
                    return Optional.of(there.orElseThrow(() -> e));
                }
            }
        }
    }

    @Override
    public boolean replace(JobRecord next) throws Exception {
        RecordPreconditions.checkNext(next);
        return call(
                table.update(),
                update -> {
                    int column = JobTable.fill(update, next);
                    update.setString(column++, RecordPreconditions.digest(next.key()));
                    update.setLong(column, next.version() - 1);
                    return update.executeUpdate() == 1;
                });
    }

    @Override
    public boolean remove(String key, long version) throws Exception {
        String hash = RecordPreconditions.digest(key);
        return call(
                table.delete(),
                delete -> {
                    delete.setString(1, hash);
                    delete.setLong(2, version);
                    return delete.executeUpdate() == 1;
                });
    }

    @Override
    public Optional<JobRecord> find(String key) throws Exception {
        String hash = RecordPreconditions.digest(key);
        Optional<String> text =
                call(
                        table.find(),
                        find -> {
                            find.setString(1, hash);
                            try (ResultSet rows = find.executeQuery()) {
                                // Never null, which would mean that there is no row.
                                return rows.next()
                                        ? Optional.of(String.valueOf(rows.getString(1)))
                                        : Optional.empty();
                            }
                        });
        return text.isPresent() ? Optional.of(RecordJson.read(text.get(), hash)) : Optional.empty();
    }

    @Override
    public List<JobRecord> unfinished(int limit) throws Exception {
        RecordPreconditions.checkLimit(limit);
        return call(
                table.unfinished(),
                select -> {
                    select.setMaxRows((int) Math.min((long) limit + SPARE_ROWS, Integer.MAX_VALUE));
                    try (ResultSet rows = select.executeQuery()) {
                        return readable(rows, limit);
                    }
                });
    }

    @Override
    public List<JobRecord> changedSince(Instant since, int limit) throws Exception {
        RecordPreconditions.checkLimit(limit);
        return call(
                table.changedSince(),
                select -> {
                    select.setLong(1, since.toEpochMilli());
                    select.setMaxRows((int) Math.min((long) limit + SPARE_ROWS, Integer.MAX_VALUE));
                    try (ResultSet rows = select.executeQuery()) {
                        return readable(rows, limit);
                    }
                });
    }

    @Override
    public Instant now() throws Exception {
        return clock.now(source());
    }

    @Override
    public void heartbeat(String process, Instant until) throws Exception {
        String hash = JobTable.processHash(process);
        if (!until.isAfter(now())) {
            call(table.deleteProcess(), delete -> execute(delete, hash));
            return;
        }
        int updated =
                call(
                        table.updateProcess(),
                        update -> {
                            update.setLong(1, until.toEpochMilli());
                            update.setString(2, hash);
                            return update.executeUpdate();
                        });
        if (updated == 0) {
            call(
                    table.insertProcess(),
                    insert -> {
                        insert.setLong(1, until.toEpochMilli());
                        insert.setString(2, process);
                        insert.setString(3, hash);
                        return insert.executeUpdate();
                    });
        }
    }

    private static int execute(PreparedStatement statement, String hash) throws SQLException {
        statement.setString(1, hash);
        return statement.executeUpdate();
    }

    @Override
    public Optional<Set<String>> liveProcesses() throws Exception {
        long now = now().toEpochMilli();
        return Optional.of(
                call(
                        table.liveProcesses(),
                        select -> {
                            select.setLong(1, now);
                            Set<String> live = new HashSet<>();
                            try (ResultSet rows = select.executeQuery()) {
                                while (rows.next()) {
                                    live.add(rows.getString(1));
                                }
                            }
                            return live;
                        }));
    }

    @Override
    public int purge(Instant before) throws Exception {
        return call(
                table.purge(),
                delete -> {
                    delete.setLong(1, before.toEpochMilli());
                    return delete.executeUpdate();
                });
    }

    private static int inserted(PreparedStatement insert, JobRecord record) throws SQLException {
        int column = JobTable.fill(insert, record);
        insert.setString(column, RecordPreconditions.digest(record.key()));
        return insert.executeUpdate();
    }

    private List<JobRecord> readable(ResultSet rows, int limit) throws SQLException {
        List<JobRecord> records = new ArrayList<>();
        while (records.size() < limit && rows.next()) {
            String hash = rows.getString(1);
            try {
                records.add(RecordJson.read(rows.getString(2), hash));
            } catch (MalformedRecordException e) {
                unreadable.logSkipped(hash, e.getMessage());
            }
        }
        return List.copyOf(records);
    }

    /** Executes one statement in its own transaction. */
    private <T> T call(String sql, JdbcSupport.StatementWork<T> work) throws SQLException {
        createTableOnce();
        return JdbcSupport.run(
                source(),
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(sql)) {
                        statement.setQueryTimeout(queryTimeoutSeconds);
                        return work.apply(statement);
                    }
                });
    }

    private synchronized void createTableOnce() throws SQLException {
        if (createTable && !tableCreated) {
            createTable();
            tableCreated = true;
        }
    }

    private DataSource source() {
        DataSource source = dataSource;
        if (source == null) {
            throw new IllegalStateException("The JDBC repository requires a dataSource");
        }
        return source;
    }
}

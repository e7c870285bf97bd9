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

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.List;

/** A repository that another process can open: its name and how to open it. */
record TestRepository(String kind, String where, String table) {

    static final int CONNECTIONS = 8;

    static TestRepository file(Path directory) {
        return new TestRepository("file", directory.toString(), "-");
    }

    static TestRepository jdbc(String url, String table) {
        return new TestRepository("jdbc", url, table);
    }

    /** The arguments of a program that opens it. */
    List<String> arguments() {
        return List.of(kind, where, table);
    }

    static TestRepository of(String[] arguments) {
        return new TestRepository(arguments[0], arguments[1], arguments[2]);
    }

    /** The repository and the resources to close after it. */
    Opened open() {
        if (kind.equals("file")) {
            return new Opened(new FileVideoJobRepository(Path.of(where)), () -> {});
        }
        HikariDataSource pool = pool(where, true);
        JdbcVideoJobRepository repository = new JdbcVideoJobRepository(pool);
        repository.setTableName(table);
        repository.setCreateTable(true);
        return new Opened(repository, pool::close);
    }

    static HikariDataSource pool(String url, boolean autoCommit) {
        return new HikariDataSource(config(url, autoCommit));
    }

    /** Transactions that conflict are rolled back by the database. */
    static HikariDataSource strictPool(String url) {
        HikariConfig config = config(url, false);
        config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
        return new HikariDataSource(config);
    }

    private static HikariConfig config(String url, boolean autoCommit) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(CONNECTIONS);
        // Further connections are opened on demand.
        config.setMinimumIdle(1);
        config.setAutoCommit(autoCommit);
        return config;
    }

    /** A repository until it is closed. */
    record Opened(VideoJobRepository repository, Runnable closing) implements AutoCloseable {
        @Override
        public void close() {
            closing.run();
        }
    }
}

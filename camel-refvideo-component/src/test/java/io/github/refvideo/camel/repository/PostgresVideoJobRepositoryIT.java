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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.test.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On a real server; skipped where PostgreSQL is not installed. */
class PostgresVideoJobRepositoryIT extends JdbcRepositoryContract {

    private static PostgresServer server;

    @BeforeAll
    static void startServer() throws Exception {
        server = PostgresServer.start().orElse(null);
        Assumptions.assumeTrue(
                server != null,
                "PostgreSQL (Debian: package postgresql) is not installed on this machine");
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (server != null) {
            server.stop();
        }
    }

    @Override
    String url() {
        return server.url();
    }

    /** A key column of another type would silently be scanned. */
    @Test
    void aKeyIsFoundByItsIndex() throws Exception {
        repository.find("key");
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.execute("SET enable_seqscan = off");
            try (PreparedStatement explain =
                    connection.prepareStatement(
                            "EXPLAIN " + new JobTable(store().table()).find())) {
                explain.setString(1, RecordPreconditions.digest("key"));
                try (ResultSet plan = explain.executeQuery()) {
                    assertThat(plan.next()).isTrue();
                    assertThat(plan.getString(1)).contains("Index Scan");
                }
            }
        }
    }
}

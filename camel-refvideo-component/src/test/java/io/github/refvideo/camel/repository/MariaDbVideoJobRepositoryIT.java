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

import io.github.refvideo.test.MariaDbServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On a real server; skipped where MariaDB is not installed. */
class MariaDbVideoJobRepositoryIT extends JdbcRepositoryContract {

    private static MariaDbServer server;

    @BeforeAll
    static void startServer() throws Exception {
        server = MariaDbServer.start().orElse(null);
        Assumptions.assumeTrue(
                server != null,
                "MariaDB (Debian: package mariadb-server) is not installed on this machine");
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

    /** TEXT has only 64 KiB. */
    @Test
    void recordsOfAnyLengthFitIntoTheTable() throws Exception {
        repository.find("key");
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement();
                ResultSet column =
                        statement.executeQuery(
                                "SELECT data_type FROM information_schema.columns WHERE table_name = '"
                                        + store().table()
                                        + "' AND column_name = 'record_json'")) {
            assertThat(column.next()).isTrue();
            assertThat(column.getString(1)).isEqualToIgnoringCase("mediumtext");
        }
    }
}

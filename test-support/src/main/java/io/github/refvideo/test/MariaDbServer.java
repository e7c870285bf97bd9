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
package io.github.refvideo.test;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A temporary MariaDB server on loopback, from the programs that are installed (Debian: package
 * mariadb-server). Root runs it as another user.
 */
public final class MariaDbServer {

    private static final String INSTALL = "mariadb-install-db";
    private static final String SERVER = "mariadbd";
    private static final long LIMIT_SECONDS = 60;

    private final Path folder;
    private final Process server;
    private final int port;

    private MariaDbServer(Path folder, Process server, int port) {
        this.folder = folder;
        this.server = server;
        this.port = port;
    }

    /** Empty if MariaDB is not installed. */
    public static Optional<MariaDbServer> start() throws Exception {
        Optional<Path> install = program(INSTALL);
        Optional<Path> program = program(SERVER);
        if (install.isEmpty() || program.isEmpty()) {
            return Optional.empty();
        }
        Path folder = Files.createTempDirectory("refvideo-mariadb");
        try {
            return Optional.of(start(install.get(), program.get(), folder));
        } catch (Exception | Error e) {
            PostgresServer.delete(folder);
            throw e;
        }
    }

    private static MariaDbServer start(Path install, Path program, Path folder) throws Exception {
        List<String> user = PostgresServer.otherUser(folder);
        String data = "--datadir=" + folder.resolve("data");
        Process init =
                PostgresServer.run(
                        folder,
                        user,
                        install.toString(),
                        "--no-defaults",
                        "--skip-test-db",
                        "--auth-root-authentication-method=normal",
                        data);
        if (!init.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || init.exitValue() != 0) {
            init.destroyForcibly();
            throw new IOException(INSTALL + " failed: " + PostgresServer.log(folder));
        }
        Path start = folder.resolve("start.sql");
        Files.writeString(
                start,
                """
                CREATE DATABASE refvideo;
                CREATE USER 'refvideo'@'%' IDENTIFIED BY '';
                GRANT ALL ON *.* TO 'refvideo'@'%';
                """);
        int port = PostgresServer.freePort();
        Process server =
                PostgresServer.run(
                        folder,
                        user,
                        program.toString(),
                        "--no-defaults",
                        data,
                        "--init-file=" + start,
                        "--bind-address=127.0.0.1",
                        "--port=" + port,
                        "--socket=" + folder.resolve("socket"),
                        "--pid-file=" + folder.resolve("pid"),
                        "--skip-name-resolve",
                        "--innodb-flush-log-at-trx-commit=0");
        MariaDbServer started = new MariaDbServer(folder, server, port);
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(LIMIT_SECONDS))
                    .pollInterval(Duration.ofMillis(50))
                    .until(started::answers);
        } catch (RuntimeException e) {
            String log = PostgresServer.log(folder);
            started.stop();
            throw new IOException("mariadbd did not start: " + log, e);
        }
        return started;
    }

    /** The JDBC URL, with the user; there is no password. */
    public String url() {
        return "jdbc:mariadb://127.0.0.1:" + port + "/refvideo?user=refvideo";
    }

    /** Stops the server and deletes its files. */
    public void stop() throws IOException, InterruptedException {
        server.destroy();
        if (!server.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            server.destroyForcibly().waitFor();
        }
        PostgresServer.delete(folder);
    }

    private boolean answers() throws IOException {
        if (!server.isAlive()) {
            throw new IOException("mariadbd ended");
        }
        try (Connection connection = DriverManager.getConnection(url())) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    private static Optional<Path> program(String name) {
        return Stream.concat(
                        Stream.of("/usr/sbin", "/usr/bin"),
                        Arrays.stream(
                                System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}

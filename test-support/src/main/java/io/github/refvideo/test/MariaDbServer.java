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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A temporary MariaDB server on loopback, from the programs that are installed (Debian: package
 * mariadb-server). Root runs it as another user.
 */
public final class MariaDbServer {

    private final DatabaseProcess server;

    private MariaDbServer(DatabaseProcess server) {
        this.server = server;
    }

    /** Empty if MariaDB is not installed. */
    public static Optional<MariaDbServer> start() throws Exception {
        Optional<Path> install = program("mariadb-install-db");
        Optional<Path> program = program("mariadbd");
        return install.isEmpty() || program.isEmpty()
                ? Optional.empty()
                : Optional.of(new MariaDbServer(start(install.get(), program.get())));
    }

    private static DatabaseProcess start(Path install, Path program) throws Exception {
        int port = DatabaseProcess.freePort();
        return DatabaseProcess.start(
                folder ->
                        List.of(
                                install.toString(),
                                "--no-defaults",
                                "--skip-test-db",
                                "--auth-root-authentication-method=normal",
                                data(folder)),
                folder ->
                        List.of(
                                program.toString(),
                                "--no-defaults",
                                data(folder),
                                "--init-file=" + script(folder),
                                "--bind-address=127.0.0.1",
                                "--port=" + port,
                                "--socket=" + folder.resolve("socket"),
                                "--pid-file=" + folder.resolve("pid"),
                                "--skip-name-resolve",
                                "--innodb-flush-log-at-trx-commit=0"),
                "jdbc:mariadb://127.0.0.1:" + port + "/refvideo?user=refvideo");
    }

    private static String data(Path folder) {
        return "--datadir=" + folder.resolve("data");
    }

    private static Path script(Path folder) throws IOException {
        return Files.writeString(
                folder.resolve("start.sql"),
                """
                CREATE DATABASE refvideo;
                CREATE USER 'refvideo'@'%' IDENTIFIED BY '';
                GRANT ALL ON *.* TO 'refvideo'@'%';
                """);
    }

    /** The JDBC URL, with the user; there is no password. */
    public String url() {
        return server.url();
    }

    /** Stops the server and deletes its files. */
    public void stop() throws IOException, InterruptedException {
        server.stop("TERM");
    }

    private static Optional<Path> program(String name) {
        return DatabaseProcess.directories(Path.of("/usr/sbin"), Path.of("/usr/bin"))
                .map(directory -> directory.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}

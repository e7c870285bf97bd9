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
import java.util.stream.Stream;

/**
 * A temporary PostgreSQL server on loopback, from the programs that are installed (Debian: package
 * postgresql). PostgreSQL refuses to run as root, so root runs it as another user.
 */
public final class PostgresServer {

    private final DatabaseProcess server;

    private PostgresServer(DatabaseProcess server) {
        this.server = server;
    }

    /** Empty if PostgreSQL is not installed. */
    public static Optional<PostgresServer> start() throws Exception {
        Optional<Path> programs = programs();
        return programs.isEmpty()
                ? Optional.empty()
                : Optional.of(new PostgresServer(start(programs.get())));
    }

    private static DatabaseProcess start(Path programs) throws Exception {
        int port = DatabaseProcess.freePort();
        return DatabaseProcess.start(
                folder ->
                        List.of(
                                programs.resolve("initdb").toString(),
                                "--no-sync",
                                "--auth=trust",
                                "--username=refvideo",
                                "--encoding=UTF8",
                                "--locale=C",
                                "-D",
                                data(folder)),
                // Not pg_ctl, which detaches the server.
                folder ->
                        List.of(
                                programs.resolve("postgres").toString(),
                                "-D",
                                data(folder),
                                "-h",
                                "127.0.0.1",
                                "-p",
                                "" + port,
                                "-k",
                                "",
                                "-c",
                                "max_connections=100"),
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=refvideo");
    }

    private static String data(Path folder) {
        return folder.resolve("data").toString();
    }

    /** The JDBC URL, with the user; there is no password. */
    public String url() {
        return server.url();
    }

    /** Stops the server and deletes its files. */
    public void stop() throws IOException, InterruptedException {
        // SIGINT is the fast shutdown; the child is the postmaster.
        server.stop("INT");
    }

    /** The directory of the newest initdb and postgres. */
    private static Optional<Path> programs() throws IOException {
        Path debian = Path.of("/usr/lib/postgresql");
        Path[] installed = {};
        if (Files.isDirectory(debian)) {
            try (Stream<Path> versions = Files.list(debian)) {
                installed =
                        versions.sorted((a, b) -> Integer.compare(major(b), major(a)))
                                .map(version -> version.resolve("bin"))
                                .toArray(Path[]::new);
            }
        }
        return DatabaseProcess.directories(installed)
                .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
                .findFirst();
    }

    private static int major(Path version) {
        String name = version.getFileName().toString();
        return name.matches("\\d{1,4}") ? Integer.parseInt(name) : 0;
    }
}

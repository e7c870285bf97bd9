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
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A temporary PostgreSQL server on loopback, from the programs that are installed (Debian: package
 * postgresql). PostgreSQL refuses to run as root, so root runs it as another user.
 */
public final class PostgresServer {

    private static final List<String> USERS = List.of("postgres", "nobody");
    private static final long LIMIT_SECONDS = 60;

    private final Path folder;
    private final Process server;
    private final int port;

    private PostgresServer(Path folder, Process server, int port) {
        this.folder = folder;
        this.server = server;
        this.port = port;
    }

    /** Empty if PostgreSQL is not installed. */
    public static Optional<PostgresServer> start() throws Exception {
        Optional<Path> programs = programs();
        if (programs.isEmpty()) {
            return Optional.empty();
        }
        Path folder = Files.createTempDirectory("refvideo-postgresql");
        try {
            return Optional.of(start(programs.get(), folder));
        } catch (Exception | Error e) {
            delete(folder);
            throw e;
        }
    }

    private static PostgresServer start(Path programs, Path folder) throws Exception {
        List<String> user = otherUser(folder);
        String data = folder.resolve("data").toString();
        Process init =
                run(
                        folder,
                        user,
                        programs.resolve("initdb").toString(),
                        "--no-sync",
                        "--auth=trust",
                        "--username=refvideo",
                        "--encoding=UTF8",
                        "--locale=C",
                        "-D",
                        data);
        if (!init.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || init.exitValue() != 0) {
            init.destroyForcibly();
            throw new IOException("initdb failed: " + log(folder));
        }
        int port = freePort();
        // Not pg_ctl, which detaches the server: this process ends its child by its id.
        Process server =
                run(
                        folder,
                        user,
                        programs.resolve("postgres").toString(),
                        "-D",
                        data,
                        "-h",
                        "127.0.0.1",
                        "-p",
                        "" + port,
                        "-k",
                        "",
                        "-c",
                        "max_connections=100");
        PostgresServer started = new PostgresServer(folder, server, port);
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(LIMIT_SECONDS))
                    .pollInterval(Duration.ofMillis(50))
                    .until(started::answers);
        } catch (RuntimeException e) {
            String log = log(folder);
            started.stop();
            throw new IOException("postgres did not start: " + log, e);
        }
        return started;
    }

    /** The JDBC URL, with the user; there is no password. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=refvideo";
    }

    /** Stops the server and deletes its files. */
    public void stop() throws IOException, InterruptedException {
        // SIGINT is the fast shutdown; the child is the postmaster.
        new ProcessBuilder("kill", "-INT", "" + server.pid()).start().waitFor();
        if (!server.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            server.destroyForcibly().waitFor();
        }
        delete(folder);
    }

    private boolean answers() throws IOException {
        if (!server.isAlive()) {
            throw new IOException("postgres ended");
        }
        try (Connection connection = DriverManager.getConnection(url())) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    /** The directory of the newest initdb and postgres. */
    private static Optional<Path> programs() throws IOException {
        Path debian = Path.of("/usr/lib/postgresql");
        List<Path> candidates = new ArrayList<>();
        if (Files.isDirectory(debian)) {
            try (Stream<Path> versions = Files.list(debian)) {
                versions.sorted((a, b) -> Integer.compare(major(b), major(a)))
                        .map(version -> version.resolve("bin"))
                        .forEach(candidates::add);
            }
        }
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .map(Path::of)
                .forEach(candidates::add);
        return candidates.stream()
                .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
                .findFirst();
    }

    private static int major(Path version) {
        String name = version.getFileName().toString();
        return name.matches("\\d{1,4}") ? Integer.parseInt(name) : 0;
    }

    /** The command prefix to run a program as another user than root. */
    static List<String> otherUser(Path folder) throws IOException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        for (String user : USERS) {
            try {
                Files.setOwner(
                        folder,
                        folder.getFileSystem()
                                .getUserPrincipalLookupService()
                                .lookupPrincipalByName(user));
                return List.of("setpriv", "--reuid=" + user, "--clear-groups", "--");
            } catch (IOException e) {
                // No such user; try the next one.
                continue;
            }
        }
        throw new IOException("No user to run the database as: " + USERS);
    }

    static Process run(Path folder, List<String> user, String... command) throws IOException {
        List<String> all = new ArrayList<>(user);
        all.addAll(List.of(command));
        return new ProcessBuilder(all)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    static String log(Path folder) throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path folder) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path directory, IOException e)
                            throws IOException {
                        Files.delete(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}

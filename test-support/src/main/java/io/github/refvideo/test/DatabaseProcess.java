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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A database server with a temporary directory, in a child process. Root runs it as another user.
 */
final class DatabaseProcess {

    private static final List<String> USERS = List.of("postgres", "nobody");
    private static final long LIMIT_SECONDS = 60;

    private final Path folder;
    private final Process server;
    private final String url;

    private DatabaseProcess(Path folder, Process server, String url) {
        this.folder = folder;
        this.server = server;
        this.url = url;
    }

    /** A command line for a server whose files are in a folder. */
    @FunctionalInterface
    interface Command {
        List<String> in(Path folder) throws IOException;
    }

    /**
     * Starts a server and waits until it accepts connections.
     *
     * @param init creates the database
     * @param server runs in the foreground: this process ends its child by its id
     * @param url of JDBC, without a password
     */
    static DatabaseProcess start(Command init, Command server, String url) throws Exception {
        Path folder = Files.createTempDirectory("refvideo-database");
        try {
            return start(folder, init, server, url);
        } catch (Exception | Error e) {
            if (Files.exists(folder)) {
                delete(folder);
            }
            throw e;
        }
    }

    private static DatabaseProcess start(Path folder, Command init, Command server, String url)
            throws Exception {
        List<String> user = otherUser(folder);
        Process initialized = run(folder, user, init.in(folder));
        if (!initialized.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || initialized.exitValue() != 0) {
            initialized.destroyForcibly();
            throw new IOException("The database was not created: " + log(folder));
        }
        Process process = run(folder, user, server.in(folder));
        DatabaseProcess started = new DatabaseProcess(folder, process, url);
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(LIMIT_SECONDS))
                    .pollInterval(Duration.ofMillis(50))
                    .until(started::answers);
        } catch (RuntimeException e) {
            String log = log(folder);
            started.stop("TERM");
            throw new IOException("The database server did not start: " + log, e);
        }
        return started;
    }

    String url() {
        return url;
    }

    /**
     * Stops the server and deletes its files.
     *
     * @param signal of the fast shutdown
     */
    void stop(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, "" + server.pid()).start().waitFor();
        if (!server.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            server.destroyForcibly().waitFor();
        }
        delete(folder);
    }

    private boolean answers() throws IOException {
        if (!server.isAlive()) {
            throw new IOException("the server ended");
        }
        try (Connection connection = DriverManager.getConnection(url)) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    /** The directories in which programs may be: some, and those of the variable PATH. */
    static Stream<Path> directories(Path... first) {
        return Stream.concat(
                Stream.of(first),
                Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .filter(directory -> !directory.isEmpty())
                        .map(Path::of));
    }

    /** The command prefix to run a program as another user than root. */
    private static List<String> otherUser(Path folder) throws IOException {
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

    private static Process run(Path folder, List<String> user, List<String> command)
            throws IOException {
        List<String> all = new ArrayList<>(user);
        all.addAll(command);
        return new ProcessBuilder(all)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    private static String log(Path folder) throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
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

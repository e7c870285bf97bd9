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
package io.github.refvideo.camel.internal.io;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Files and directories that only this user can access, if the file system supports it. Synced
 * writes survive a power failure. An interrupt, as sent by a shutdown, neither breaks a write nor
 * is lost.
 */
public final class PrivateFiles {

    private PrivateFiles() {}

    /** Creates a directory and its parents, if they do not exist. */
    public static void createDirectories(Path directory) throws IOException {
        // A link to a directory is accepted.
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, permissionsOf(directory, "rwx------"));
        }
    }

    /** Creates a directory with a new name in the temporary directory of the system. */
    static Path createTemporaryDirectory(String prefix) throws IOException {
        return Files.createTempDirectory(prefix);
    }

    /**
     * Creates an empty file with a new, unpredictable name.
     *
     * @param directory must exist
     * @param prefix of the name
     * @param suffix of the name
     */
    static Path createTemporary(Path directory, String prefix, String suffix) throws IOException {
        return Files.createTempFile(directory, prefix, suffix);
    }

    /** Creates an empty file, if it does not exist. */
    public static void createIfMissing(Path file) throws IOException {
        if (!Files.exists(file)) {
            try {
                Files.createFile(file, permissionsOf(file, "rw-------"));
            } catch (FileAlreadyExistsException e) {
                // Another thread or process created it.
                return;
            }
        }
    }

    /** Replaces the content and syncs it to disk. */
    public static void write(Path file, byte[] content) throws IOException {
        createIfMissing(file);
        // Not a channel: an interrupt would close a channel during a write.
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
            out.write(content);
            out.getFD().sync();
        }
    }

    /**
     * @param max the maximum number of bytes to read
     */
    public static byte[] read(Path file, int max) throws IOException {
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            return in.readNBytes(max);
        }
    }

    /** Syncs the entries of a directory to disk. */
    public static void syncDirectory(Path directory) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (!sync(directory)) {
                interrupted = true;
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns whether it was not interrupted; clears the interrupt otherwise. */
    private static boolean sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
            return true;
        } catch (ClosedByInterruptException e) {
            return !Thread.interrupted();
        } catch (AccessDeniedException e) {
            // Windows cannot open directories and does not need this.
            if (supportsPermissions(directory)) {
                throw e;
            }
            return true;
        }
    }

    private static boolean supportsPermissions(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] permissionsOf(Path path, String permissions) {
        return supportsPermissions(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}

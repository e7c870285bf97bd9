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
 * Files and directories of this user only, where the file system knows of users; and what it takes
 * that they outlive a power failure. An interrupt (a shutdown sends them) neither tears a write nor
 * is it lost.
 */
public final class PrivateFiles {

    private PrivateFiles() {}

    /** Makes a directory and those above it, if they are not there. */
    public static void makeDirectories(Path directory) throws IOException {
        // Asked first: a link to a directory will do.
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, only(directory, "rwx------"));
        }
    }

    /** Makes a directory of a new name in the system's temporary one. */
    static Path makeTemporaryDirectory(String prefix) throws IOException {
        return Files.createTempDirectory(prefix);
    }

    /**
     * Makes an empty file of a name that nobody can guess and that was free.
     *
     * @param directory must be there
     * @param prefix before the random part of the name
     * @param suffix behind it
     */
    static Path makeTemporary(Path directory, String prefix, String suffix) throws IOException {
        return Files.createTempFile(directory, prefix, suffix);
    }

    /** Makes an empty file, if it is not there. */
    public static void make(Path file) throws IOException {
        if (!Files.exists(file)) {
            try {
                Files.createFile(file, only(file, "rw-------"));
            } catch (FileAlreadyExistsException e) {
                // Somebody was faster, which is as good.
                return;
            }
        }
    }

    /** Replaces the whole content, and returns when it is on the disk itself. */
    public static void write(Path file, byte[] content) throws IOException {
        make(file);
        // Not a channel: an interrupt closes a channel in the middle of a write.
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
            out.write(content);
            out.getFD().sync();
        }
    }

    /**
     * @param most no more bytes than this are read
     */
    public static byte[] read(Path file, int most) throws IOException {
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            return in.readNBytes(most);
        }
    }

    /** Puts the names that were made or removed in a directory on the disk itself. */
    public static void syncNames(Path directory) throws IOException {
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

    /** Whether no interrupt came in between; if one did, it is taken away. */
    private static boolean sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
            return true;
        } catch (ClosedByInterruptException e) {
            return !Thread.interrupted();
        } catch (AccessDeniedException e) {
            // Windows opens no directory, and keeps names without being asked.
            if (knowsUsers(directory)) {
                throw e;
            }
            return true;
        }
    }

    private static boolean knowsUsers(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] only(Path path, String permissions) {
        return knowsUsers(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}

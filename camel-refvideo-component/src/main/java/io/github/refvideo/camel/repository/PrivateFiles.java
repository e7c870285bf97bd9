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

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Files of this user only, that are on the disk when a method returns. An interrupt (a shutdown
 * sends them) neither tears a write nor is it lost.
 */
final class PrivateFiles {

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private PrivateFiles() {}

    /** Makes a directory and those above it, if they are not there. */
    static void makeDirectories(Path directory) throws IOException {
        Files.createDirectories(directory, only("rwx------"));
    }

    /** Makes an empty file, if it is not there. */
    static void make(Path file) throws IOException {
        if (!Files.exists(file)) {
            try {
                Files.createFile(file, only("rw-------"));
            } catch (FileAlreadyExistsException e) {
                // Somebody was faster, which is as good.
                return;
            }
        }
    }

    /** Replaces the whole content. */
    static void write(Path file, byte[] content) throws IOException {
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
    static byte[] read(Path file, int most) throws IOException {
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            return in.readNBytes(most);
        }
    }

    /** Puts names that were made or removed on the disk. */
    static void syncNames(Path directory) throws IOException {
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
            if (POSIX) {
                throw e;
            }
            return true;
        }
    }

    private static FileAttribute<?>[] only(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}

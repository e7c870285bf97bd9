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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** How a file comes to be and is opened; tests put disks here that are full. */
public interface DiskFiles {

    /** Makes an empty file of a name that nobody can guess and that was free. */
    Path create() throws IOException;

    /** Opens it for writing. */
    default Channel open(Path file) throws IOException {
        return new PlainChannel(FileChannel.open(file, StandardOpenOption.WRITE));
    }

    /**
     * Files that only this user may read and write, where the file system knows of users.
     *
     * @param directory must be there
     * @param prefix before the random part of the name
     * @param suffix behind it
     */
    static DiskFiles in(Path directory, String prefix, String suffix) {
        return () -> PrivateFiles.makeTemporary(directory, prefix, suffix);
    }

    /** An open file. */
    interface Channel extends WritableByteChannel {

        /** Forgets what was written. */
        void restart() throws IOException;

        /** Returns when the bytes are on the disk itself. */
        void force() throws IOException;
    }

    /** A file of the operating system. */
    record PlainChannel(FileChannel file) implements Channel {

        @Override
        public int write(ByteBuffer block) throws IOException {
            return file.write(block);
        }

        @Override
        public void restart() throws IOException {
            file.truncate(0);
            file.position(0);
        }

        @Override
        public void force() throws IOException {
            file.force(true);
        }

        @Override
        public boolean isOpen() {
            return file.isOpen();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}

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

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A temporary file that is written on the calling thread. Closed before it was finished, it is
 * deleted. Not thread-safe.
 */
public final class SpoolOutput implements Closeable {

    private final Path path;
    private final OutputStream out;
    private boolean finished;

    SpoolOutput(Path path) throws IOException {
        this.path = path;
        this.out = Files.newOutputStream(path, StandardOpenOption.WRITE);
    }

    /** Where the content goes. Not buffered. */
    public OutputStream out() {
        return out;
    }

    /** Everything was written. */
    public SpoolFile finish() throws IOException {
        out.close();
        SpoolFile file = new SpoolFile(path);
        finished = true;
        return file;
    }

    /** Without effect on a file that was finished. */
    @Override
    public void close() throws IOException {
        try {
            out.close();
        } finally {
            if (!finished) {
                Files.deleteIfExists(path);
            }
        }
    }
}

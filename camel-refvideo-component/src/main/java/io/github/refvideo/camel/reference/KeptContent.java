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
package io.github.refvideo.camel.reference;

import io.github.refvideo.camel.disk.SpoolFile;
import java.nio.file.Files;

/** The content of a stream that can be read only once, or why it could not be read. Thread-safe. */
final class KeptContent {

    private SpoolFile file;
    private BadMediaException failure;

    /**
     * @param read reads the stream at the first attempt
     */
    synchronized SpoolFile orElse(Reading read) throws BadMediaException {
        if (failure != null) {
            throw failure;
        }
        if (file == null) {
            try {
                file = read.read();
            } catch (BadMediaException e) {
                failure = e;
                throw e;
            }
        } else if (Files.notExists(file.path())) {
            throw new BadMediaException(
                    "a stream",
                    "it was read before, and its content was deleted when that exchange was"
                            + " completed");
        }
        return file;
    }

    /** Reads a stream to its end. */
    @FunctionalInterface
    interface Reading {
        SpoolFile read() throws BadMediaException;
    }
}

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
package io.github.refvideo.camel.internal.reference;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * What a message may hand in, and where it lies meanwhile.
 *
 * @param fileDirectory the directory that files named by text must lie in; null when text must not
 *     name files
 * @param spoolDirectory where streams lie until their message is completed; null for a directory of
 *     its own in the system's temporary directory
 * @param maxBytes the largest local reference
 */
public record ReferenceSettings(Path fileDirectory, Path spoolDirectory, long maxBytes) {

    /** Text names no files, and media may have up to 1 GiB. */
    public static final ReferenceSettings DEFAULT =
            new ReferenceSettings(null, null, 1024L * 1024 * 1024);

    /**
     * Reads the options of an endpoint.
     *
     * @throws IllegalArgumentException when they cannot work together; the message names them
     */
    public static ReferenceSettings of(
            boolean allowFileReferences,
            String referenceDirectory,
            String spoolDirectory,
            long maxReferenceSize) {
        Path files = path("referenceDirectory", referenceDirectory);
        if (allowFileReferences && files == null) {
            throw new IllegalArgumentException(
                    "allowFileReferences=true needs referenceDirectory: the directory that files"
                            + " named by a message must lie in");
        }
        if (maxReferenceSize < 1) {
            throw new IllegalArgumentException(
                    "maxReferenceSize: '"
                            + maxReferenceSize
                            + "' is not allowed; write a number"
                            + " of bytes above 0");
        }
        return new ReferenceSettings(
                allowFileReferences ? files : null,
                path("spoolDirectory", spoolDirectory),
                maxReferenceSize);
    }

    private static Path path(String option, String text) {
        try {
            return text == null || text.isBlank() ? null : Path.of(text.strip());
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(option + " is not a path: " + e.getReason(), e);
        }
    }
}

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
import org.jspecify.annotations.Nullable;

/**
 * The limits for references of a message, and where streams are stored.
 *
 * @param fileDirectory the directory of the files that text can name; null if text must not name
 *     files
 * @param spoolDirectory where streams are stored until their message is completed; default: a new
 *     directory in the system's temporary directory
 * @param maxBytes the largest local reference
 */
public record ReferenceSettings(
        @Nullable Path fileDirectory, @Nullable Path spoolDirectory, long maxBytes) {

    /** Text cannot name files, and media can have up to 1 GiB. */
    public static final ReferenceSettings DEFAULT =
            new ReferenceSettings(null, null, 1024L * 1024 * 1024);

    /**
     * Reads the options of an endpoint.
     *
     * @throws IllegalArgumentException if an option is not valid; the message names it
     */
    public static ReferenceSettings of(
            boolean allowFileReferences,
            @Nullable String referenceDirectory,
            @Nullable String spoolDirectory,
            long maxReferenceSize) {
        Path files = path("referenceDirectory", referenceDirectory);
        if (allowFileReferences && files == null) {
            throw new IllegalArgumentException(
                    "allowFileReferences=true needs referenceDirectory: the directory of the files"
                            + " that a message can name");
        }
        if (maxReferenceSize < 1) {
            throw new IllegalArgumentException(
                    "maxReferenceSize: '"
                            + maxReferenceSize
                            + "' is not allowed; write a number of bytes above 0");
        }
        return new ReferenceSettings(
                allowFileReferences ? files : null,
                path("spoolDirectory", spoolDirectory),
                maxReferenceSize);
    }

    private static @Nullable Path path(String option, @Nullable String text) {
        try {
            return text == null || text.isBlank() ? null : Path.of(text.strip());
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(option + " is not a path: " + e.getReason(), e);
        }
    }
}

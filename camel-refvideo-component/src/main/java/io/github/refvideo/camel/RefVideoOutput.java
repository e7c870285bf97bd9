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
package io.github.refvideo.camel;

import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.internal.request.RequestReading;
import io.github.refvideo.camel.internal.request.ValidationError;
import java.io.File;
import org.jspecify.annotations.Nullable;

/**
 * The form of the video in the message body. Files are readable only by the current user. The files
 * of {@link #stream} and {@link #file} are written by a few threads of the component, never by its
 * I/O threads, and each needs a few hundred kilobytes of memory, regardless of its size.
 */
public enum RefVideoOutput {
    /** The video as {@code byte[]}. Needs its size in heap once, if the length is known. */
    bytes,
    /**
     * The video as a {@code StreamCache}, backed by a file in {@code spoolDirectory}. It can be
     * read repeatedly, also by copies of the exchange. The file is deleted when the last exchange
     * that uses it is done. A caller that needs the video after that, such as {@code requestBody},
     * must ask for {@code byte[].class}.
     */
    stream,
    /**
     * The video as a {@code File} in {@code outputDirectory}, which the component does not delete.
     * It gets its name when it is complete and forced to disk; existing files are not replaced. A
     * killed JVM may leave hidden files that end in {@code .part}.
     */
    file,
    /**
     * The URL of the video as text; nothing is downloaded. If the service returns the video itself
     * instead of a URL, the body is {@code byte[]}.
     */
    url;

    /**
     * Parses an output.
     *
     * @param value the text; null or blank if not set
     * @param reading receives an error if the value is invalid or cannot be used
     * @return null if not set or invalid
     */
    static @Nullable RefVideoOutput read(
            @Nullable Object value, RequestReading reading, @Nullable String outputDirectory) {
        if (value == null || value.toString().isBlank()) {
            return null;
        }
        for (RefVideoOutput output : values()) {
            if (output.name().equalsIgnoreCase(value.toString().strip())) {
                output.checkDirectory(outputDirectory, reading);
                return output;
            }
        }
        reading.addError(
                ValidationError.invalid(
                        RequestOption.OUTPUT, value, "write bytes, stream, file or url"));
        return null;
    }

    /** Checked before the submit, because a paid video could not be stored otherwise. */
    private void checkDirectory(@Nullable String directory, RequestReading reading) {
        String error = this == file ? directoryError(directory) : null;
        if (error != null) {
            reading.addError(
                    ValidationError.invalid(
                            RequestOption.OUTPUT, this, error + ", or write bytes, stream or url"));
        }
    }

    /** Null if the directory can be used. */
    private static @Nullable String directoryError(@Nullable String directory) {
        if (directory == null || directory.isBlank()) {
            return "outputDirectory is not set; set it on the endpoint or the component";
        }
        // Unlike Path, File accepts any text.
        File file = new File(directory);
        if (!file.isDirectory()) {
            return "outputDirectory does not exist or is not a directory; create it first";
        }
        return file.canWrite() ? null : "outputDirectory is not writable by this process";
    }
}

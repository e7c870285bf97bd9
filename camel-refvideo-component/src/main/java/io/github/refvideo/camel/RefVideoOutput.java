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

/**
 * What a route gets as message body. Files are readable for this user only; those of {@link
 * #stream} and {@link #file} are written by a few threads of the component, never by its I/O
 * threads, and hold a few hundred kilobytes of memory each, whatever their size.
 */
public enum RefVideoOutput {
    /** The video as {@code byte[]}, which takes its size in heap once if the length is known. */
    bytes,
    /**
     * The video on disk ({@code spoolDirectory}), as a {@code StreamCache} that can be read again
     * and goes with copies of the exchange. It is deleted when the last exchange that holds it is
     * done: a caller that wants it after its route, with {@code requestBody}, asks for {@code
     * byte[].class}.
     */
    stream,
    /**
     * The video as {@code File} in {@code outputDirectory}, from then on the user's. It appears
     * under its name when it is complete and on the disk; no file is ever replaced. What a killed
     * JVM leaves is hidden and ends in {@code .part}.
     */
    file,
    /**
     * The link to the video as text; nothing is fetched. A service that sends the video itself
     * gives {@code byte[]}.
     */
    url;

    /**
     * What somebody wants.
     *
     * @param value the word; null when nobody said one
     * @return null when nobody said, or, with a problem in the reading, when it cannot be had
     */
    static RefVideoOutput read(
            Object value, RequestReading reading, RefVideoConfiguration options) {
        if (value == null || value.toString().isBlank()) {
            return null;
        }
        for (RefVideoOutput output : values()) {
            if (output.name().equalsIgnoreCase(value.toString().strip())) {
                output.checkDirectory(options, reading);
                return output;
            }
        }
        reading.problem(
                ValidationError.bad(
                        RequestOption.OUTPUT, value, "write bytes, stream, file or url"));
        return null;
    }

    /** Before anything is paid: a video without a place would have to be fetched again. */
    private void checkDirectory(RefVideoConfiguration options, RequestReading reading) {
        String directory = options.getOutputDirectory();
        String wrong = this == file ? wrongWith(directory) : null;
        if (wrong != null) {
            reading.problem(
                    ValidationError.bad(
                            RequestOption.OUTPUT, this, wrong + ", or write bytes, stream or url"));
        }
    }

    /** Null when nothing is. */
    private static String wrongWith(String directory) {
        if (directory == null || directory.isBlank()) {
            return "outputDirectory is not set; set it on the endpoint or the component";
        }
        // A File takes any text, where a Path throws at what can be no name.
        File place = new File(directory);
        if (!place.isDirectory()) {
            return "outputDirectory is no directory that is there; make it first";
        }
        return place.canWrite() ? null : "outputDirectory does not let this user write";
    }
}

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

import io.github.refvideo.camel.request.Problem;
import io.github.refvideo.camel.request.RequestOption;
import io.github.refvideo.camel.request.RequestReading;

/** What a route gets as message body. */
public enum RefVideoOutput {
    /** The video as {@code byte[]}. */
    bytes,
    /** The video on disk, as a {@code StreamCache} that goes with the exchange. */
    stream,
    /** The video as {@code File} in {@code outputDirectory}. */
    file,
    /** The link to the video as text; nothing is fetched. */
    url;

    /** What a message wants; null, with a problem in the reading, when it cannot have it. */
    static RefVideoOutput read(
            RawOptions raw, RequestReading reading, RefVideoConfiguration options) {
        Object value = raw.get(RequestOption.OUTPUT);
        for (RefVideoOutput output : values()) {
            if (output.name().equalsIgnoreCase(value.toString().strip())) {
                return output;
            }
        }
        reading.problem(
                Problem.bad(RequestOption.OUTPUT, value, "write bytes, stream, file or url"));
        return null;
    }
}

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
package io.github.refvideo.camel.internal.model;

import io.github.refvideo.camel.spi.MediaType;
import java.util.List;

/**
 * The limits of the files of one kind. A limit that is not known has the largest possible value.
 *
 * @param types the accepted media types, determined by content; empty if not known
 * @param maxBytes the maximum file size
 * @param sides the length of each side in pixels
 * @param maxRatio the maximum ratio of the longer to the shorter side
 * @param seconds the duration of one file
 * @param maxSecondsTogether the maximum total duration of all files of the kind
 * @param opaque whether images must not have transparency
 */
public record MediaLimits(
        List<String> types,
        long maxBytes,
        Range sides,
        int maxRatio,
        Range seconds,
        int maxSecondsTogether,
        boolean opaque) {

    static final long MEBIBYTE = 1024L * 1024;

    public MediaLimits {
        types = types.stream().map(MediaType::normalize).distinct().toList();
    }

    /** For example {@code image/jpeg or image/png}. */
    String typeList() {
        return String.join(" or ", types);
    }

    /** The maximum file size, for a message. */
    String megabytes() {
        return maxBytes / MEBIBYTE + " MB";
    }
}

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
package io.github.refvideo.camel.model;

import io.github.refvideo.camel.request.MediaType;
import java.util.List;

/**
 * What the files of one kind may be. Where nobody says, the bound is one that nothing reaches.
 *
 * @param types the media types that are taken, as their content tells
 * @param maxBytes the largest file
 * @param sides the length of either side in pixels
 * @param maxRatio how many times the longer side may be the shorter one
 * @param seconds how long one may play
 * @param secondsTogether how long all of the kind may play together
 * @param opaque whether pictures shall have no transparency
 */
public record MediaLimits(
        List<String> types,
        long maxBytes,
        Range sides,
        int maxRatio,
        Range seconds,
        int secondsTogether,
        boolean opaque) {

    private static final long MEBIBYTE = 1024L * 1024;

    public MediaLimits {
        types = types.stream().map(MediaType::normalize).distinct().toList();
    }

    static MediaLimits of(String... types) {
        return new MediaLimits(
                List.of(types),
                Long.MAX_VALUE,
                Range.NOBODY_SAYS,
                Integer.MAX_VALUE,
                Range.NOBODY_SAYS,
                Integer.MAX_VALUE,
                false);
    }

    /** Services write MB; the larger reading of it counts. */
    MediaLimits upTo(int megabytes) {
        return new MediaLimits(
                types, megabytes * MEBIBYTE, sides, maxRatio, seconds, secondsTogether, opaque);
    }

    MediaLimits sides(int min, int max) {
        return new MediaLimits(
                types, maxBytes, new Range(min, max), maxRatio, seconds, secondsTogether, opaque);
    }

    MediaLimits ratio(int max) {
        return new MediaLimits(types, maxBytes, sides, max, seconds, secondsTogether, opaque);
    }

    MediaLimits seconds(int min, int max) {
        return new MediaLimits(
                types, maxBytes, sides, maxRatio, new Range(min, max), secondsTogether, opaque);
    }

    MediaLimits together(int maxSeconds) {
        return new MediaLimits(types, maxBytes, sides, maxRatio, seconds, maxSeconds, opaque);
    }

    MediaLimits withoutAlpha() {
        return new MediaLimits(types, maxBytes, sides, maxRatio, seconds, secondsTogether, true);
    }

    /** For example {@code image/jpeg or image/png}. */
    String typesInWords() {
        return String.join(" or ", types);
    }

    /** The largest file, for a message. */
    String megabytes() {
        return maxBytes / MEBIBYTE + " MB";
    }
}

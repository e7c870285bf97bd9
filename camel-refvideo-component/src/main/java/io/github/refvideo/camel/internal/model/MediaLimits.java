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
 * What the files of one kind may be. A limit that is not known is one that nothing reaches.
 *
 * @param types the media types that are taken, as their content tells; empty when that is not known
 * @param maxBytes the largest file
 * @param sides the length of either side in pixels
 * @param maxRatio how many times the longer side may be the shorter one
 * @param seconds how long one may play
 * @param secondsTogether how long all of the kind may play together
 * @param opaque whether images must not be transparent
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

    /** Reads the limits from a table; what is missing is not limited. */
    static MediaLimits read(JsonFields fields) {
        int notKnown = Integer.MAX_VALUE;
        Integer megabytes = fields.whole("maxMegabytes");
        MediaLimits limits =
                new MediaLimits(
                        fields.texts("types"),
                        // Services write MB; the larger reading of it counts.
                        megabytes == null ? Long.MAX_VALUE : megabytes * MEBIBYTE,
                        new Range(fields.whole("minSide", 0), fields.whole("maxSide", notKnown)),
                        fields.whole("maxRatio", notKnown),
                        new Range(
                                fields.whole("minSeconds", 0),
                                fields.whole("maxSeconds", notKnown)),
                        fields.whole("maxSecondsTogether", notKnown),
                        Boolean.FALSE.equals(fields.flag("transparency")));
        fields.checkNoOthers();
        return limits;
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

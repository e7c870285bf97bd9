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
package io.github.refvideo.simulator.media;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One satisfiable byte range, with inclusive bounds. */
record ByteRange(long first, long last) {
    private static final Pattern SINGLE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /**
     * Whether the header is a single, well-formed range. Everything else is ignored, as the
     * standard allows.
     */
    static boolean isReadable(String header) {
        Matcher matcher = SINGLE.matcher(header.trim());
        if (!matcher.matches() || matcher.group(1).isEmpty() && matcher.group(2).isEmpty()) {
            return false;
        }
        return matcher.group(1).isEmpty()
                || matcher.group(2).isEmpty()
                || Long.parseLong(matcher.group(1)) <= Long.parseLong(matcher.group(2));
    }

    /**
     * The range that a well-formed header requests from a body of this length; empty if it is not
     * satisfiable.
     */
    static Optional<ByteRange> of(String header, long length) {
        Matcher matcher = SINGLE.matcher(header.trim());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(header);
        }
        if (matcher.group(1).isEmpty()) {
            long suffix = Long.parseLong(matcher.group(2));
            return suffix == 0 || length == 0
                    ? Optional.empty()
                    : Optional.of(new ByteRange(Math.max(0, length - suffix), length - 1));
        }
        long first = Long.parseLong(matcher.group(1));
        long last =
                matcher.group(2).isEmpty()
                        ? length - 1
                        : Math.min(length - 1, Long.parseLong(matcher.group(2)));
        return first >= length ? Optional.empty() : Optional.of(new ByteRange(first, last));
    }
}

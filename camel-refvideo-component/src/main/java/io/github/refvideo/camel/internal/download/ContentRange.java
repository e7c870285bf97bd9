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
package io.github.refvideo.camel.internal.download;

import io.github.refvideo.camel.internal.http.ResponseHead;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code Content-Range} of a partial reply.
 *
 * @param first offset of its first byte
 * @param last offset of its last byte
 * @param length of the whole object, -1 if not known
 */
record ContentRange(long first, long last, long length) {

    private static final Pattern FORM =
            Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

    static Optional<ContentRange> of(ResponseHead head) {
        Matcher matcher = FORM.matcher(head.header("Content-Range").orElse("").strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String length = matcher.group(3);
        ContentRange range =
                new ContentRange(
                        Long.parseLong(matcher.group(1)),
                        Long.parseLong(matcher.group(2)),
                        length.equals("*") ? -1 : Long.parseLong(length));
        boolean sound =
                range.first <= range.last && (range.length < 0 || range.last < range.length);
        return sound ? Optional.of(range) : Optional.empty();
    }
}

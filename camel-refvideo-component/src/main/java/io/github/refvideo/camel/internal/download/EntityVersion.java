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
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;

/**
 * Which version of an object a reply comes from, so that a resumed transfer never glues two
 * together.
 *
 * @param etag as sent, or null
 * @param lastModified as sent, or null
 * @param date as sent, or null
 * @param length of the whole object, -1 if not known
 */
record EntityVersion(String etag, String lastModified, String date, long length) {

    static EntityVersion of(ResponseHead head, long length) {
        return new EntityVersion(
                head.header("ETag").orElse(null),
                head.header("Last-Modified").orElse(null),
                head.header("Date").orElse(null),
                length);
    }

    /** The same version, whose length is known now. */
    EntityVersion withLength(long known) {
        return new EntityVersion(etag, lastModified, date, length < 0 ? known : length);
    }

    /**
     * What to put into {@code If-Range}; empty if the transfer cannot be resumed safely. Only
     * strong validators count: two versions may share a weak tag, or the second in which both were
     * written.
     */
    Optional<String> validator() {
        if (etag != null) {
            return etag.startsWith("W/") ? Optional.empty() : Optional.of(etag);
        }
        return isOld(lastModified, date) ? Optional.of(lastModified) : Optional.empty();
    }

    /** RFC 9110, 8.8.2.2: strong if the object was written a second or more before it was sent. */
    private static boolean isOld(String modified, String sent) {
        try {
            return modified != null
                    && sent != null
                    && !time(modified).isAfter(time(sent).minusSeconds(1));
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static Instant time(String text) {
        return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.strip()));
    }

    /** Whether a later reply can be a part of the same version. */
    boolean matches(EntityVersion later) {
        return Objects.equals(etag, later.etag)
                && (lastModified == null
                        || later.lastModified == null
                        || lastModified.equals(later.lastModified))
                && (length < 0 || later.length < 0 || length == later.length);
    }
}

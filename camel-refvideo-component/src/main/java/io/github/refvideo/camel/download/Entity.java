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
package io.github.refvideo.camel.download;

import io.github.refvideo.camel.http.ReplyHead;
import java.util.Optional;

/**
 * Which version of an object a reply comes from, so that a resumed transfer never glues two
 * together.
 *
 * @param etag a strong entity tag, or null
 * @param lastModified as sent, or null
 * @param length of the whole object, -1 if not known
 */
record Entity(String etag, String lastModified, long length) {

    static Entity of(ReplyHead head, long length) {
        String etag = head.header("ETag").filter(tag -> !tag.startsWith("W/")).orElse(null);
        return new Entity(etag, head.header("Last-Modified").orElse(null), length);
    }

    /** What to put into {@code If-Range}; empty if the transfer cannot be resumed safely. */
    Optional<String> validator() {
        return Optional.ofNullable(etag != null ? etag : lastModified);
    }

    /** Whether a later reply can be a part of the same version. */
    boolean matches(Entity later) {
        return agree(etag, later.etag)
                && agree(lastModified, later.lastModified)
                && (length < 0 || later.length < 0 || length == later.length);
    }

    private static boolean agree(String one, String other) {
        return one == null || other == null || one.equals(other);
    }
}

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
package io.github.refvideo.simulator.blob;

import io.github.refvideo.simulator.content.Content;
import java.time.Instant;

/**
 * One object in a store.
 *
 * @param content retained by this blob
 * @param etag with its quotation marks
 * @param cacheSeconds how long caches may keep it
 */
record Blob(
        String pathname,
        Content content,
        String contentType,
        String etag,
        long cacheSeconds,
        Instant uploadedAt) {

    String fileName() {
        return pathname.substring(pathname.lastIndexOf('/') + 1);
    }

    String contentDisposition() {
        return "attachment; filename=\"" + fileName() + "\"";
    }

    String cacheControl() {
        return "public, max-age=" + cacheSeconds;
    }
}

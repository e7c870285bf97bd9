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
package io.github.refvideo.simulator.job;

import io.github.refvideo.simulator.content.Content;
import io.vertx.core.buffer.Buffer;

/**
 * A reference that the service accepted for a job.
 *
 * @param label the label used in the prompt, for example {@code character1}
 * @param kind the assumed media kind
 * @param url the URL to fetch, or null if it is inline
 * @param inline the inline bytes, or null if it is fetched
 * @param mediaType the type declared by the caller, or null
 * @param kindIsDeclared whether the request declares the kind, so that a file of another kind fails
 *     the job
 */
public record JobReference(
        String label,
        MediaKind kind,
        String url,
        Content inline,
        String mediaType,
        boolean kindIsDeclared) {

    /** A reference whose kind is derived from its name. */
    public JobReference(
            String label, MediaKind kind, String url, Content inline, String mediaType) {
        this(label, kind, url, inline, mediaType, false);
    }

    /** Wraps inline bytes; returns null for null. */
    public static Content bytes(byte[] data) {
        return data == null ? null : Content.of(Buffer.buffer(data));
    }

    /** The last path segment of its URL, for rendering and messages. */
    public String sourceName() {
        if (url == null) {
            return "inline";
        }
        int end = url.indexOf('?') < 0 ? url.length() : url.indexOf('?');
        return url.substring(url.lastIndexOf('/', end - 1) + 1, end);
    }
}

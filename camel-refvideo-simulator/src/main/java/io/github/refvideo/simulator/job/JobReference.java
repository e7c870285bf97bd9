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
 * @param label how the prompt calls it, for example {@code character1}
 * @param kind what it is taken for
 * @param url where it is fetched, or null if it came inline
 * @param inline its bytes, or null if it has to be fetched
 * @param mediaType the type the caller stated, or null
 * @param kindIsDeclared whether the request says the kind, so that a file of another kind fails the
 *     job
 */
public record JobReference(
        String label,
        MediaKind kind,
        String url,
        Content inline,
        String mediaType,
        boolean kindIsDeclared) {

    /** A reference whose kind is only known from its name. */
    public JobReference(
            String label, MediaKind kind, String url, Content inline, String mediaType) {
        this(label, kind, url, inline, mediaType, false);
    }

    /** These bytes as what came inline; null stays null. */
    public static Content bytes(byte[] data) {
        return data == null ? null : Content.of(Buffer.buffer(data));
    }

    /** The last part of its address, for pictures and messages. */
    public String sourceName() {
        if (url == null) {
            return "inline";
        }
        int end = url.indexOf('?') < 0 ? url.length() : url.indexOf('?');
        return url.substring(url.lastIndexOf('/', end - 1) + 1, end);
    }
}

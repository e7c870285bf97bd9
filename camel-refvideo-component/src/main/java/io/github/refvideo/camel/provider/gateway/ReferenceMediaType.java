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
package io.github.refvideo.camel.provider.gateway;

import io.github.refvideo.camel.request.Reference;
import java.net.URI;
import java.util.Locale;
import java.util.Map;

/**
 * The media type that goes with a typed reference. The gateway takes an untyped URL for a picture,
 * so pictures need none, as the AI SDK sends none; a clip or a sound without a type would be
 * misread.
 */
final class ReferenceMediaType {

    private static final Map<String, String> NOT_PICTURES =
            Map.of(
                    "mp4", "video/mp4",
                    "mov", "video/quicktime",
                    "webm", "video/webm",
                    "mp3", "audio/mpeg",
                    "wav", "audio/wav");

    private ReferenceMediaType() {}

    /** What the user said, else what the name of a clip or sound says, else null. */
    static String of(Reference reference) {
        if (reference.mediaType() != null) {
            return reference.mediaType();
        }
        String path = URI.create(reference.url()).getPath();
        int dot = path == null ? -1 : path.lastIndexOf('.');
        return dot < 0 ? null : NOT_PICTURES.get(path.substring(dot + 1).toLowerCase(Locale.ROOT));
    }
}

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
package io.github.refvideo.camel.provider.dashscope;

import io.github.refvideo.camel.request.Reference;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/** What a reference is, in the word that the request wants. */
enum MediaKind {
    VIDEO("reference_video", "video/", Set.of("mp4", "mov", "m4v", "webm", "mkv", "avi")),
    AUDIO("reference_audio", "audio/", Set.of("mp3", "wav", "m4a", "aac", "ogg", "flac")),
    /** Also whatever nobody says anything about. */
    IMAGE("reference_image", "image/", Set.of());

    private final String word;
    private final String mediaTypePrefix;
    private final Set<String> endings;

    MediaKind(String word, String mediaTypePrefix, Set<String> endings) {
        this.word = word;
        this.mediaTypePrefix = mediaTypePrefix;
        this.endings = endings;
    }

    /** By the media type if the user gave one, else by the ending of the URL's path. */
    static MediaKind of(Reference reference) {
        if (reference.mediaType() != null) {
            String type = reference.mediaType().strip().toLowerCase(Locale.ROOT);
            for (MediaKind kind : values()) {
                if (type.startsWith(kind.mediaTypePrefix)) {
                    return kind;
                }
            }
        }
        String ending = ending(reference.url());
        for (MediaKind kind : values()) {
            if (kind.endings.contains(ending)) {
                return kind;
            }
        }
        return IMAGE;
    }

    String word() {
        return word;
    }

    private static String ending(String url) {
        try {
            String path = new URI(url).getPath();
            int dot = path == null ? -1 : path.lastIndexOf('.');
            return dot < 0 ? "" : path.substring(dot + 1).toLowerCase(Locale.ROOT);
        } catch (URISyntaxException e) {
            return "";
        }
    }
}

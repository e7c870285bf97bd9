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
package io.github.refvideo.camel.request;

import java.util.Locale;
import java.util.Set;

/** What a reference is: only pictures and clips show, sounds are heard. */
public enum ReferenceKind {
    IMAGE("picture", Set.of()),
    VIDEO("clip", Set.of("mp4", "mov", "m4v", "webm", "mkv", "avi")),
    AUDIO("sound", Set.of("mp3", "wav", "m4a", "aac", "ogg", "flac"));

    private final String word;
    private final Set<String> endings;

    ReferenceKind(String word, Set<String> endings) {
        this.word = word;
        this.endings = endings;
    }

    /** By media type if there is one, else by the ending of the URL's path, else a picture. */
    public static ReferenceKind of(Reference reference) {
        String declared = reference.mediaType();
        String type = declared == null ? ReferenceUrls.inlineType(reference.url()) : declared;
        for (ReferenceKind kind : values()) {
            if (type.strip()
                    .regionMatches(true, 0, kind.name() + "/", 0, kind.name().length() + 1)) {
                return kind;
            }
        }
        String ending = ReferenceUrls.ending(reference.url()).toLowerCase(Locale.ROOT);
        for (ReferenceKind kind : values()) {
            if (kind.endings.contains(ending)) {
                return kind;
            }
        }
        return IMAGE;
    }

    /** For example {@code 1 clip} or {@code 3 clips}. */
    public String count(int number) {
        return number + " " + (number == 1 ? word : word + "s");
    }

    /** For example {@code clips}. */
    public String plural() {
        return word + "s";
    }
}

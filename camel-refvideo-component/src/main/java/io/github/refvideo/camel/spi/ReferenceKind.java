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
package io.github.refvideo.camel.spi;

import java.util.Locale;
import java.util.Optional;

/** The kind of media of a reference. */
public enum ReferenceKind {
    IMAGE("image"),
    VIDEO("video"),
    AUDIO("audio file");

    private final String noun;

    ReferenceKind(String noun) {
        this.noun = noun;
    }

    /** By the first part of a media type; empty if it is not an image, video or audio. */
    static Optional<ReferenceKind> ofType(String mediaType) {
        int slash = mediaType.indexOf('/');
        String first = slash < 0 ? mediaType : mediaType.substring(0, slash);
        for (ReferenceKind kind : values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(first)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** For example {@code 1 video} or {@code 3 videos}. */
    public String count(int number) {
        return number + " " + (number == 1 ? noun : plural());
    }

    /** For example {@code videos}. */
    public String plural() {
        return noun + "s";
    }
}

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

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whether the video is one continuous shot or cuts between camera angles. */
public enum ShotType {
    SINGLE,
    MULTI;

    /** The word that users and services write: {@code single} or {@code multi}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ShotType> parse(String word) {
        return Arrays.stream(values()).filter(t -> t.word().equalsIgnoreCase(word)).findFirst();
    }
}

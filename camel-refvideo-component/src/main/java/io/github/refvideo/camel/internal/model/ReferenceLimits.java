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
package io.github.refvideo.camel.internal.model;

import io.github.refvideo.camel.spi.ReferenceKind;
import java.util.Map;

/**
 * Which references a model takes.
 *
 * @param images how many images
 * @param videos how many videos
 * @param audios how many audio references
 * @param total how many in all
 * @param audioAlone whether audio is taken without an image or video
 * @param inline whether bytes are taken instead of links
 * @param voice whether each reference can have a voice of its own
 * @param media what the files may be, by kind; a kind that is missing has no known limits
 */
public record ReferenceLimits(
        Range images,
        Range videos,
        Range audios,
        Range total,
        Support audioAlone,
        InlineMedia inline,
        boolean voice,
        Map<ReferenceKind, MediaLimits> media) {

    public ReferenceLimits {
        media = Map.copyOf(media);
    }

    /** How many of one kind. */
    public Range of(ReferenceKind kind) {
        return switch (kind) {
            case IMAGE -> images;
            case VIDEO -> videos;
            case AUDIO -> audios;
        };
    }
}

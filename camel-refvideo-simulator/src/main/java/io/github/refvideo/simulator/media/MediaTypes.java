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
package io.github.refvideo.simulator.media;

import io.github.refvideo.simulator.job.MediaKind;
import java.util.Locale;
import java.util.Map;

/** Determines media types and kinds from file names and declared types. */
public final class MediaTypes {
    private static final Map<String, String> BY_ENDING =
            Map.ofEntries(
                    Map.entry("png", "image/png"),
                    Map.entry("jpg", "image/jpeg"),
                    Map.entry("jpeg", "image/jpeg"),
                    Map.entry("gif", "image/gif"),
                    Map.entry("bmp", "image/bmp"),
                    Map.entry("webp", "image/webp"),
                    Map.entry("mp4", "video/mp4"),
                    Map.entry("mov", "video/quicktime"),
                    Map.entry("webm", "video/webm"),
                    Map.entry("wav", "audio/wav"),
                    Map.entry("mp3", "audio/mpeg"));

    private MediaTypes() {}

    /** The media type of a file extension. */
    public static String byName(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return BY_ENDING.getOrDefault(ending, "application/octet-stream");
    }

    /** The kind of a media type; anything other than video and audio counts as an image. */
    public static MediaKind kindOf(String mediaType) {
        if (mediaType != null && mediaType.startsWith("video/")) {
            return MediaKind.VIDEO;
        }
        return mediaType != null && mediaType.startsWith("audio/")
                ? MediaKind.AUDIO
                : MediaKind.IMAGE;
    }
}

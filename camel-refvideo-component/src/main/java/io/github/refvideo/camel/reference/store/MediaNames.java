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
package io.github.refvideo.camel.reference.store;

import java.util.Locale;
import java.util.Map;

/**
 * Names for stored media. They come from what the content is, never from what somebody called it: a
 * name goes into URLs, forms and other people's file systems, and services go by the ending.
 */
final class MediaNames {

    private static final Map<String, String> ENDINGS =
            Map.ofEntries(
                    Map.entry("image/png", "png"),
                    Map.entry("image/jpeg", "jpg"),
                    Map.entry("image/jpg", "jpg"),
                    Map.entry("image/webp", "webp"),
                    Map.entry("image/bmp", "bmp"),
                    Map.entry("image/gif", "gif"),
                    Map.entry("image/heic", "heic"),
                    Map.entry("image/avif", "avif"),
                    Map.entry("image/tiff", "tiff"),
                    Map.entry("video/mp4", "mp4"),
                    Map.entry("video/quicktime", "mov"),
                    Map.entry("video/webm", "webm"),
                    Map.entry("video/x-matroska", "mkv"),
                    Map.entry("video/x-msvideo", "avi"),
                    Map.entry("audio/mpeg", "mp3"),
                    Map.entry("audio/wav", "wav"),
                    Map.entry("audio/x-wav", "wav"),
                    Map.entry("audio/mp4", "m4a"),
                    Map.entry("audio/aac", "aac"),
                    Map.entry("audio/ogg", "ogg"),
                    Map.entry("audio/flac", "flac"));

    private MediaNames() {}

    /**
     * A name with the ending that belongs to the media type.
     *
     * @param stem letters, digits, slashes
     */
    static String of(String stem, String mediaType) {
        String ending = ENDINGS.get(mediaType.toLowerCase(Locale.ROOT));
        return ending == null ? stem : stem + "." + ending;
    }
}

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
package io.github.refvideo.camel.reference;

import java.util.Locale;
import java.util.Map;

/** The names of media types: other spellings of the same one, and the ending of its files. */
public final class MediaTypes {

    private static final Map<String, String> USUAL =
            Map.ofEntries(
                    Map.entry("image/jpg", "image/jpeg"),
                    Map.entry("image/pjpeg", "image/jpeg"),
                    Map.entry("image/x-png", "image/png"),
                    Map.entry("image/x-ms-bmp", "image/bmp"),
                    Map.entry("image/x-bmp", "image/bmp"),
                    Map.entry("image/heif", "image/heic"),
                    Map.entry("video/x-m4v", "video/mp4"),
                    Map.entry("video/avi", "video/x-msvideo"),
                    Map.entry("video/mov", "video/quicktime"),
                    Map.entry("audio/mp3", "audio/mpeg"),
                    Map.entry("audio/x-mp3", "audio/mpeg"),
                    Map.entry("audio/wave", "audio/wav"),
                    Map.entry("audio/x-wav", "audio/wav"),
                    Map.entry("audio/vnd.wave", "audio/wav"),
                    Map.entry("audio/x-m4a", "audio/mp4"),
                    Map.entry("audio/m4a", "audio/mp4"),
                    Map.entry("audio/x-flac", "audio/flac"),
                    Map.entry("audio/aacp", "audio/aac"),
                    Map.entry("audio/x-aac", "audio/aac"));

    private static final Map<String, String> ENDINGS =
            Map.ofEntries(
                    Map.entry("image/png", "png"),
                    Map.entry("image/jpeg", "jpg"),
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
                    Map.entry("video/3gpp", "3gp"),
                    Map.entry("audio/mpeg", "mp3"),
                    Map.entry("audio/wav", "wav"),
                    Map.entry("audio/mp4", "m4a"),
                    Map.entry("audio/aac", "aac"),
                    Map.entry("audio/ogg", "ogg"),
                    Map.entry("audio/flac", "flac"));

    private MediaTypes() {}

    /** Whether a declaration says something, and something else than the content. */
    static boolean contradicts(String declared, String content) {
        String type = usual(declared);
        return isMedia(type) && !type.endsWith("/*") && !type.equals(usual(content));
    }

    /** Whether a declaration promises a picture, a clip or a sound. */
    static boolean isMedia(String declared) {
        String type = usual(declared);
        return type.startsWith("image/") || type.startsWith("video/") || type.startsWith("audio/");
    }

    /**
     * A name for a file with this content, with the ending that belongs to its type. Services go by
     * the ending.
     *
     * @param stem without ending; a name goes into URLs, forms and other people's file systems, so
     *     it must not come from what somebody called the media
     */
    public static String fileName(String stem, String mediaType) {
        String ending = ENDINGS.get(usual(mediaType));
        return ending == null ? stem : stem + "." + ending;
    }

    /** Lower case, one name for each type, no parameters; empty for null. */
    static String usual(String declared) {
        if (declared == null) {
            return "";
        }
        int parameters = declared.indexOf(';');
        String type = parameters < 0 ? declared : declared.substring(0, parameters);
        String lower = type.strip().toLowerCase(Locale.ROOT);
        return USUAL.getOrDefault(lower, lower);
    }
}

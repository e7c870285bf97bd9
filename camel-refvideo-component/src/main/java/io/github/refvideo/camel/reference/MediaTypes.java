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

/** Compares what somebody declares about media with what its content tells. */
final class MediaTypes {

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

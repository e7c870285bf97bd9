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
package io.github.refvideo.camel.reference.media;

import java.io.IOException;

/** The formats that are known, each with its mark at the beginning; the first that fits counts. */
enum MediaFormat {
    JPEG("image/jpeg", o -> o.has(0, "\u00ff\u00d8\u00ff"), Jpeg::measure),
    PNG("image/png", o -> o.has(0, "\u0089PNG\r\n\u001a\n"), Png::measure),
    GIF("image/gif", o -> o.has(0, "GIF87a") || o.has(0, "GIF89a"), Pictures::gif),
    BMP("image/bmp", Pictures::isBmp, Pictures::bmp),
    WEBP("image/webp", o -> isRiff(o, "WEBP"), Webp::measure),
    TIFF("image/tiff", o -> o.has(0, "II*\0") || o.has(0, "MM\0*"), null),
    WAV("audio/wav", o -> isRiff(o, "WAVE"), Sounds::wav),
    AVI("video/x-msvideo", o -> isRiff(o, "AVI "), null),
    BOXES("video/mp4", IsoMedia::isOne, IsoMedia::measure),
    MATROSKA("video/x-matroska", o -> o.has(0, "\u001a\u0045\u00df\u00a3"), Pictures::matroska),
    FLAC("audio/flac", o -> o.has(0, "fLaC"), Sounds::flac),
    OGG("audio/ogg", o -> o.has(0, "OggS"), Sounds::ogg),
    MP3("audio/mpeg", o -> o.has(0, "ID3") || Sounds.isMp3(o), null),
    AAC("audio/aac", Sounds::isAdts, null);

    private final String usualType;
    private final Mark mark;
    private final Measure measure;

    /**
     * @param measure null when nothing but the type is read
     */
    MediaFormat(String usualType, Mark mark, Measure measure) {
        this.usualType = usualType;
        this.mark = mark;
        this.measure = measure;
    }

    String usualType() {
        return usualType;
    }

    boolean matches(Octets octets) throws IOException {
        return mark.isThere(octets);
    }

    MediaLook measure(Octets octets) throws IOException {
        return measure == null ? MediaLook.of(usualType) : measure.of(octets);
    }

    private static boolean isRiff(Octets octets, String form) throws IOException {
        return octets.has(0, "RIFF") && octets.has(8, form);
    }

    private interface Mark {
        boolean isThere(Octets octets) throws IOException;
    }

    private interface Measure {
        MediaLook of(Octets octets) throws IOException;
    }
}

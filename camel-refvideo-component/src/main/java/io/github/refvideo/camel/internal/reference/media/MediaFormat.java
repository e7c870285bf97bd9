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
package io.github.refvideo.camel.internal.reference.media;

import io.github.refvideo.camel.spi.MediaType;
import java.io.IOException;

/** The formats that are known, each with its mark at the beginning; the first that fits counts. */
enum MediaFormat {
    JPEG(MediaType.JPEG, o -> o.has(0, "\u00ff\u00d8\u00ff"), Jpeg::measure, Jpeg::defect),
    PNG(MediaType.PNG, o -> o.has(0, "\u0089PNG\r\n\u001a\n"), Png::measure, Png::defect),
    GIF(MediaType.GIF, o -> o.has(0, "GIF87a") || o.has(0, "GIF89a"), Gif::measure, Gif::defect),
    BMP(MediaType.BMP, Bmp::isBmp, Bmp::measure, Bmp::defect),
    WEBP(MediaType.WEBP, o -> Riff.is(o, "WEBP"), Webp::measure, Riff::defect),
    TIFF(MediaType.TIFF, Tiff::isTiff, Tiff::measure, Tiff::defect),
    WAV(MediaType.WAV, Riff::isWav, Riff::wav, Riff::defect),
    AVI(MediaType.AVI, o -> Riff.is(o, "AVI "), Riff::avi, Riff::defect),
    ISO_MEDIA(MediaType.MP4, IsoMedia::isIsoMedia, IsoMedia::measure, IsoMedia::defect),
    MATROSKA(
            MediaType.MATROSKA,
            o -> o.has(0, "\u001a\u0045\u00df\u00a3"),
            Matroska::measure,
            Matroska::defect),
    OGG(MediaType.OGG, o -> o.has(0, "OggS"), Ogg::measure, o -> null),
    FLAC(MediaType.FLAC, o -> AudioHeaders.isFlac(o), AudioHeaders::flac, o -> null),
    AAC(MediaType.AAC, AudioHeaders::isAdts, o -> MediaDescription.of(MediaType.AAC), o -> null),
    MP3(MediaType.MP3, AudioHeaders::isMp3, o -> MediaDescription.of(MediaType.MP3), o -> null);

    private final MediaType usualType;
    private final Mark mark;
    private final Measure measure;
    private final Check check;

    MediaFormat(MediaType usualType, Mark mark, Measure measure, Check check) {
        this.usualType = usualType;
        this.mark = mark;
        this.measure = measure;
        this.check = check;
    }

    MediaType usualType() {
        return usualType;
    }

    boolean matches(ByteWindow octets) throws IOException {
        return mark.isThere(octets);
    }

    MediaDescription measure(ByteWindow octets) throws IOException {
        return measure.of(octets);
    }

    /** Why content of this format cannot be used; null when nothing wrong is seen. */
    String defect(ByteWindow octets) throws IOException {
        return check.of(octets);
    }

    private interface Mark {
        boolean isThere(ByteWindow octets) throws IOException;
    }

    private interface Measure {
        MediaDescription of(ByteWindow octets) throws IOException;
    }

    private interface Check {
        String of(ByteWindow octets) throws IOException;
    }
}

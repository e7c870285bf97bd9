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
package io.github.refvideo.simulator.render;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** File formats, detected from their first bytes. */
enum MediaSignature {
    PNG(ReferenceKind.IMAGE, true),
    JPEG(ReferenceKind.IMAGE, true),
    GIF(ReferenceKind.IMAGE, true),
    BMP(ReferenceKind.IMAGE, true),
    WEBP(ReferenceKind.IMAGE, false),
    HEIF(ReferenceKind.IMAGE, false),
    MP4(ReferenceKind.VIDEO, false),
    MATROSKA(ReferenceKind.VIDEO, false),
    AVI(ReferenceKind.VIDEO, false),
    M4A(ReferenceKind.AUDIO, false),
    MP3(ReferenceKind.AUDIO, false),
    WAV(ReferenceKind.AUDIO, false),
    OGG(ReferenceKind.AUDIO, false),
    FLAC(ReferenceKind.AUDIO, false),
    TEXT(null, false),
    UNKNOWN(null, false);

    private static final Set<String> HEIF_BRANDS =
            Set.of("avif", "avis", "heic", "heix", "hevc", "mif1", "msf1");
    private static final Set<String> OLD_QUICKTIME = Set.of("moov", "mdat", "wide", "free", "skip");

    /** Null if the format is not supported as a reference. */
    final ReferenceKind kind;

    /** Whether the JDK can decode it. */
    final boolean decodable;

    MediaSignature(ReferenceKind kind, boolean decodable) {
        this.kind = kind;
        this.decodable = decodable;
    }

    static MediaSignature of(byte[] content) {
        // One byte is one character, so that signatures can be compared as text.
        String head =
                new String(content, 0, Math.min(content.length, 64), StandardCharsets.ISO_8859_1);
        if (head.startsWith("\u0089PNG\r\n\u001a\n")) {
            return PNG;
        } else if (head.startsWith("\u00ff\u00d8\u00ff")) {
            return JPEG;
        } else if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) {
            return GIF;
        } else if (head.startsWith("RIFF") && head.length() >= 12) {
            return riff(head.substring(8, 12));
        } else if (head.startsWith("ftyp", 4) && head.length() >= 12) {
            return isoMedia(head.substring(8, 12));
        } else if (head.length() >= 8 && OLD_QUICKTIME.contains(head.substring(4, 8))) {
            return MP4;
        } else if (head.startsWith("\u001aE\u00df\u00a3")) {
            return MATROSKA;
        } else if (head.startsWith("OggS")) {
            return OGG;
        } else if (head.startsWith("fLaC")) {
            return FLAC;
        } else if (head.startsWith("ID3") || isMpegAudio(head)) {
            return MP3;
        } else if (head.startsWith("BM") && head.length() >= 26) {
            return BMP;
        }
        return isText(head) ? TEXT : UNKNOWN;
    }

    private static MediaSignature riff(String form) {
        return switch (form) {
            case "WEBP" -> WEBP;
            case "AVI " -> AVI;
            case "WAVE" -> WAV;
            default -> UNKNOWN;
        };
    }

    private static MediaSignature isoMedia(String brand) {
        if (HEIF_BRANDS.contains(brand.toLowerCase(Locale.ROOT))) {
            return HEIF;
        }
        return brand.startsWith("M4A") || brand.startsWith("M4B") ? M4A : MP4;
    }

    private static boolean isMpegAudio(String head) {
        return head.length() > 2 && head.charAt(0) == 0xff && (head.charAt(1) & 0xe6) == 0xe2;
    }

    private static boolean isText(String head) {
        return !head.isEmpty()
                && head.chars().allMatch(c -> c >= ' ' || c == '\n' || c == '\r' || c == '\t');
    }
}

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
package io.github.refvideo.camel.internal.util;

import java.util.List;

/**
 * The bytes at fixed positions that identify the format of a content. Formats that need a parser,
 * such as MP4 and MP3, are not in this table.
 */
public enum ContentSignature {
    JPEG("\u00ff\u00d8\u00ff"),
    PNG("\u0089PNG\r\n\u001a\n"),
    GIF(at(0, "GIF87a"), at(0, "GIF89a")),
    WEBP(riff("RIFF", "WEBP")),
    TIFF(at(0, "II*\0"), at(0, "MM\0*")),
    WAV(riff("RIFF", "WAVE"), riff("RF64", "WAVE")),
    AVI(riff("RIFF", "AVI ")),
    MATROSKA("\u001a\u0045\u00df\u00a3"),
    OGG("OggS"),
    PDF("%PDF"),
    ZIP("PK\u0003\u0004"),
    GZIP("\u001f\u008b"),
    BZIP2("BZh"),
    XZ("\u00fd7zXZ"),
    ZSTANDARD("\u0028\u00b5\u002f\u00fd"),
    SEVEN_ZIP("7z\u00bc\u00af"),
    RAR("Rar!"),
    POSTSCRIPT("%!PS"),
    PHOTOSHOP("8BPS"),
    FLASH_VIDEO("FLV\u0001"),
    MPEG_PROGRAM_STREAM("\u0000\u0000\u0001\u00ba"),
    WINDOWS_MEDIA("\u0030\u0026\u00b2\u0075"),
    JPEG_XL("\u0000\u0000\u0000\u000cJXL "),
    JPEG_2000("\u0000\u0000\u0000\u000cjP  "),
    ICON("\u0000\u0000\u0001\u0000");

    private static final int RIFF_FORM = 8;

    private final List<Pattern> alternatives;

    ContentSignature(String start) {
        this(at(0, start));
    }

    ContentSignature(Pattern... alternatives) {
        this.alternatives = List.of(alternatives);
    }

    private static Pattern at(long offset, String bytes) {
        return new Pattern(List.of(new Part(offset, bytes)));
    }

    /** A size of four bytes is between the two names. */
    private static Pattern riff(String container, String form) {
        return new Pattern(List.of(new Part(0, container), new Part(RIFF_FORM, form)));
    }

    /** Whether a content has the signature. */
    public <E extends Exception> boolean matches(Content<E> content) throws E {
        for (Pattern pattern : alternatives) {
            if (pattern.matches(content)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the first bytes of a content, each as a character (ISO 8859-1), have the signature.
     */
    public boolean matches(String head) {
        return this.<RuntimeException>matches(
                (offset, bytes) -> head.startsWith(bytes, Math.toIntExact(offset)));
    }

    /**
     * Content to compare.
     *
     * @param <E> thrown if the content cannot be read
     */
    @FunctionalInterface
    public interface Content<E extends Exception> {

        /** Whether the content has these bytes, each written as a character, at an offset. */
        boolean has(long offset, String bytes) throws E;
    }

    private record Part(long offset, String bytes) {}

    private record Pattern(List<Part> parts) {

        <E extends Exception> boolean matches(Content<E> content) throws E {
            for (Part part : parts) {
                if (!content.has(part.offset(), part.bytes())) {
                    return false;
                }
            }
            return true;
        }
    }
}

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

import io.github.refvideo.camel.internal.util.ContentSignature;
import io.github.refvideo.camel.spi.MediaType;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Inspects media without decoding it. Accepts any content, because it is untrusted input. Reads up
 * to 4 MiB, and searches up to 64 MiB for the end of an image whose last bytes are missing.
 *
 * <p>Thread-safe.
 */
public final class MediaProbe {

    private MediaProbe() {}

    /**
     * Detects the type by the content only, not by name or declaration. Size and duration are
     * unknown if the header is inconsistent. Truncated media has a defect.
     *
     * @param content is read at any position; its own position is ignored and changes
     * @return empty if it is not a known image, video or audio format
     * @throws IOException only from the channel
     */
    public static Optional<MediaDescription> probe(SeekableByteChannel content) throws IOException {
        ByteWindow window = new ByteWindow(content);
        for (Format format : Format.values()) {
            if (matches(format, window)) {
                MediaDescription description = measure(format, window);
                return Optional.of(
                        description.defect() == null
                                ? description.withDefect(defect(format, content))
                                : description);
            }
        }
        return Optional.empty();
    }

    /** Describes content that is not media by its first bytes, for example {@code HTML}. */
    public static String describe(SeekableByteChannel content) throws IOException {
        return NonMediaContent.describe(new ByteWindow(content).head());
    }

    private static boolean matches(Format format, ByteWindow window) throws IOException {
        try {
            return format.matches(window);
        } catch (ByteWindow.OutOfContentException e) {
            return false;
        }
    }

    private static MediaDescription measure(Format format, ByteWindow window) throws IOException {
        try {
            return format.measure(window);
        } catch (ByteWindow.OutOfContentException e) {
            return MediaDescription.of(format.usualType());
        }
    }

    private static @Nullable String defect(Format format, SeekableByteChannel content)
            throws IOException {
        try {
            return format.defect(new ByteWindow(content));
        } catch (ByteWindow.OutOfContentException e) {
            return e.isEnd() ? "it is cut off within its header" : null;
        }
    }

    /** The known formats, each with its signature; the first match is used. */
    enum Format {
        JPEG(
                MediaType.JPEG,
                ContentSignature.JPEG,
                ImageFormats.Jpeg::measure,
                ImageFormats.Jpeg::defect),
        PNG(
                MediaType.PNG,
                ContentSignature.PNG,
                ImageFormats.Png::measure,
                ImageFormats.Png::defect),
        GIF(
                MediaType.GIF,
                ContentSignature.GIF,
                ImageFormats.Gif::measure,
                ImageFormats.Gif::defect),
        BMP(
                MediaType.BMP,
                ImageFormats.Bmp::isBmp,
                ImageFormats.Bmp::measure,
                ImageFormats.Bmp::defect),
        WEBP(MediaType.WEBP, ContentSignature.WEBP, Riff.Webp::measure, Riff::defect),
        TIFF(
                MediaType.TIFF,
                ContentSignature.TIFF,
                ImageFormats.Tiff::measure,
                ImageFormats.Tiff::defect),
        WAV(MediaType.WAV, ContentSignature.WAV, Riff::wav, Riff::defect),
        AVI(MediaType.AVI, ContentSignature.AVI, Riff::avi, Riff::defect),
        ISO_MEDIA(MediaType.MP4, IsoMedia::isIsoMedia, IsoMedia::measure, IsoMedia::defect),
        MATROSKA(
                MediaType.MATROSKA, ContentSignature.MATROSKA, Matroska::measure, Matroska::defect),
        OGG(MediaType.OGG, ContentSignature.OGG, AudioFormats.Ogg::measure, o -> null),
        FLAC(MediaType.FLAC, o -> AudioFormats.isFlac(o), AudioFormats::flac, o -> null),
        AAC(
                MediaType.AAC,
                AudioFormats::isAdts,
                o -> MediaDescription.of(MediaType.AAC),
                o -> null),
        MP3(MediaType.MP3, AudioFormats::isMp3, o -> MediaDescription.of(MediaType.MP3), o -> null);

        private final MediaType usualType;
        private final Signature signature;
        private final Measure measure;
        private final Check check;

        Format(MediaType usualType, ContentSignature signature, Measure measure, Check check) {
            this(usualType, content -> signature.matches(content::has), measure, check);
        }

        Format(MediaType usualType, Signature signature, Measure measure, Check check) {
            this.usualType = usualType;
            this.signature = signature;
            this.measure = measure;
            this.check = check;
        }

        MediaType usualType() {
            return usualType;
        }

        boolean matches(ByteWindow window) throws IOException {
            return signature.matches(window);
        }

        MediaDescription measure(ByteWindow window) throws IOException {
            return measure.of(window);
        }

        /** Why content of this format cannot be used, if a defect was found. */
        @Nullable String defect(ByteWindow window) throws IOException {
            return check.of(window);
        }

        private interface Signature {
            boolean matches(ByteWindow window) throws IOException;
        }

        private interface Measure {
            MediaDescription of(ByteWindow window) throws IOException;
        }

        private interface Check {
            @Nullable String of(ByteWindow window) throws IOException;
        }
    }
}

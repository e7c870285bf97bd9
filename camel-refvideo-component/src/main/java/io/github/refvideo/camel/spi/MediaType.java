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
package io.github.refvideo.camel.spi;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one table of media types: extensions of file names, other spellings, and brands of ISO media
 * files. The model determines which types a service accepts.
 *
 * <p>The kind of media is the first part of its type, see {@link ReferenceKind}.
 */
public enum MediaType {
    JPEG(
            "image/jpeg",
            "jpg jpeg jpe jfif pjpeg pjp",
            "image/jpg image/pjpeg image/x-jpeg image/x-jpg"),
    PNG("image/png", "png apng", "image/x-png image/apng image/vnd.mozilla.apng"),
    WEBP("image/webp", "webp", "image/x-webp"),
    GIF("image/gif", "gif", "image/x-gif"),
    BMP("image/bmp", "bmp dib", "image/x-bmp image/x-ms-bmp image/x-windows-bmp"),
    TIFF("image/tiff", "tiff tif", "image/tif image/x-tiff image/x-tif"),
    HEIC(
            "image/heic",
            "heic heif heics heifs hif avci avcs",
            "image/heif image/heic-sequence image/heif-sequence image/avci image/avcs",
            "heic heix heim heis hevc hevx hevm hevs mif1 mif2 msf1 avci avcs"),
    AVIF("image/avif", "avif avifs", "image/avif-sequence", "avif avis avio"),
    SVG("image/svg+xml", "svg svgz", "image/svg"),
    ICO("image/x-icon", "ico", "image/vnd.microsoft.icon image/ico"),
    JXL("image/jxl", "jxl", ""),
    JPEG_2000("image/jp2", "jp2 jpx j2k jpf", "image/jpx image/jpeg2000"),
    CAMERA_RAW(
            "image/x-dcraw",
            "dng cr2 cr3 nef arw raf orf rw2",
            "image/x-adobe-dng image/x-canon-cr2 image/x-canon-cr3 image/x-nikon-nef"
                    + " image/x-sony-arw image/x-fuji-raf image/x-olympus-orf image/x-panasonic-rw2",
            "crx"),
    PHOTOSHOP("image/vnd.adobe.photoshop", "psd", "image/x-psd image/psd image/photoshop"),

    MP4(
            "video/mp4",
            "mp4 m4v mp4v",
            "video/x-m4v video/m4v video/x-mp4 video/mpeg4 application/mp4"),
    QUICKTIME("video/quicktime", "mov qt", "video/mov video/x-mov video/x-quicktime", "qt"),
    WEBM("video/webm", "webm", "video/x-webm"),
    MATROSKA("video/x-matroska", "mkv", "video/matroska video/x-mkv video/mkv"),
    AVI("video/x-msvideo", "avi", "video/avi video/msvideo video/vnd.avi video/x-avi"),
    THREE_GPP(
            "video/3gpp",
            "3gp 3gpp 3g2 3gp2",
            "video/3gp video/3gpp2",
            "3gp4 3gp5 3gp6 3gp7 3gp8 3gp9 3ge6 3ge7 3ge9 3gg6 3gg9 3gs7 3gr6 3g2a 3g2b 3g2c"),
    OGG_VIDEO("video/ogg", "ogv ogm", "video/x-ogg video/x-theora+ogg"),
    MPEG("video/mpeg", "mpg mpeg m2v vob", "video/mpg video/x-mpeg"),
    MPEG_TS("video/mp2t", "ts m2ts mts", "video/mpegts"),
    WMV("video/x-ms-wmv", "wmv asf", "video/x-ms-asf video/wmv"),
    FLV("video/x-flv", "flv f4v", "video/flv"),

    MP3(
            "audio/mpeg",
            "mp3 mpga",
            "audio/mp3 audio/x-mp3 audio/mpeg3 audio/x-mpeg audio/x-mpeg-3 audio/mpg"),
    WAV("audio/wav", "wav wave", "audio/wave audio/x-wav audio/vnd.wave audio/x-pn-wav"),
    M4A(
            "audio/mp4",
            "m4a m4b m4p",
            "audio/x-m4a audio/m4a audio/x-mp4 audio/mp4a-latm",
            "m4a m4b m4p"),
    AAC("audio/aac", "aac adts", "audio/aacp audio/x-aac audio/x-hx-aac-adts"),
    OGG(
            "audio/ogg",
            "ogg oga opus spx",
            "audio/x-ogg audio/opus audio/vorbis audio/x-vorbis+ogg application/ogg"),
    FLAC("audio/flac", "flac", "audio/x-flac"),
    WEBM_AUDIO("audio/webm", "weba", ""),
    MATROSKA_AUDIO("audio/x-matroska", "mka", "audio/matroska"),
    AMR("audio/amr", "amr", "audio/x-amr audio/amr-nb"),
    AIFF("audio/aiff", "aiff aif aifc", "audio/x-aiff"),
    WMA("audio/x-ms-wma", "wma", "audio/wma");

    private static final Map<String, MediaType> BY_NAME = new HashMap<>();
    private static final Map<String, MediaType> BY_EXTENSION = new HashMap<>();
    private static final Map<String, MediaType> BY_BRAND = new HashMap<>();

    static {
        for (MediaType type : values()) {
            BY_NAME.put(type.value, type);
            type.aliases.forEach(alias -> BY_NAME.put(alias, type));
            type.extensions.forEach(extension -> BY_EXTENSION.put(extension, type));
            type.brands.forEach(brand -> BY_BRAND.put(brand, type));
        }
    }

    private final String value;
    private final List<String> extensions;
    private final List<String> aliases;
    private final List<String> brands;

    MediaType(String value, String extensions, String aliases) {
        this(value, extensions, aliases, "");
    }

    /**
     * @param extensions the first one is that of new files
     */
    MediaType(String value, String extensions, String aliases, String brands) {
        this.value = value;
        this.extensions = words(extensions);
        this.aliases = words(aliases);
        this.brands = words(brands);
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    /** For example {@code image/jpeg}. */
    public String value() {
        return value;
    }

    /** The extension of new files, without a dot. */
    public String extension() {
        return extensions.get(0);
    }

    /** All extensions, in lower case and without a dot. */
    public List<String> extensions() {
        return extensions;
    }

    /** Other spellings of the type, in lower case. */
    public List<String> aliases() {
        return aliases;
    }

    @Override
    public String toString() {
        return value;
    }

    /**
     * Reads a content type in any spelling.
     *
     * @param contentType may have parameters; null is not a known type
     */
    public static Optional<MediaType> of(@Nullable String contentType) {
        return Optional.ofNullable(BY_NAME.get(bare(contentType)));
    }

    /**
     * @param extension without a dot, in any case
     */
    public static Optional<MediaType> ofExtension(String extension) {
        return Optional.ofNullable(BY_EXTENSION.get(extension.toLowerCase(Locale.ROOT)));
    }

    /**
     * By the brand of an ISO media file. A brand says how a file can be read; its tracks determine
     * whether it is video.
     *
     * @param brand four characters
     */
    public static Optional<MediaType> ofBrand(String brand) {
        return Optional.ofNullable(BY_BRAND.get(brand.strip().toLowerCase(Locale.ROOT)));
    }

    /**
     * The standard name of a content type: lower case, without parameters, the same for all
     * aliases.
     *
     * @return empty for null; an unknown type in lower case
     */
    public static String normalize(@Nullable String contentType) {
        String bare = bare(contentType);
        MediaType known = BY_NAME.get(bare);
        return known == null ? bare : known.value;
    }

    /** Whether a content type declares an image, a video or audio, known here or not. */
    public static boolean isMedia(@Nullable String contentType) {
        return ReferenceKind.ofType(normalize(contentType)).isPresent();
    }

    /**
     * A name for a file of this type. Services derive the type from the extension.
     *
     * @param stem without extension. It becomes part of URLs, forms and names in other file
     *     systems, so it must not come from a message
     * @param contentType in any spelling; one that is not in the table adds no extension
     */
    public static String fileName(String stem, @Nullable String contentType) {
        return of(contentType).map(type -> stem + "." + type.extension()).orElse(stem);
    }

    private static String bare(@Nullable String contentType) {
        if (contentType == null) {
            return "";
        }
        int end = 0;
        while (end < contentType.length() && ";,".indexOf(contentType.charAt(end)) < 0) {
            end++;
        }
        return contentType.substring(0, end).strip().toLowerCase(Locale.ROOT);
    }
}

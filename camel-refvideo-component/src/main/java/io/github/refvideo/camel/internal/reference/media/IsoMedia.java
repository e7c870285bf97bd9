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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * MP4, QuickTime, HEIF and AVIF: nested boxes. Tracks and the handler of items decide the type of a
 * file. Its brand decides only if there are none, because video and audio can have the same brand.
 * The box with the tracks, {@code moov}, can be at the end of the file; the boxes before it are
 * skipped, not read.
 */
final class IsoMedia {

    /** Boxes that can precede all others and do not identify the format. */
    private static final Set<String> PADDING =
            Set.of("free", "skip", "wide", "pnot", "junk", "uuid", "pdin");

    /** Boxes that a file can start with. */
    private static final Set<String> FIRST =
            Set.of("ftyp", "styp", "moov", "mdat", "moof", "sidx", "PICT");

    /** Boxes that must be complete, because otherwise nothing can be played. */
    private static final Set<String> NEEDED = Set.of("ftyp", "moov", "mdat", "moof", "meta");

    /** Data, and the header of a fragment whose data follows. */
    private static final Set<String> DATA = Set.of("mdat", "moof");

    /** Brands of any image format. */
    private static final Set<String> ANY_IMAGE = Set.of("mif1", "mif2", "msf1");

    private static final int MAX_PADDING = 16;
    private static final int MAX_BRANDS = 32;

    private final ByteWindow window;
    private final IsoMovie movie;
    private final Items image;
    private @Nullable MediaType brand;
    private boolean fragments;

    private IsoMedia(ByteWindow window) {
        this.window = window;
        this.movie = new IsoMovie(window);
        this.image = new Items(window);
    }

    static boolean isIsoMedia(ByteWindow window) throws IOException {
        if (!hasSize(window)) {
            return false;
        }
        IsoBoxReader boxes = new IsoBoxReader(window, 0, window.length());
        for (int i = 0; i < MAX_PADDING && boxes.next(); i++) {
            if (FIRST.contains(boxes.name())) {
                return true;
            }
            if (!PADDING.contains(boxes.name())) {
                return false;
            }
        }
        return false;
    }

    /** Size 1: the real size follows the name. Size 0: the box extends to the end. */
    private static boolean hasSize(ByteWindow window) throws IOException {
        long size = window.u32(0);
        return size == 0 && (window.has(4, "mdat") || window.has(4, "moov"))
                || size == 1
                || size >= 8;
    }

    static @Nullable String defect(ByteWindow window) throws IOException {
        boolean header = false;
        boolean fragments = false;
        String last = "";
        IsoBoxReader top = new IsoBoxReader(window, 0, window.length());
        while (top.next()) {
            if (top.isCutOff() && NEEDED.contains(top.name())) {
                return "it is cut off within its " + top.name() + " box";
            }
            boolean items = top.name().equals("meta");
            header |= items || top.name().equals("moov");
            if (items && top.inside(4).next("idat")) {
                last = "mdat";
            }
            fragments |= top.name().equals("moof");
            last = DATA.contains(top.name()) ? top.name() : last;
        }
        if (!top.isAtEnd()) {
            return null;
        }
        if (!header) {
            return "it is cut off or a segment: it has no moov box and cannot be played";
        }
        if (fragments && top.hasRest()) {
            return "it is cut off after its " + last + " box";
        }
        return last.equals("mdat") ? null : "it is cut off: its media data (mdat) is missing";
    }

    static MediaDescription measure(ByteWindow window) throws IOException {
        IsoMedia media = new IsoMedia(window);
        try {
            media.read();
        } catch (ByteWindow.OutOfContentException e) {
            // The values read so far are used.
            media.movie.setIncomplete();
        }
        return media.describe();
    }

    private void read() throws IOException {
        IsoBoxReader top = new IsoBoxReader(window, 0, window.length());
        while (top.next()) {
            switch (top.name()) {
                case "ftyp" -> brand = brand == null ? brand(top) : brand;
                case "styp" -> fragments = true;
                case "moov" -> movie.read(top.inside(0));
                case "sidx" -> {
                    fragments = true;
                    movie.readIndex(top.body());
                }
                case "moof" -> {
                    fragments = true;
                    movie.readFragment(top.inside(0));
                }
                case "meta" -> image.read(top);
                default -> {
                    // Padding or other irrelevant boxes.
                }
            }
        }
        if (!top.isAtEnd()) {
            movie.setIncomplete();
        }
    }

    private MediaType brand(IsoBoxReader file) throws IOException {
        String major = window.name(file.body());
        MediaType type = MediaType.ofBrand(major).orElse(MediaType.MP4);
        long end = Math.min(file.bodyEnd(), file.body() + 8 + 4L * MAX_BRANDS);
        for (long at = file.body() + 8; at + 4 <= end && ANY_IMAGE.contains(major); at += 4) {
            if (MediaType.ofBrand(window.name(at)).filter(MediaType.AVIF::equals).isPresent()) {
                return MediaType.AVIF;
            }
        }
        return type;
    }

    private MediaDescription describe() {
        boolean raw = brand == MediaType.CAMERA_RAW;
        boolean imageBrand = raw || brand == MediaType.HEIC || brand == MediaType.AVIF;
        // Raw files of cameras have their images in video tracks.
        boolean items = raw || image.isImage() || movie.hasImages();
        if (movie.hasVideo() && !(imageBrand && items)) {
            return video(imageBrand || brand == MediaType.M4A ? MediaType.MP4 : brand);
        }
        if (items || imageBrand && !movie.hasAudio()) {
            MediaType type = imageBrand ? brand : MediaType.HEIC;
            long width = image.width() > 0 ? image.width() : movie.width();
            long height = image.width() > 0 ? image.height() : movie.height();
            return MediaDescription.image(type, width, height, false);
        }
        if (movie.hasAudio() || brand == MediaType.M4A) {
            return MediaDescription.playing(MediaType.M4A, movie.millis());
        }
        MediaDescription description = video(brand);
        return movie.hasOtherTracks()
                ? description.withDefect("it has neither video nor audio")
                : description;
    }

    /** QuickTime is older than brands. */
    private MediaDescription video(@Nullable MediaType type) {
        MediaType other = fragments ? MediaType.MP4 : MediaType.QUICKTIME;
        return MediaDescription.playing(type == null ? other : type, movie.millis())
                .sized(movie.width(), movie.height(), false);
    }

    /** The items of an AVIF or HEIF file: its size is the largest one that its properties list. */
    static final class Items {

        private final ByteWindow window;
        private boolean image;
        private long width;
        private long height;

        Items(ByteWindow window) {
            this.window = window;
        }

        /**
         * @param meta at the top-level box of that name
         */
        void read(IsoBoxReader meta) throws IOException {
            IsoBoxReader parts = meta.inside(4);
            while (parts.next()) {
                if (parts.name().equals("hdlr")) {
                    image = window.has(parts.body() + 8, "pict");
                } else if (parts.name().equals("iprp")) {
                    readProperties(parts.inside(0));
                }
            }
        }

        private void readProperties(IsoBoxReader properties) throws IOException {
            if (!properties.next("ipco")) {
                return;
            }
            IsoBoxReader sizes = properties.inside(0);
            while (sizes.next("ispe")) {
                long wide = window.u32(sizes.body() + 4);
                if (wide > width) {
                    width = wide;
                    height = window.u32(sizes.body() + 8);
                }
            }
        }

        /** Whether the items are images, and not for example the tags of a song. */
        boolean isImage() {
            return image;
        }

        long width() {
            return width;
        }

        long height() {
            return height;
        }
    }
}

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

/**
 * The family of MP4, QuickTime, HEIF and AVIF: boxes in boxes. Tracks and the handler of items
 * decide what a file is; its brand only where there are none, since the same brands stand before
 * video and audio. The box with the tracks, {@code moov}, may be at the end of the file; what
 * precedes it is skipped, not read.
 */
final class IsoMedia {

    /** Boxes that may precede all others and do not prove anything by themselves. */
    private static final Set<String> PADDING =
            Set.of("free", "skip", "wide", "pnot", "junk", "uuid", "pdin");

    /** Boxes that a file can start with. */
    private static final Set<String> FIRST =
            Set.of("ftyp", "styp", "moov", "mdat", "moof", "sidx", "PICT");

    /** Boxes without whose whole content nothing can be played. */
    private static final Set<String> NEEDED = Set.of("ftyp", "moov", "mdat", "moof", "meta");

    /** Data, and the header of a fragment whose data follows. */
    private static final Set<String> DATA = Set.of("mdat", "moof");

    /** Brands that only say that there are images. */
    private static final Set<String> ANY_IMAGE = Set.of("mif1", "mif2", "msf1");

    private static final int MOST_PADDING = 16;
    private static final int MOST_BRANDS = 32;

    private final ByteWindow octets;
    private final IsoMovie movie;
    private final IsoImage image;
    private MediaType brand;
    private boolean fragments;

    private IsoMedia(ByteWindow octets) {
        this.octets = octets;
        this.movie = new IsoMovie(octets);
        this.image = new IsoImage(octets);
    }

    static boolean isIsoMedia(ByteWindow octets) throws IOException {
        if (!hasSize(octets)) {
            return false;
        }
        IsoBoxReader boxes = new IsoBoxReader(octets, 0, octets.length());
        for (int i = 0; i < MOST_PADDING && boxes.next(); i++) {
            if (FIRST.contains(boxes.name())) {
                return true;
            }
            if (!PADDING.contains(boxes.name())) {
                return false;
            }
        }
        return false;
    }

    /** Size 1 means that the size follows the name, 0 that the box reaches to the end. */
    private static boolean hasSize(ByteWindow octets) throws IOException {
        long size = octets.u32(0);
        return size == 0 && (octets.has(4, "mdat") || octets.has(4, "moov"))
                || size == 1
                || size >= 8;
    }

    static String defect(ByteWindow octets) throws IOException {
        boolean header = false;
        boolean fragments = false;
        String last = "";
        IsoBoxReader top = new IsoBoxReader(octets, 0, octets.length());
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
            return "it is cut off behind its " + last + " box";
        }
        return last.equals("mdat") ? null : "it is cut off: its media data (mdat) is missing";
    }

    static MediaDescription measure(ByteWindow octets) throws IOException {
        IsoMedia media = new IsoMedia(octets);
        try {
            media.read();
        } catch (OutOfContentException e) {
            // What has been read up to here counts.
            media.movie.incomplete();
        }
        return media.look();
    }

    private void read() throws IOException {
        IsoBoxReader top = new IsoBoxReader(octets, 0, octets.length());
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
                    // Padding, or nothing that tells anything.
                }
            }
        }
        if (!top.isAtEnd()) {
            movie.incomplete();
        }
    }

    private MediaType brand(IsoBoxReader file) throws IOException {
        String major = octets.name(file.body());
        MediaType type = MediaType.ofBrand(major).orElse(MediaType.MP4);
        long end = Math.min(file.bodyEnd(), file.body() + 8 + 4L * MOST_BRANDS);
        for (long at = file.body() + 8; at + 4 <= end && ANY_IMAGE.contains(major); at += 4) {
            if (MediaType.ofBrand(octets.name(at)).filter(MediaType.AVIF::equals).isPresent()) {
                return MediaType.AVIF;
            }
        }
        return type;
    }

    private MediaDescription look() {
        boolean raw = brand == MediaType.CAMERA_RAW;
        boolean imageBrand = raw || brand == MediaType.HEIC || brand == MediaType.AVIF;
        // Raw files of cameras have their images in tracks of video.
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
        MediaDescription look = video(brand);
        return movie.hasOtherTracks() ? look.with("it has neither video nor audio") : look;
    }

    /** QuickTime is older than brands. */
    private MediaDescription video(MediaType type) {
        MediaType other = fragments ? MediaType.MP4 : MediaType.QUICKTIME;
        return MediaDescription.playing(type == null ? other : type, movie.millis())
                .sized(movie.width(), movie.height(), false);
    }
}

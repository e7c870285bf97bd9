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

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Tracks, size and duration of a movie. The duration is that of the movie header, or else of the
 * longest track, or the end of the last fragment if that is later. A duration of all ones is
 * unknown.
 */
final class IsoMovie {

    private static final long MILLIS = 1000;
    private static final long ALL_ONES = 0xffff_ffffL;

    /** Longer than any video; prevents overflows. */
    private static final long MAX_DURATION = Long.MAX_VALUE / MILLIS / 2;

    private static final int MAX_CHAPTER_TRACKS = 16;

    private static final int HAS_OFFSET = 0x1;
    private static final int HAS_DESCRIPTION = 0x2;
    private static final int HAS_FIRST_FLAGS = 0x4;
    private static final int HAS_DEFAULT_DURATION = 0x8;
    private static final int HAS_DURATIONS = 0x100;
    private static final int PER_SAMPLE = 0xf00;

    private final ByteWindow window;
    private final Map<Long, Track> tracks = new HashMap<>();
    private final Set<Long> chapters = new HashSet<>();
    private long scale;
    private long duration;
    private long fragmentedDuration;
    private long indexMillis;
    private boolean complete = true;

    IsoMovie(ByteWindow window) {
        this.window = window;
    }

    /** Reports that not all fragments could be read. */
    void setIncomplete() {
        complete = false;
    }

    /** Tracks with images for the chapters of an audio book are not video. */
    boolean hasVideo() {
        return has("vide") || has("MPEG");
    }

    boolean hasAudio() {
        return has("soun");
    }

    boolean hasImages() {
        return has("pict");
    }

    /** Whether there are tracks, and all of them have a known type. */
    boolean hasOtherTracks() {
        return !tracks.isEmpty()
                && tracks.values().stream().noneMatch(track -> track.handler.isEmpty());
    }

    private boolean has(String handler) {
        return tracks.values().stream()
                .anyMatch(track -> track.handler.equals(handler) && !track.chapters);
    }

    long width() {
        return largest().width;
    }

    long height() {
        return largest().height;
    }

    private Track largest() {
        return tracks.values().stream()
                .reduce(new Track(), (a, b) -> b.pixels() > a.pixels() ? b : a);
    }

    /** 0 if unknown. */
    long millis() {
        long millis = Math.max(millis(duration, scale), millis(fragmentedDuration, scale));
        long fragments = complete ? 0 : indexMillis;
        for (Track track : tracks.values()) {
            if (duration == 0) {
                millis = Math.max(millis, millis(track.duration, track.scale));
            }
            if (complete) {
                fragments = Math.max(fragments, millis(track.fragmentsEnd(), track.scale));
            }
        }
        return Math.max(millis, fragments);
    }

    private static long millis(long ticks, long scale) {
        return scale > 0 && ticks < MAX_DURATION ? ticks * MILLIS / scale : 0;
    }

    /**
     * @param parts of the box {@code moov}
     */
    void read(IsoBoxReader parts) throws IOException {
        while (parts.next()) {
            switch (parts.name()) {
                case "mvhd" -> {
                    scale = scale(parts.body());
                    duration = duration(parts.body());
                }
                case "trak" -> readTrack(parts.inside(0));
                case "mvex" -> readDefaults(parts.inside(0));
                default -> {
                    // Not about tracks.
                }
            }
        }
        for (long id : chapters) {
            if (tracks.containsKey(id)) {
                tracks.get(id).chapters = true;
            }
        }
    }

    /** Header of a movie or of a track's media: version 1 has times of 64 bits. */
    private long scale(long header) throws IOException {
        return window.u32(header + (window.u8(header) == 1 ? 20 : 12));
    }

    /** 0 if unknown. */
    private long duration(long header) throws IOException {
        boolean wide = window.u8(header) == 1;
        return known(wide ? window.u64(header + 24) : window.u32(header + 16));
    }

    private static long known(long ticks) {
        return ticks < 0 || ticks == ALL_ONES || ticks >= MAX_DURATION ? 0 : ticks;
    }

    private void readTrack(IsoBoxReader parts) throws IOException {
        Track track = new Track();
        long id = -1 - tracks.size();
        while (parts.next()) {
            if (parts.name().equals("tkhd")) {
                id = readHeader(parts.body(), track);
            } else if (parts.name().equals("mdia")) {
                readMedia(parts.inside(0), track);
            } else if (parts.name().equals("tref")) {
                readReferences(parts.inside(0));
            }
        }
        // Missing and duplicate identifiers matter for fragments only.
        tracks.put(tracks.containsKey(id) ? -1L - tracks.size() : id, track);
    }

    /**
     * Sizes are fixed-point numbers of 16.16 bits; the matrix before them can contain a rotation.
     */
    private long readHeader(long body, Track track) throws IOException {
        boolean wide = window.u8(body) == 1;
        long matrix = body + (wide ? 52 : 40);
        boolean turned = window.u32(matrix) == 0 && window.u32(matrix + 4) != 0;
        track.width = window.u32(matrix + (turned ? 40 : 36)) >> 16;
        track.height = window.u32(matrix + (turned ? 36 : 40)) >> 16;
        return window.u32(body + (wide ? 20 : 12));
    }

    private void readReferences(IsoBoxReader kinds) throws IOException {
        if (kinds.next("chap")) {
            long end = Math.min(kinds.bodyEnd(), kinds.body() + 4L * MAX_CHAPTER_TRACKS);
            for (long at = kinds.body(); at + 4 <= end; at += 4) {
                chapters.add(window.u32(at));
            }
        }
    }

    private void readMedia(IsoBoxReader parts, Track track) throws IOException {
        while (parts.next()) {
            if (parts.name().equals("mdhd")) {
                track.scale = scale(parts.body());
                track.duration = duration(parts.body());
            } else if (parts.name().equals("hdlr")) {
                track.handler = window.name(parts.body() + 8);
            }
        }
    }

    private void readDefaults(IsoBoxReader parts) throws IOException {
        while (parts.next()) {
            long body = parts.body();
            if (parts.name().equals("mehd")) {
                boolean wide = window.u8(body) == 1;
                fragmentedDuration = known(wide ? window.u64(body + 4) : window.u32(body + 4));
            } else if (parts.name().equals("trex")) {
                Track track = tracks.get(window.u32(body + 4));
                if (track != null) {
                    track.sampleDuration = window.u32(body + 12);
                }
            }
        }
    }

    /** The first index of a file covers the whole file. */
    void readIndex(long body) throws IOException {
        if (indexMillis > 0) {
            return;
        }
        boolean wide = window.u8(body) == 1;
        long timescale = window.u32(body + 8);
        long at = body + (wide ? 30 : 22);
        int count = window.u16(at);
        long ticks = 0;
        for (int i = 0; i < count; i++) {
            ticks += window.u32(at + 2 + 12L * i + 4);
        }
        indexMillis = millis(ticks, timescale);
    }

    /**
     * @param parts of a box {@code moof}
     */
    void readFragment(IsoBoxReader parts) throws IOException {
        while (parts.next("traf")) {
            readTrackFragment(parts.inside(0));
        }
    }

    private void readTrackFragment(IsoBoxReader parts) throws IOException {
        Track track = null;
        long sampleDuration = 0;
        while (parts.next()) {
            long body = parts.body();
            if (parts.name().equals("tfhd")) {
                track = tracks.get(window.u32(body + 4));
                sampleDuration = track == null ? 0 : defaultDuration(body, track);
            } else if (track != null && parts.name().equals("tfdt")) {
                boolean wide = window.u8(body) == 1;
                track.startFragment(known(wide ? window.u64(body + 4) : window.u32(body + 4)));
            } else if (track != null && parts.name().equals("trun")) {
                track.addToFragment(runDuration(body, sampleDuration));
            }
        }
    }

    private long defaultDuration(long body, Track track) throws IOException {
        int flags = window.u8(body + 3);
        long at = body + 8;
        at += (flags & HAS_OFFSET) == 0 ? 0 : 8;
        at += (flags & HAS_DESCRIPTION) == 0 ? 0 : 4;
        return (flags & HAS_DEFAULT_DURATION) == 0 ? track.sampleDuration : window.u32(at);
    }

    private long runDuration(long body, long sampleDuration) throws IOException {
        long flags = window.u32(body) & 0xff_ffff;
        long count = window.u32(body + 4);
        if ((flags & HAS_DURATIONS) == 0) {
            double ticks = (double) count * sampleDuration;
            return ticks < MAX_DURATION ? (long) ticks : 0;
        }
        long at = body + 8;
        at += (flags & HAS_OFFSET) == 0 ? 0 : 4;
        at += (flags & HAS_FIRST_FLAGS) == 0 ? 0 : 4;
        int size = 4 * Long.bitCount(flags & PER_SAMPLE);
        long ticks = 0;
        for (long i = 0; i < count; i++) {
            ticks += window.u32(at + i * size);
        }
        return ticks;
    }

    /** What is known of one track of an ISO media file. Times are in its own scale. */
    static final class Track {

        /** Such as {@code vide} or {@code soun}; empty if the track does not specify it. */
        String handler = "";

        /** Whether another track uses this one for its chapters. */
        boolean chapters;

        long width;
        long height;

        /** Ticks per second; 0 if unknown. */
        long scale;

        /** Of the samples outside of fragments; 0 if unknown. */
        long duration;

        /** The default duration of a sample in a fragment. */
        long sampleDuration;

        private long fragmentsStart = -1;
        private long fragmentsEnd;

        long pixels() {
            return width * height;
        }

        void startFragment(long time) {
            fragmentsStart = fragmentsStart < 0 ? time : Math.min(fragmentsStart, time);
            fragmentsEnd = time;
        }

        void addToFragment(long ticks) {
            fragmentsStart = Math.max(0, fragmentsStart);
            long sum = fragmentsEnd + ticks;
            fragmentsEnd = sum < 0 ? Long.MAX_VALUE : sum;
        }

        /**
         * The end of the last fragment. Segments of a live stream can start at any time, which is
         * not part of their duration.
         */
        long fragmentsEnd() {
            boolean first = fragmentsStart <= duration;
            return first ? fragmentsEnd : fragmentsEnd - fragmentsStart;
        }
    }
}

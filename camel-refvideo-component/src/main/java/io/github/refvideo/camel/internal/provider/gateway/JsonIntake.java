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
package io.github.refvideo.camel.internal.provider.gateway;

import io.github.refvideo.camel.internal.io.VideoSpool;
import io.github.refvideo.camel.spi.InlineVideo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Takes JSON as it arrives and keeps it, up to a cap, with one exception: a long string called
 * {@code data} is a video, which goes to disk; in its place the JSON holds its number. Everything
 * else about the JSON is left to its parser. Not thread-safe.
 */
final class JsonIntake {

    /** Strings up to this length stay where they are. */
    private static final int ROOM = 16 * 1024;

    private static final int SHORT = 16 * 1024;

    private static final byte[] NAME = {'d', 'a', 't', 'a'};

    private enum Inside {
        STRUCTURE,
        STRING,
        VIDEO
    }

    private final VideoSpool spool;
    private final long mostVideo;
    private final int mostJson;
    // Whoever gives the exchange up is on another thread.
    private final List<Base64Spool> videos = new CopyOnWriteArrayList<>();

    private byte[] json = new byte[1024];
    private int length;
    private Inside inside = Inside.STRUCTURE;
    private int start;
    private boolean escaped;
    private int unicodeLeft;
    private int unicode;
    private boolean afterName;
    private boolean afterColon;
    private boolean candidate;
    private boolean tooLong;
    private volatile boolean discarded;

    /**
     * @param mostVideo bytes that a video may have
     * @param mostJson bytes that everything else may have
     */
    JsonIntake(VideoSpool spool, long mostVideo, int mostJson) {
        this.spool = spool;
        this.mostVideo = mostVideo;
        this.mostJson = mostJson;
    }

    /**
     * @throws IOException if the JSON is longer than allowed, or a video larger
     */
    void take(byte b) throws IOException {
        switch (inside) {
            case STRUCTURE -> structure(b);
            case STRING -> string(b);
            case VIDEO -> video(b);
        }
    }

    private void structure(byte b) throws IOException {
        keep(b);
        if (b == '"') {
            candidate = afterName && afterColon;
            afterName = false;
            afterColon = false;
            start = length;
            inside = Inside.STRING;
        } else if (b == ':') {
            afterColon = true;
        } else if (b > ' ' || b < 0) {
            afterName = false;
            afterColon = false;
        }
    }

    private void string(byte b) throws IOException {
        keep(b);
        if (escaped) {
            escaped = false;
        } else if (b == '\\') {
            escaped = true;
        } else if (b == '"') {
            int end = length - 1;
            afterName = !candidate && Arrays.equals(json, start, end, NAME, 0, NAME.length);
            afterColon = false;
            inside = Inside.STRUCTURE;
        } else if (candidate && length - start > SHORT) {
            divert();
        }
    }

    /** The string is too long for anything but a video: what there is of it moves. */
    private void divert() throws IOException {
        byte[] soFar = Arrays.copyOfRange(json, start, length);
        length = start - 1;
        for (byte digit : String.valueOf(videos.size()).getBytes(StandardCharsets.US_ASCII)) {
            keep(digit);
        }
        videos.add(new Base64Spool(spool, mostVideo));
        if (discarded) {
            discard();
        }
        inside = Inside.VIDEO;
        for (byte b : soFar) {
            video(b);
        }
    }

    /** One character of a video; what comes behind one that is too large is of no interest. */
    private static void put(Base64Spool video, byte b) throws IOException {
        video.put(b);
        checkSize(video);
    }

    private static void checkSize(Base64Spool video) throws IOException {
        if (video.oversized()) {
            throw new IOException("A video that is larger than allowed");
        }
    }

    private void video(byte b) throws IOException {
        Base64Spool video = videos.get(videos.size() - 1);
        if (unicodeLeft > 0) {
            unicode = unicode << 4 | Character.digit(b, 16) & 0xf;
            if (--unicodeLeft == 0) {
                put(video, (byte) unicode);
            }
        } else if (escaped) {
            escaped = false;
            switch (b) {
                case 'u' -> {
                    unicodeLeft = 4;
                    unicode = 0;
                }
                case 'n', 'r', 't' -> put(video, (byte) '\n');
                default -> put(video, b);
            }
        } else if (b == '\\') {
            escaped = true;
        } else if (b == '"') {
            video.end();
            inside = Inside.STRUCTURE;
            checkSize(video);
        } else {
            put(video, b);
        }
    }

    private void keep(byte b) throws IOException {
        if (length == json.length) {
            if (length >= mostJson) {
                tooLong = true;
                throw new IOException("JSON of more than " + mostJson + " bytes");
            }
            json = Arrays.copyOf(json, Math.min(length * 2, mostJson));
        }
        json[length++] = b;
    }

    /** Whether the JSON without its videos was longer than allowed. */
    boolean tooLong() {
        return tooLong;
    }

    /** Whether a video was larger than allowed: then taking ended there. */
    boolean oversized() {
        return videos.stream().anyMatch(Base64Spool::oversized);
    }

    /** The JSON, without the videos. */
    byte[] json() {
        return Arrays.copyOf(json, length);
    }

    /** When more can be taken. */
    CompletableFuture<?> ready() {
        return inside == Inside.VIDEO
                ? videos.get(videos.size() - 1).ready()
                : CompletableFuture.completedFuture(null);
    }

    /** How much can be taken then; little outside a video, since one may begin with any byte. */
    int room() {
        return inside == Inside.VIDEO ? videos.get(videos.size() - 1).room() : ROOM;
    }

    /** The videos by their numbers, when they are on disk; null for what was none. Never fails. */
    CompletableFuture<List<InlineVideo>> videos() {
        List<CompletableFuture<InlineVideo>> all = videos.stream().map(Base64Spool::video).toList();
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                .thenApply(v -> all.stream().map(CompletableFuture::join).toList());
    }

    /** Nobody wants the videos. */
    void discard() {
        discarded = true;
        videos.forEach(Base64Spool::discard);
    }
}

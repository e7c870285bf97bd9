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

/**
 * What a look at the content of media told.
 *
 * @param mediaType such as {@code image/png}
 * @param width in pixels; 0 when unknown
 * @param height in pixels; 0 when unknown
 * @param durationMillis how long it plays; 0 when unknown
 * @param alpha whether a picture can be transparent
 */
public record MediaLook(
        String mediaType, int width, int height, long durationMillis, boolean alpha) {

    static MediaLook of(String mediaType) {
        return new MediaLook(mediaType, 0, 0, 0, false);
    }

    static MediaLook picture(String mediaType, long width, long height, boolean alpha) {
        return of(mediaType).sized(width, height, alpha);
    }

    static MediaLook playing(String mediaType, long millis) {
        return new MediaLook(mediaType, 0, 0, Math.max(0, millis), false);
    }

    /** The same with a size; what no picture can have counts as unknown. */
    MediaLook sized(long pixelsWide, long pixelsHigh, boolean transparent) {
        boolean real = isSide(pixelsWide) && isSide(pixelsHigh);
        return new MediaLook(
                mediaType,
                real ? (int) pixelsWide : 0,
                real ? (int) pixelsHigh : 0,
                durationMillis,
                transparent);
    }

    private static boolean isSide(long pixels) {
        return pixels > 0 && pixels <= Integer.MAX_VALUE;
    }
}

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

import io.github.refvideo.camel.request.MediaType;

/**
 * What the content of media tells.
 *
 * @param mediaType such as {@code image/png}
 * @param width in pixels; 0 when unknown
 * @param height in pixels; 0 when unknown
 * @param durationMillis how long it plays; 0 when unknown
 * @param alpha whether an image can be transparent
 * @param defect why no service can use it, as a clause such as {@code it is cut off}; null when
 *     nothing wrong was seen. Content is not decoded, so it may be damaged all the same
 */
public record MediaLook(
        String mediaType,
        int width,
        int height,
        long durationMillis,
        boolean alpha,
        String defect) {

    static MediaLook of(MediaType type) {
        return new MediaLook(type.value(), 0, 0, 0, false, null);
    }

    static MediaLook image(MediaType type, long width, long height, boolean alpha) {
        return of(type).sized(width, height, alpha);
    }

    static MediaLook playing(MediaType type, long millis) {
        return new MediaLook(type.value(), 0, 0, Math.max(0, millis), false, null);
    }

    /** The same with a size; what no image can have counts as unknown. */
    MediaLook sized(long pixelsWide, long pixelsHigh, boolean transparent) {
        boolean real = isSide(pixelsWide) && isSide(pixelsHigh);
        return new MediaLook(
                mediaType,
                real ? (int) pixelsWide : 0,
                real ? (int) pixelsHigh : 0,
                durationMillis,
                transparent,
                defect);
    }

    /** The same, and unusable unless the defect is null. */
    MediaLook with(String found) {
        return new MediaLook(mediaType, width, height, durationMillis, alpha, found);
    }

    private static boolean isSide(long pixels) {
        return pixels > 0 && pixels <= Integer.MAX_VALUE;
    }
}

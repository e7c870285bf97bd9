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
import org.jspecify.annotations.Nullable;

/**
 * The properties of media, as read from its content.
 *
 * @param mediaType such as {@code image/png}
 * @param width in pixels; 0 if unknown
 * @param height in pixels; 0 if unknown
 * @param durationMillis in milliseconds; 0 if unknown
 * @param alpha whether an image can be transparent
 * @param defect why no service can use it, as a clause such as {@code it is cut off}. Null does not
 *     mean that the content is valid, because it is not decoded
 */
public record MediaDescription(
        String mediaType,
        int width,
        int height,
        long durationMillis,
        boolean alpha,
        @Nullable String defect) {

    static MediaDescription of(MediaType type) {
        return new MediaDescription(type.value(), 0, 0, 0, false, null);
    }

    static MediaDescription image(MediaType type, long width, long height, boolean alpha) {
        return of(type).sized(width, height, alpha);
    }

    static MediaDescription playing(MediaType type, long millis) {
        return new MediaDescription(type.value(), 0, 0, Math.max(0, millis), false, null);
    }

    /** A copy with a size; an impossible size is unknown. */
    MediaDescription sized(long pixelsWide, long pixelsHigh, boolean transparent) {
        boolean real = isSide(pixelsWide) && isSide(pixelsHigh);
        return new MediaDescription(
                mediaType,
                real ? (int) pixelsWide : 0,
                real ? (int) pixelsHigh : 0,
                durationMillis,
                transparent,
                defect);
    }

    /** A copy with a defect, if any. */
    MediaDescription withDefect(@Nullable String found) {
        return new MediaDescription(mediaType, width, height, durationMillis, alpha, found);
    }

    private static boolean isSide(long pixels) {
        return pixels > 0 && pixels <= Integer.MAX_VALUE;
    }
}

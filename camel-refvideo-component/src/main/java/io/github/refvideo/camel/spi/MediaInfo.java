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

import java.util.Objects;

/**
 * Properties of local media, read from its content and not from its name.
 *
 * @param mediaType such as {@code image/png}
 * @param length in bytes
 * @param width in pixels; 0 if unknown
 * @param height in pixels; 0 if unknown
 * @param sha256 of the content, 64 hexadecimal digits in lower case
 * @param durationMillis the playing time in milliseconds; 0 if unknown
 * @param alpha whether an image can be transparent
 */
public record MediaInfo(
        String mediaType,
        long length,
        int width,
        int height,
        String sha256,
        long durationMillis,
        boolean alpha) {

    public MediaInfo {
        Objects.requireNonNull(mediaType, "mediaType");
        Objects.requireNonNull(sha256, "sha256");
    }

    /** Media without known duration and transparency. */
    public MediaInfo(String mediaType, long length, int width, int height, String sha256) {
        this(mediaType, length, width, height, sha256, 0, false);
    }
}

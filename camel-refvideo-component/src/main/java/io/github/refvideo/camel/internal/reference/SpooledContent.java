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
package io.github.refvideo.camel.internal.reference;

import io.github.refvideo.camel.spi.LocalMedia;

/**
 * The content of a stream that can be read only once, or why it could not be read. When its
 * exchange is completed, the content is deleted; it still tells which media it was. Thread-safe.
 */
final class SpooledContent {

    private LocalMedia content;
    private BadMediaException failure;

    /**
     * @param read reads the stream at the first attempt
     */
    synchronized LocalMedia orElse(Reading read) throws BadMediaException {
        if (failure != null) {
            throw failure;
        }
        if (content == null) {
            try {
                content = read.read();
            } catch (BadMediaException e) {
                failure = e;
                throw e;
            }
        }
        return content;
    }

    /** Reads a stream to its end, and keeps it. */
    @FunctionalInterface
    interface Reading {
        LocalMedia read() throws BadMediaException;
    }
}

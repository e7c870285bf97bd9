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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A video that was inside the reply of a service; large videos are on disk. Thread-safe. */
public interface InlineVideo {

    /**
     * The length in bytes. A video that is larger than allowed has a length but cannot be opened.
     *
     * @return at least 1
     */
    long length();

    /**
     * Opens the video at its beginning. It may be opened any number of times.
     *
     * @throws IOException if the video could not be stored, or was discarded
     */
    InputStream open() throws IOException;

    /** Deletes the video. Has no effect on a discarded video. */
    void discard();

    /**
     * A video in memory.
     *
     * @param content not copied
     */
    static InlineVideo of(byte[] content) {
        return new InlineVideo() {
            @Override
            public long length() {
                return content.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(content);
            }

            @Override
            public void discard() {
                // Nothing to delete.
            }
        };
    }
}

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

/**
 * The bytes of a video that came inside a service's answer; large ones lie on disk. Thread-safe.
 */
public interface InlineVideo {

    /**
     * In bytes. Of a video that is larger than allowed, only the length is known.
     *
     * @return at least 1
     */
    long length();

    /**
     * Reads from the beginning; any number of times.
     *
     * @throws IOException if it could not be kept, or has been let go
     */
    InputStream open() throws IOException;

    /** Nobody reads it any more. Without effect the second time. */
    void discard();

    /**
     * A small one.
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
                // the garbage collector's
            }
        };
    }
}

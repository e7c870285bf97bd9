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

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A local image, video or audio that a service cannot fetch. Thread-safe: it can be read any number
 * of times, also concurrently, until its exchange is completed.
 */
public interface LocalMedia {

    /** Type, size and digest of the content. */
    MediaInfo facts();

    /** Opens the content at its beginning. The caller closes the channel. */
    SeekableByteChannel open() throws IOException;

    /** The file with exactly this content, which must not be changed; empty if there is none. */
    default Optional<Path> file() {
        return Optional.empty();
    }
}

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
 * A picture, clip or sound of this machine that a service cannot fetch. Can be read as often as
 * needed until its message has been completed, by several threads at once.
 */
public interface LocalMedia {

    /** What it is. */
    MediaInfo facts();

    /**
     * Opens the content at its beginning; the caller closes it. Never the whole content in memory
     * unless it came so.
     */
    SeekableByteChannel open() throws IOException;

    /** The file that holds exactly this content; empty when there is none. Nobody changes it. */
    default Optional<Path> file() {
        return Optional.empty();
    }
}

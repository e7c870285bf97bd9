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
import io.github.refvideo.camel.spi.MediaInfo;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** Media that came in memory; it is not copied. */
record BufferMedia(ByteBuffer content, MediaInfo facts) implements LocalMedia {

    @Override
    public SeekableByteChannel open() {
        return new BufferChannel(content);
    }

    @Override
    public String toString() {
        return "BufferMedia[" + facts.mediaType() + ", " + facts.length() + " bytes]";
    }
}

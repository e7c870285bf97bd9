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
package io.github.refvideo.simulator.content;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** A slice of another content. */
record SlicedContent(Content whole, long from, long length) implements Content {
    SlicedContent {
        if (from < 0 || length < 0 || from + length > whole.length()) {
            throw new IndexOutOfBoundsException(
                    "No " + length + " bytes at " + from + " of " + whole.length());
        }
    }

    @Override
    public Future<Buffer> read(long position, int count) {
        return whole.read(from + position, count);
    }

    @Override
    public void retain() {
        whole.retain();
    }

    @Override
    public void release() {
        whole.release();
    }
}

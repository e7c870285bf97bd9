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
import java.util.Base64;

/** The base64 encoding of another content. */
record Base64Content(Content source) implements Content {
    @Override
    public long length() {
        return (source.length() + 2) / 3 * 4;
    }

    @Override
    public Future<Buffer> read(long position, int count) {
        if (count == 0) {
            return Future.succeededFuture(Buffer.buffer());
        }
        long firstGroup = position / 4;
        long lastGroup = (position + count + 3) / 4;
        long from = firstGroup * 3;
        int bytes = (int) (Math.min(source.length(), lastGroup * 3) - from);
        int skipped = (int) (position - firstGroup * 4);
        return source.read(from, bytes)
                .map(
                        read ->
                                Buffer.buffer(Base64.getEncoder().encode(read.getBytes()))
                                        .slice(skipped, skipped + count));
    }

    @Override
    public void retain() {
        source.retain();
    }

    @Override
    public void release() {
        source.release();
    }
}

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
import java.util.List;

/** A concatenation of several contents. */
final class JoinedContent implements Content {
    private final List<Content> parts;
    private final long length;

    JoinedContent(List<Content> parts) {
        this.parts = List.copyOf(parts);
        this.length = parts.stream().mapToLong(Content::length).sum();
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public Future<Buffer> read(long position, int count) {
        long at = position;
        for (int i = 0; i < parts.size(); i++) {
            long here = parts.get(i).length();
            if (at < here) {
                return read(i, at, count);
            }
            at -= here;
        }
        return Future.succeededFuture(Buffer.buffer());
    }

    private Future<Buffer> read(int part, long at, int count) {
        Content first = parts.get(part);
        int here = (int) Math.min(count, first.length() - at);
        Future<Buffer> head = first.read(at, here);
        if (here == count || part + 1 == parts.size()) {
            return head;
        }
        return head.compose(
                begin ->
                        read(part + 1, 0, count - here)
                                .map(
                                        rest ->
                                                Buffer.buffer()
                                                        .appendBuffer(begin)
                                                        .appendBuffer(rest)));
    }

    @Override
    public void retain() {
        parts.forEach(Content::retain);
    }

    @Override
    public void release() {
        parts.forEach(Content::release);
    }
}

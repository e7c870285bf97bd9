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
import io.vertx.core.file.AsyncFile;
import java.util.concurrent.atomic.AtomicInteger;

/** Bytes in a file. The last release closes and deletes the file. */
final class FileContent implements Content {
    private final AtomicInteger users = new AtomicInteger(1);
    private final AsyncFile file;
    private final long length;
    private final Runnable whenClosed;

    FileContent(AsyncFile file, long length, Runnable whenClosed) {
        this.file = file;
        this.length = length;
        this.whenClosed = whenClosed;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public Future<Buffer> read(long position, int count) {
        return file.read(Buffer.buffer(count), 0, position, count);
    }

    @Override
    public void retain() {
        users.incrementAndGet();
    }

    @Override
    public void release() {
        if (users.decrementAndGet() == 0) {
            file.close().onComplete(done -> whenClosed.run());
        }
    }
}

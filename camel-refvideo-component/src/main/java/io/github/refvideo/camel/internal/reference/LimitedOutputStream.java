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

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Ends a copy that grows too long. */
final class LimitedOutputStream extends FilterOutputStream {

    private final long most;
    private long written;

    LimitedOutputStream(OutputStream target, long most) {
        super(target);
        this.most = most;
    }

    @Override
    public void write(int b) throws IOException {
        count(1);
        out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        count(length);
        out.write(bytes, offset, length);
    }

    private void count(int bytes) throws FullException {
        written += bytes;
        if (written > most) {
            throw new FullException(written);
        }
    }

    /** There is more than may be. */
    static final class FullException extends IOException {

        private static final long serialVersionUID = 1L;

        private final long bytes;

        FullException(long bytes) {
            super("too long");
            this.bytes = bytes;
        }

        /** How many there would have been, at least. */
        long bytes() {
            return bytes;
        }
    }
}

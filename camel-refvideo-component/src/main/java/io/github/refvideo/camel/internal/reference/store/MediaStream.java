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
package io.github.refvideo.camel.internal.reference.store;

import io.github.refvideo.camel.spi.LocalMedia;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;

/**
 * Local media as a message body: read piece by piece, as often as a route likes, until the transfer
 * is given up. Used by one exchange at a time.
 */
final class MediaStream extends InputStream implements StreamCache {

    private final LocalMedia media;
    private final Lifeline lifeline;
    private InputStream current;
    private long position;

    MediaStream(LocalMedia media, Lifeline lifeline) {
        this.media = media;
        this.lifeline = lifeline;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int count = opened().read(into, from, length);
        position += Math.max(0, count);
        return count;
    }

    private InputStream opened() throws IOException {
        if (lifeline.cut) {
            close();
            throw new InterruptedIOException("the transfer of the reference was given up");
        }
        if (current == null) {
            current = Channels.newInputStream(media.open());
        }
        return current;
    }

    @Override
    public int available() throws IOException {
        return (int) Math.min(Integer.MAX_VALUE, length() - position);
    }

    /** Lets go of the file; a later read begins anew. */
    @Override
    public void close() throws IOException {
        InputStream open = current;
        current = null;
        position = 0;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public synchronized void reset() {
        try {
            close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void writeTo(OutputStream to) throws IOException {
        transferTo(to);
    }

    @Override
    public StreamCache copy(Exchange exchange) {
        return new MediaStream(media, lifeline);
    }

    @Override
    public boolean inMemory() {
        return false;
    }

    @Override
    public long length() {
        return media.facts().length();
    }

    @Override
    public long position() {
        return position;
    }

    /** What all copies of a stream hang on. */
    static final class Lifeline {
        private volatile boolean cut;

        void cut() {
            cut = true;
        }
    }
}

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
package io.github.refvideo.camel.internal.exchange;

import io.github.refvideo.camel.internal.io.SpoolFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.StreamCache;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;

/**
 * A message body with a video on disk, independent of the stream caching settings of the context.
 * It can be read repeatedly and is shared by copies of its exchange (wire tap, multicast, SEDA,
 * split). The file is deleted when the last exchange that uses it is done.
 *
 * <p>An object is used by one exchange, and thus by one thread at a time. Copies may be read
 * concurrently.
 */
public final class SpooledVideoStreamCache extends InputStream implements StreamCache {

    private static final int BUFFER = 64 * 1024;

    private final Holders holders;
    private @Nullable InputStream stream;

    public SpooledVideoStreamCache(SpoolFile file) {
        this(new Holders(file));
    }

    private SpooledVideoStreamCache(Holders holders) {
        this.holders = holders;
        holders.opened(this);
    }

    /**
     * Keeps the file until this exchange and the exchange of the consumer are done. A copy that a
     * circuit breaker, a recipient list or SEDA creates is done before the route continues with its
     * body.
     */
    void hold(Exchange exchange) {
        holders.add();
        OriginalMessage message = OriginalMessage.of(exchange);
        Synchronization release =
                new SynchronizationAdapter() {
                    @Override
                    public void onDone(Exchange done) {
                        message.afterOrigin(done, holders::release);
                    }
                };
        // A branch of a split or multicast is done before the results are aggregated, so the file
        // is
        // kept until the whole is done. A unit of work without a route is already done.
        UnitOfWork parent =
                exchange.getProperty(
                        ExchangePropertyKey.STREAM_CACHE_UNIT_OF_WORK, UnitOfWork.class);
        if (parent != null && parent.getRoute() != null) {
            parent.addSynchronization(release);
        } else {
            exchange.getExchangeExtension().addOnCompletion(release);
        }
    }

    @Override
    public StreamCache copy(Exchange exchange) {
        SpooledVideoStreamCache copy = new SpooledVideoStreamCache(holders);
        copy.hold(exchange);
        return copy;
    }

    private InputStream stream() throws IOException {
        if (stream == null) {
            if (holders.file.deleted()) {
                throw new IOException(
                        "The video was deleted when its exchange ended; convert it to byte[] or File"
                                + " inside the route, or use output=bytes or output=file");
            }
            stream = new BufferedInputStream(holders.file.open(), BUFFER);
        }
        return stream;
    }

    @Override
    public int read() throws IOException {
        return stream().read();
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        return stream().read(bytes, offset, count);
    }

    @Override
    public long skip(long count) throws IOException {
        return stream().skip(count);
    }

    @Override
    public int available() throws IOException {
        return stream().available();
    }

    /** The next read starts at the beginning. */
    @Override
    public void reset() {
        close();
    }

    @Override
    public void close() {
        InputStream open = stream;
        stream = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // The stream was only read.
            }
        }
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        transferTo(out);
    }

    @Override
    public boolean inMemory() {
        return false;
    }

    @Override
    public long length() {
        return holders.file.length();
    }

    /** Not known. */
    @Override
    public long position() {
        return -1;
    }

    @Override
    public String toString() {
        return "SpooledVideo[" + length() + " bytes]";
    }

    /** Counts the exchanges that need the file. */
    private static final class Holders {

        private final SpoolFile file;
        private final List<SpooledVideoStreamCache> readers = new ArrayList<>(2);
        private int count;

        Holders(SpoolFile file) {
            this.file = file;
        }

        synchronized void opened(SpooledVideoStreamCache reader) {
            readers.add(reader);
        }

        synchronized void add() {
            count++;
        }

        synchronized void release() {
            if (--count == 0) {
                readers.forEach(SpooledVideoStreamCache::close);
                readers.clear();
                file.delete();
            }
        }
    }
}

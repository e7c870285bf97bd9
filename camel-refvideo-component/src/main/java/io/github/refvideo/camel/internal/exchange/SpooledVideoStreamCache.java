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
import io.github.refvideo.camel.internal.time.Timer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.StreamCache;
import org.apache.camel.spi.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * A message body with a video on disk, independent of the stream caching settings of the context.
 * It can be read repeatedly and is shared by copies of its exchange (wire tap, multicast, SEDA,
 * split). The file is deleted when the last exchange that uses it is done. An exchange whose reply
 * is the video is done when its consumer has read the reply.
 *
 * <p>An object is used by one exchange, and thus by one thread at a time. Copies may be read
 * concurrently.
 */
public final class SpooledVideoStreamCache extends InputStream implements StreamCache {

    private static final int BUFFER = 64 * 1024;

    /** How long a consumer may take to start reading a reply, or to continue. */
    private static final Duration REPLY_LIMIT = Duration.ofMinutes(1);

    private final Holders holders;
    private @Nullable InputStream stream;
    private volatile long position;
    private volatile boolean readToEnd;
    private volatile boolean closedEarly;

    /** Who waits for the end of the reply. Guarded by itself. */
    private final List<Consumer<Boolean>> waiting = new ArrayList<>(2);

    /**
     * @param timer limits the time in which a reply must be read
     */
    public SpooledVideoStreamCache(SpoolFile file, Timer timer) {
        this(new Holders(file, timer));
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
        OriginExchange.Completion release =
                new OriginExchange.Completion(
                        exchange, (done, failed) -> message.afterOrigin(done, holders::release));
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

    /**
     * Calls back when the reply with this body has been read. Some consumers, such as JMS, write
     * the reply after the exchange is done; others, such as Jetty, have written it by then.
     *
     * @param done receives whether the video was read to its end
     */
    void whenRead(Consumer<Boolean> done) {
        synchronized (waiting) {
            if (!readToEnd && !closedEarly) {
                waiting.add(done);
                if (waiting.size() == 1) {
                    limitWait(position);
                }
                return;
            }
        }
        done.accept(readToEnd);
    }

    private void limitWait(long before) {
        holders.timer.after(
                REPLY_LIMIT,
                () -> {
                    if (position == before) {
                        replyEnded(readToEnd);
                    } else {
                        limitWait(position);
                    }
                });
    }

    private void replyEnded(boolean complete) {
        List<Consumer<Boolean>> ended;
        synchronized (waiting) {
            ended = List.copyOf(waiting);
            waiting.clear();
        }
        ended.forEach(done -> done.accept(complete));
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
        if (isAtEnd()) {
            return -1;
        }
        int value = stream().read();
        advance(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        if (isAtEnd()) {
            return count == 0 ? 0 : -1;
        }
        int read = stream().read(bytes, offset, count);
        advance(Math.max(0, read));
        return read;
    }

    @Override
    public long skip(long count) throws IOException {
        if (isAtEnd()) {
            return 0;
        }
        long skipped = stream().skip(count);
        advance(skipped);
        return skipped;
    }

    @Override
    public int available() throws IOException {
        return isAtEnd() ? 0 : stream().available();
    }

    /** Also after the file was deleted, which happens when a reply has been read. */
    private boolean isAtEnd() {
        return position > 0 && position >= length();
    }

    private void advance(long count) {
        position += count;
        readToEnd = isAtEnd();
        closedEarly = false;
        if (readToEnd) {
            replyEnded(true);
        }
    }

    /** The next read starts at the beginning. */
    @Override
    public void reset() {
        closeStream();
        position = 0;
        readToEnd = false;
        closedEarly = false;
    }

    /** The next read starts at the beginning. */
    @Override
    public void close() {
        closedEarly = position > 0 && !readToEnd;
        closeStream();
        position = 0;
        if (closedEarly) {
            replyEnded(false);
        }
    }

    private void closeStream() {
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
        private final Timer timer;
        private final List<SpooledVideoStreamCache> readers = new ArrayList<>(2);
        private int count;

        Holders(SpoolFile file, Timer timer) {
            this.file = file;
            this.timer = timer;
        }

        synchronized void opened(SpooledVideoStreamCache reader) {
            readers.add(reader);
        }

        synchronized void add() {
            count++;
        }

        synchronized void release() {
            if (--count == 0) {
                readers.forEach(SpooledVideoStreamCache::closeStream);
                readers.clear();
                file.delete();
            }
        }
    }
}

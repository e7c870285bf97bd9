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

import io.github.refvideo.camel.internal.provider.UrlExpiry;
import io.github.refvideo.camel.internal.time.Deadline;
import io.github.refvideo.camel.internal.time.Timer;
import io.github.refvideo.camel.spi.LocalMedia;
import io.github.refvideo.camel.spi.MediaInfo;
import io.github.refvideo.camel.spi.MediaType;
import io.github.refvideo.camel.spi.ReferenceStore;
import io.github.refvideo.camel.spi.ReferenceStoreException;
import io.github.refvideo.camel.spi.StoredReference;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.StreamCache;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.util.URISupport;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Sends media to a Camel endpoint, which returns a URL: for example a route that puts it into an
 * object store and returns a presigned URL.
 *
 * <p>The message body is a file if the media is a file, else bytes up to 20 MiB, else a stream that
 * can be read repeatedly. The length of files and bytes is known, which some object stores require.
 * The headers {@code Content-Type}, {@code Content-Length} and {@code CamelFileName} describe the
 * media. The body of the reply, as text, is the URL. Routes may block: they run on a thread pool of
 * the store.
 */
public final class EndpointStore implements ReferenceStore, Closeable {

    private static final int THREADS = 8;

    /** The largest image that any model accepts; longer media is never held in memory. */
    private static final long MAX_BYTES_IN_MEMORY = 20L * 1024 * 1024;

    private final CamelContext camelContext;
    private final String uri;
    private final Timer timer;
    private final long maxBytesInMemory;
    private final ExecutorService pool;
    private final ProducerTemplate template;
    private final Set<CompletableFuture<StoredReference>> pending = ConcurrentHashMap.newKeySet();

    /**
     * @param uri of the endpoint
     */
    public EndpointStore(CamelContext camelContext, String uri, Timer timer) {
        this(camelContext, uri, timer, MAX_BYTES_IN_MEMORY);
    }

    /** For tests. */
    EndpointStore(CamelContext camelContext, String uri, Timer timer, long maxBytesInMemory) {
        this.maxBytesInMemory = maxBytesInMemory;
        this.camelContext = camelContext;
        this.uri = uri;
        this.timer = timer;
        this.pool =
                camelContext
                        .getExecutorServiceManager()
                        .newThreadPool(
                                this,
                                "RefVideoReferenceStore",
                                new ThreadPoolProfileBuilder("RefVideoReferenceStore")
                                        .poolSize(THREADS)
                                        .maxPoolSize(THREADS)
                                        .keepAliveTime(30L)
                                        .allowCoreThreadTimeOut(true)
                                        // -1 means no queue: tasks would be rejected while all
                                        // threads are busy.
                                        .maxQueueSize(Integer.MAX_VALUE)
                                        .rejectedPolicy(ThreadPoolRejectedPolicy.Abort)
                                        .build());
        this.template = camelContext.createProducerTemplate();
    }

    @Override
    public CompletableFuture<StoredReference> store(
            LocalMedia media, String model, Duration timeout) {
        CompletableFuture<StoredReference> result = new CompletableFuture<>();
        pending.add(result);
        AtomicBoolean canceled = new AtomicBoolean();
        Timer.Cancellable limit =
                timer.after(
                        timeout,
                        () ->
                                result.completeExceptionally(
                                        error(
                                                "did not reply within "
                                                        + Deadline.inSeconds(timeout),
                                                true,
                                                null)));
        // A running route cannot be stopped. Without its input it ends soon.
        result.whenComplete(
                (stored, failure) -> {
                    pending.remove(result);
                    limit.cancel();
                    canceled.set(true);
                });
        try {
            pool.execute(() -> send(media, canceled, result));
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(error("is stopped", false, e));
        }
        return result;
    }

    private void send(
            LocalMedia media, AtomicBoolean canceled, CompletableFuture<StoredReference> result) {
        if (result.isDone()) {
            return;
        }
        try (MediaStreamCache body = new MediaStreamCache(media, canceled)) {
            Exchange exchange = camelContext.getEndpoint(uri).createExchange(ExchangePattern.InOut);
            MediaInfo info = media.facts();
            exchange.getMessage().setBody(body(media, body));
            exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, info.mediaType());
            exchange.getMessage().setHeader(Exchange.CONTENT_LENGTH, info.length());
            exchange.getMessage()
                    .setHeader(
                            Exchange.FILE_NAME,
                            MediaType.fileName(info.sha256(), info.mediaType()));
            Exchange reply = template.send(uri, exchange);
            if (reply.getException() != null) {
                throw reply.getException();
            }
            result.complete(parse(reply.getMessage().getBody(String.class)));
        } catch (ReferenceStoreException e) {
            result.completeExceptionally(e);
        } catch (Exception | LinkageError e) {
            // The message of a route's exception can contain its body, so it is only the cause.
            result.completeExceptionally(
                    error("failed with " + e.getClass().getSimpleName(), isTransient(e), e));
        }
    }

    private Object body(LocalMedia media, MediaStreamCache stream) throws IOException {
        Optional<Path> file = media.file();
        if (file.isPresent()) {
            return file.get().toFile();
        }
        return media.facts().length() <= maxBytesInMemory ? stream.readAllBytes() : stream;
    }

    private StoredReference parse(@Nullable String text) throws ReferenceStoreException {
        Optional<URI> url = StoredUrls.http(text == null ? null : text.strip());
        if (url.isEmpty()) {
            throw error(
                    "replied with "
                            + (text == null || text.isBlank() ? "an empty body" : "other text")
                            + " instead of an absolute http or https URL",
                    false,
                    null);
        }
        return new StoredReference(url.get().toString(), UrlExpiry.of(url.get().toString()));
    }

    private static boolean isTransient(Throwable failure) {
        return failure instanceof IOException || failure instanceof UncheckedIOException;
    }

    private ReferenceStoreException error(
            String reason, boolean retryable, @Nullable Throwable cause) {
        return new ReferenceStoreException(
                "The reference was not stored. The endpoint of referenceStore, "
                        + displayName()
                        + ", "
                        + reason,
                0,
                retryable,
                cause);
    }

    /** The URI without its query, which can contain a password. */
    private String displayName() {
        String clean = URISupport.sanitizeUri(uri);
        int query = clean.indexOf('?');
        return query < 0 ? clean : clean.substring(0, query);
    }

    /** Stops the threads; pending uploads are interrupted and fail. */
    @Override
    public void close() throws IOException {
        camelContext.getExecutorServiceManager().shutdownNow(pool);
        pending.forEach(result -> result.completeExceptionally(error("is stopped", false, null)));
        template.close();
    }

    @Override
    public String toString() {
        return "endpoint:" + displayName();
    }

    /**
     * Local media as a message body: reads the media in pieces, repeatedly, until the upload is
     * canceled. Not thread-safe.
     */
    static final class MediaStreamCache extends InputStream implements StreamCache {

        private final LocalMedia media;
        private final AtomicBoolean canceled;
        private @Nullable InputStream current;
        private long position;

        /**
         * @param canceled shared by all copies of the stream
         */
        MediaStreamCache(LocalMedia media, AtomicBoolean canceled) {
            this.media = media;
            this.canceled = canceled;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = open().read(buffer, offset, length);
            position += Math.max(0, count);
            return count;
        }

        private InputStream open() throws IOException {
            if (canceled.get()) {
                close();
                throw new InterruptedIOException("The upload of the reference was canceled");
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

        /** Closes the file; a later read starts at the beginning. */
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
        public void writeTo(OutputStream out) throws IOException {
            transferTo(out);
        }

        @Override
        public StreamCache copy(Exchange exchange) {
            return new MediaStreamCache(media, canceled);
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
    }
}

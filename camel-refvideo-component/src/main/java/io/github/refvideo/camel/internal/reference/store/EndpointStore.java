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
import io.github.refvideo.camel.internal.time.Timer;
import io.github.refvideo.camel.spi.LocalMedia;
import io.github.refvideo.camel.spi.MediaInfo;
import io.github.refvideo.camel.spi.MediaType;
import io.github.refvideo.camel.spi.ReferenceStore;
import io.github.refvideo.camel.spi.ReferenceStoreException;
import io.github.refvideo.camel.spi.StoredReference;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.util.URISupport;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/**
 * Sends the media to a Camel endpoint, which answers with a URL: a route that puts it into an
 * object store and gives back a presigned link, for example.
 *
 * <p>The body is the file if there is one, else the bytes of a picture, else a stream that can be
 * read again: endpoints know the length of files and bytes, and some object stores take nothing
 * without a length. {@code Content-Type}, {@code Content-Length} and {@code CamelFileName} say what
 * it is. The answer's body, as text, is the URL. Routes may block: they run on threads of the
 * store.
 */
public final class EndpointStore implements ReferenceStore, Closeable {

    private static final int THREADS = 8;

    /** The largest picture that any model takes; anything longer is never held in memory. */
    private static final long BYTES_UP_TO = 20L * 1024 * 1024;

    private final CamelContext camelContext;
    private final String uri;
    private final Timer timer;
    private final long bytesUpTo;
    private final ExecutorService pool;
    private final ProducerTemplate template;
    private final Set<CompletableFuture<StoredReference>> pending = ConcurrentHashMap.newKeySet();

    /**
     * @param uri of the endpoint
     */
    public EndpointStore(CamelContext camelContext, String uri, Timer timer) {
        this(camelContext, uri, timer, BYTES_UP_TO);
    }

    /** With another limit for bodies in memory, for tests. */
    EndpointStore(CamelContext camelContext, String uri, Timer timer, long bytesUpTo) {
        this.bytesUpTo = bytesUpTo;
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
                                        // Not -1: that means no queue at all, and a refusal when
                                        // all are busy.
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
        MediaStream.Lifeline lifeline = new MediaStream.Lifeline();
        Timer.Cancellable limit =
                timer.after(
                        timeout,
                        () ->
                                result.completeExceptionally(
                                        failure("gave no answer within " + timeout, true, null)));
        // A route cannot be stopped from outside; without its input it soon ends.
        result.whenComplete(
                (stored, failure) -> {
                    pending.remove(result);
                    limit.cancel();
                    lifeline.cut();
                });
        try {
            pool.execute(() -> send(media, lifeline, result));
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(failure("is shut down", false, e));
        }
        return result;
    }

    private void send(
            LocalMedia media,
            MediaStream.Lifeline lifeline,
            CompletableFuture<StoredReference> result) {
        if (result.isDone()) {
            return;
        }
        try (MediaStream body = new MediaStream(media, lifeline)) {
            Exchange exchange = camelContext.getEndpoint(uri).createExchange(ExchangePattern.InOut);
            MediaInfo facts = media.facts();
            exchange.getMessage().setBody(body(media, body));
            exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, facts.mediaType());
            exchange.getMessage().setHeader(Exchange.CONTENT_LENGTH, facts.length());
            exchange.getMessage()
                    .setHeader(
                            Exchange.FILE_NAME,
                            MediaType.fileName(facts.sha256(), facts.mediaType()));
            Exchange answered = template.send(uri, exchange);
            if (answered.getException() != null) {
                throw answered.getException();
            }
            result.complete(read(answered.getMessage().getBody(String.class)));
        } catch (ReferenceStoreException e) {
            result.completeExceptionally(e);
        } catch (Exception | LinkageError e) {
            // What went wrong in a route may quote its message; the cause tells who wants to know.
            result.completeExceptionally(
                    failure("failed with " + e.getClass().getSimpleName(), retryable(e), e));
        }
    }

    private Object body(LocalMedia media, MediaStream stream) throws IOException {
        Optional<Path> file = media.file();
        if (file.isPresent()) {
            return file.get().toFile();
        }
        return media.facts().length() <= bytesUpTo ? stream.readAllBytes() : stream;
    }

    private StoredReference read(String answer) throws ReferenceStoreException {
        Optional<URI> url = StoredUrls.http(answer == null ? null : answer.strip());
        if (url.isEmpty()) {
            throw failure(
                    "answered with "
                            + (answer == null || answer.isBlank() ? "nothing" : "something else")
                            + " where its body should be an absolute http or https URL",
                    false,
                    null);
        }
        return new StoredReference(url.get().toString(), UrlExpiry.of(url.get().toString()));
    }

    private static boolean retryable(Throwable failure) {
        return failure instanceof IOException || failure instanceof UncheckedIOException;
    }

    private ReferenceStoreException failure(String what, boolean retryable, Throwable cause) {
        return new ReferenceStoreException(
                "The reference was not stored. The endpoint of referenceStore, "
                        + shown()
                        + ", "
                        + what,
                0,
                retryable,
                cause);
    }

    /** Without the query: it may hold a password. */
    private String shown() {
        String clean = URISupport.sanitizeUri(uri);
        int query = clean.indexOf('?');
        return query < 0 ? clean : clean.substring(0, query);
    }

    /** Ends the threads; uploads under way are interrupted and fail. */
    @Override
    public void close() throws IOException {
        camelContext.getExecutorServiceManager().shutdownNow(pool);
        pending.forEach(
                result -> result.completeExceptionally(failure("is shut down", false, null)));
        template.close();
    }

    @Override
    public String toString() {
        return "endpoint:" + shown();
    }
}

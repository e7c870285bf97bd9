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
package io.github.refvideo.camel.internal.download;

import io.github.refvideo.camel.internal.download.DownloadException.Reason;
import io.github.refvideo.camel.internal.http.AsyncHttp;
import io.github.refvideo.camel.internal.http.HttpFailureException;
import io.github.refvideo.camel.internal.http.HttpRequest;
import io.github.refvideo.camel.internal.io.DiskException;
import io.github.refvideo.camel.internal.time.Deadline;
import io.github.refvideo.camel.internal.time.Timer;
import io.github.refvideo.camel.internal.time.Timer.Cancellable;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.DoubleSupplier;

/**
 * One download: fetch, follow redirects, take up again what breaks, until the video is here, the
 * failure lasting, or the time up.
 */
final class Download<T> {

    private static final int MAX_REDIRECTS = 5;

    /** A link that is refused so often, over a quarter of a minute or more, is not just early. */
    private static final int MAX_REFUSALS = 6;

    private final AsyncHttp http;
    private final Timer timer;
    private final DownloadSettings settings;
    private final UrlPolicy urls;
    private final URI origin;
    private final Instant expires;
    private final Deadline deadline;
    private final VideoAssembler<T> arrival;
    private final DownloadRetryPolicy patience;
    private final CompletableFuture<T> result = new CompletableFuture<>();

    private volatile CompletableFuture<Void> exchange;
    private volatile Cancellable wait = () -> {};
    private volatile DownloadException last;

    // Attempts come one after another.
    private volatile int refusals;
    private volatile long furthest;

    /**
     * @param origin checked already
     * @param expires when the link expires; null when unknown
     */
    Download(
            AsyncHttp http,
            Timer timer,
            DownloadSettings settings,
            URI origin,
            Instant expires,
            long maxBytes,
            Deadline deadline,
            VideoSink<T> sink,
            DoubleSupplier random) {
        this.http = http;
        this.timer = timer;
        this.settings = settings;
        this.urls = new UrlPolicy(settings);
        this.origin = origin;
        this.expires = expires;
        this.deadline = deadline;
        this.arrival = new VideoAssembler<>(sink, UrlPolicy.host(origin), maxBytes);
        this.patience = new DownloadRetryPolicy(random);
    }

    CompletableFuture<T> start() {
        Cancellable end = timer.after(deadline.remaining(), this::timeUp);
        result.whenComplete(
                (value, e) -> {
                    end.cancel();
                    stop();
                });
        arrival.broken()
                .exceptionally(
                        e -> {
                            result.completeExceptionally(unstorable(UrlPolicy.host(origin), e));
                            return null;
                        });
        if (deadline.expired()) {
            timeUp();
        } else {
            fetch(origin, 0);
        }
        return result;
    }

    /** Nothing goes on after the end, whoever brought it about. */
    private void stop() {
        wait.cancel();
        CompletableFuture<Void> running = exchange;
        if (running != null) {
            running.cancel(true);
        }
        arrival.discard();
    }

    private void timeUp() {
        Duration limit = deadline.limit();
        DownloadException before = last;
        String message =
                "The video at %s did not arrive within %s"
                                .formatted(UrlPolicy.host(origin), Deadline.inSeconds(limit))
                        + (before == null ? "" : ": " + before.getMessage());
        int status = before == null ? 0 : before.status();
        result.completeExceptionally(
                new DownloadException(message, Reason.TIMEOUT, status, true, before));
    }

    private void fetch(URI url, int redirects) {
        if (result.isDone()) {
            return;
        }
        boolean resuming = arrival.isResumable();
        boolean expired = expires != null && expires.isBefore(timer.now());
        DownloadAttempt attempt = new DownloadAttempt(arrival, UrlPolicy.host(url), expired, timer);
        CompletableFuture<Void> running = http.stream(call(url, resuming), attempt);
        exchange = running;
        if (result.isDone()) {
            running.cancel(true);
        }
        running.whenComplete(
                (ended, failure) -> {
                    try {
                        after(url, redirects, attempt, failure);
                    } catch (Throwable e) {
                        result.completeExceptionally(unstorable(UrlPolicy.host(url), e));
                    }
                });
    }

    private HttpRequest call(URI url, boolean resuming) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "video/*, application/octet-stream;q=0.9, */*;q=0.1");
        if (resuming) {
            headers.put("Range", "bytes=" + arrival.size() + "-");
            arrival.validator().ifPresent(validator -> headers.put("If-Range", validator));
        }
        return new HttpRequest(
                "GET",
                url,
                headers,
                null,
                deadline.remaining(),
                settings.idleTimeout(),
                // The arrival counts, since it can say more about it.
                Long.MAX_VALUE);
    }

    private void after(URI url, int redirects, DownloadAttempt attempt, Throwable error)
            throws Exception {
        if (result.isDone()) {
            return;
        }
        if (attempt.complete() && error == null) {
            finish(UrlPolicy.host(url));
        } else if (attempt.redirect() != null) {
            redirect(url, redirects, attempt.redirect());
        } else if (attempt.isPart() && error == null && arrival.size() > furthest) {
            // The server hands the video out in parts.
            furthest = arrival.size();
            fetch(origin, 0);
        } else if (attempt.failure() != null) {
            refusals = attempt.refused() ? refusals + 1 : 0;
            if (refusals >= MAX_REFUSALS) {
                result.completeExceptionally(attempt.failure());
            } else {
                failed(attempt.failure(), attempt.retryAfter());
            }
        } else if (deadline.expired()) {
            timeUp();
        } else {
            DownloadException failure = explain(UrlPolicy.host(url), attempt, error);
            if (error instanceof HttpFailureException http
                    && http.reason() == HttpFailureException.Reason.ABORTED) {
                // The client is closed: nothing is gained by asking it again.
                result.completeExceptionally(failure);
            } else {
                failed(failure, Duration.ZERO);
            }
        }
    }

    /** The disk may take its time; whoever has given up in the meantime gets nothing. */
    private void finish(String host) {
        arrival.finish()
                .whenComplete(
                        (video, failure) -> {
                            if (failure != null) {
                                result.completeExceptionally(unstorable(host, failure));
                            } else if (!result.complete(video)) {
                                arrival.drop(video);
                            }
                        });
    }

    private void redirect(URI from, int redirects, String location) {
        try {
            if (redirects >= MAX_REDIRECTS) {
                throw UrlPolicy.refused(
                        "%s redirects more than %d times"
                                .formatted(UrlPolicy.host(origin), MAX_REDIRECTS));
            }
            if (location.isBlank()) {
                throw UrlPolicy.refused(UrlPolicy.host(from) + " redirects to nowhere");
            }
            URI to = urls.check(UrlPolicy.resolve(from, location));
            if (from.getScheme().equals("https") && to.getScheme().equals("http")) {
                // Whoever sits on the line could swap the video and read the signed URL.
                throw UrlPolicy.refused(
                        UrlPolicy.host(from)
                                + " redirects from https to http, which is not followed");
            }
            fetch(to, redirects + 1);
        } catch (DownloadException e) {
            result.completeExceptionally(e);
        }
    }

    private void failed(DownloadException failure, Duration asked) {
        last = failure;
        Optional<Duration> pause =
                failure.retryable() ? patience.next(arrival.size(), asked) : Optional.empty();
        if (pause.isEmpty()) {
            result.completeExceptionally(failure);
            return;
        }
        // From the first URL again: what a redirect led to may have been signed for minutes only.
        wait = timer.after(pause.get(), this::fetchAgain);
        if (result.isDone()) {
            wait.cancel();
        }
    }

    private void fetchAgain() {
        try {
            fetch(origin, 0);
        } catch (Throwable e) {
            result.completeExceptionally(unstorable(UrlPolicy.host(origin), e));
        }
    }

    private static DownloadException explain(
            String host, DownloadAttempt attempt, Throwable error) {
        if (!(error instanceof HttpFailureException failure)) {
            return new DownloadException(
                    "Download from " + host + " failed", Reason.BROKEN, 0, false, error);
        }
        if (failure.reason() == HttpFailureException.Reason.REFUSED_BY_SINK) {
            return unstorable(host, failure.getCause());
        }
        boolean refused = failure.reason() == HttpFailureException.Reason.ADDRESS_REFUSED;
        Reason reason = attempt.replied() ? Reason.INCOMPLETE : Reason.BROKEN;
        return new DownloadException(
                failure.getMessage(),
                refused ? Reason.ADDRESS_REFUSED : reason,
                0,
                !refused,
                failure);
    }

    private static DownloadException unstorable(String host, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof DiskException disk) {
            return DownloadException.storage("The video from " + host, disk);
        }
        boolean memory = cause instanceof OutOfMemoryError;
        String what =
                "The video at %s %s"
                        .formatted(
                                host, memory ? "does not fit into memory" : "could not be stored");
        return new DownloadException(
                what, memory ? Reason.TOO_LARGE : Reason.BROKEN, 0, false, cause);
    }
}

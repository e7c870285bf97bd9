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
import io.github.refvideo.camel.internal.util.Backoff;
import io.github.refvideo.camel.internal.util.Futures;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One download: fetches, follows redirects and resumes failed transfers, until the video is
 * complete, the failure is permanent, or the deadline passes.
 */
final class Download<T> {

    private static final int MAX_REDIRECTS = 5;

    /** So many refusals take at least 15 seconds: the storage is not just late. */
    private static final int MAX_REFUSALS = 6;

    private final AsyncHttp http;
    private final Timer timer;
    private final DownloadSettings settings;
    private final UrlPolicy urls;
    private final URI origin;
    private final @Nullable Instant expires;
    private final Deadline deadline;
    private final VideoAssembler<T> assembler;
    private final RetryPolicy retries;
    private final CompletableFuture<T> result = new CompletableFuture<>();

    private volatile @Nullable CompletableFuture<Void> transfer;
    private volatile Cancellable wait = () -> {};
    private volatile @Nullable DownloadException lastError;

    // Attempts are sequential.
    private volatile int refusals;
    private volatile long furthest;

    /**
     * @param urls checks the targets of redirects
     * @param origin a URL that was checked
     * @param expires when the link expires, if known
     */
    Download(
            AsyncHttp http,
            Timer timer,
            DownloadSettings settings,
            UrlPolicy urls,
            DownloadSubject subject,
            URI origin,
            @Nullable Instant expires,
            long maxBytes,
            Deadline deadline,
            VideoSink<T> sink,
            DoubleSupplier random) {
        this.http = http;
        this.timer = timer;
        this.settings = settings;
        this.urls = urls;
        this.origin = origin;
        this.expires = expires;
        this.deadline = deadline;
        this.assembler = new VideoAssembler<>(sink, subject, HttpRequest.host(origin), maxBytes);
        this.retries = new RetryPolicy(random);
    }

    CompletableFuture<T> start() {
        Cancellable end = timer.after(deadline.remaining(), this::deadlinePassed);
        result.whenComplete(
                (value, e) -> {
                    end.cancel();
                    stop();
                });
        assembler
                .failed()
                .exceptionally(
                        e -> {
                            result.completeExceptionally(notStored(HttpRequest.host(origin), e));
                            return null;
                        });
        if (deadline.expired()) {
            deadlinePassed();
        } else {
            fetch(origin, 0);
        }
        return result;
    }

    /** Stops everything, however the download ended. */
    private void stop() {
        wait.cancel();
        CompletableFuture<Void> running = transfer;
        if (running != null) {
            running.cancel(true);
        }
        assembler.discard();
    }

    private void deadlinePassed() {
        Duration limit = deadline.limit();
        DownloadException before = lastError;
        String message =
                "The %s at %s was not downloaded within %s"
                                .formatted(
                                        noun(), HttpRequest.host(origin), Deadline.inSeconds(limit))
                        + (before == null ? "" : ": " + before.getMessage());
        int status = before == null ? 0 : before.status();
        result.completeExceptionally(
                new DownloadException(message, Reason.TIMEOUT, status, true, before));
    }

    private void fetch(URI url, int redirects) {
        if (result.isDone()) {
            return;
        }
        boolean resuming = assembler.isResumable();
        boolean expired = expires != null && expires.isBefore(timer.now());
        DownloadAttempt attempt =
                new DownloadAttempt(assembler, HttpRequest.host(url), expired, timer);
        CompletableFuture<Void> running = http.stream(call(url, resuming), attempt);
        transfer = running;
        if (result.isDone()) {
            running.cancel(true);
        }
        running.whenComplete(
                (ended, failure) -> {
                    try {
                        attemptEnded(url, redirects, attempt, failure);
                    } catch (Throwable e) {
                        result.completeExceptionally(notStored(HttpRequest.host(url), e));
                    }
                });
    }

    private HttpRequest call(URI url, boolean resuming) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", assembler.subject().accept());
        if (resuming) {
            headers.put("Range", "bytes=" + assembler.size() + "-");
            assembler.validator().ifPresent(validator -> headers.put("If-Range", validator));
        }
        return new HttpRequest(
                "GET",
                url,
                headers,
                null,
                deadline.remaining(),
                settings.idleTimeout(),
                // The assembler checks the size and reports it in the error.
                Long.MAX_VALUE);
    }

    private void attemptEnded(
            URI url, int redirects, DownloadAttempt attempt, @Nullable Throwable error)
            throws Exception {
        if (result.isDone()) {
            return;
        }
        if (attempt.complete() && error == null) {
            finish(HttpRequest.host(url));
        } else if (attempt.redirect() != null) {
            redirect(url, redirects, attempt.redirect());
        } else if (attempt.isPart() && error == null && assembler.size() > furthest) {
            // The server sends the video in parts.
            furthest = assembler.size();
            fetch(origin, 0);
        } else if (attempt.failure() != null) {
            refusals = attempt.refused() ? refusals + 1 : 0;
            if (refusals >= MAX_REFUSALS) {
                result.completeExceptionally(attempt.failure());
            } else {
                failed(attempt.failure(), attempt.retryAfter());
            }
        } else if (deadline.expired()) {
            deadlinePassed();
        } else {
            DownloadException failure = transferFailed(HttpRequest.host(url), attempt, error);
            if (error instanceof HttpFailureException http
                    && http.reason() == HttpFailureException.Reason.ABORTED) {
                // The client is closed: a retry would fail as well.
                result.completeExceptionally(failure);
            } else {
                failed(failure, Duration.ZERO);
            }
        }
    }

    /** Writing may take some time; if the download has ended meanwhile, the result is removed. */
    private void finish(String host) {
        assembler
                .finish()
                .whenComplete(
                        (video, failure) -> {
                            if (failure != null) {
                                result.completeExceptionally(notStored(host, failure));
                            } else if (!result.complete(video)) {
                                assembler.remove(video);
                            }
                        });
    }

    private void redirect(URI from, int redirects, String location) {
        try {
            if (redirects >= MAX_REDIRECTS) {
                throw UrlPolicy.refused(
                        "%s redirects more than %d times"
                                .formatted(HttpRequest.host(origin), MAX_REDIRECTS));
            }
            if (location.isBlank()) {
                throw UrlPolicy.refused(HttpRequest.host(from) + " redirects to nowhere");
            }
            URI to = urls.check(UrlPolicy.resolve(from, location));
            if (from.getScheme().equals("https") && to.getScheme().equals("http")) {
                // An attacker on the network could replace the video and read the signed URL.
                throw UrlPolicy.refused(
                        HttpRequest.host(from)
                                + " redirects from https to http, which is not followed");
            }
            fetch(to, redirects + 1);
        } catch (DownloadException e) {
            result.completeExceptionally(e);
        }
    }

    private void failed(DownloadException failure, Duration requestedDelay) {
        lastError = failure;
        Optional<Duration> pause =
                failure.retryable()
                        ? retries.next(assembler.size(), requestedDelay)
                        : Optional.empty();
        if (pause.isEmpty()) {
            result.completeExceptionally(failure);
            return;
        }
        // From the first URL: the target of a redirect may have been signed for minutes only.
        wait = timer.after(pause.get(), this::fetchAgain);
        if (result.isDone()) {
            wait.cancel();
        }
    }

    private void fetchAgain() {
        try {
            fetch(origin, 0);
        } catch (Throwable e) {
            result.completeExceptionally(notStored(HttpRequest.host(origin), e));
        }
    }

    private DownloadException transferFailed(
            String host, DownloadAttempt attempt, @Nullable Throwable error) {
        if (!(error instanceof HttpFailureException failure)) {
            return new DownloadException(
                    "Download from " + host + " failed", Reason.BROKEN, 0, false, error);
        }
        if (failure.reason() == HttpFailureException.Reason.REFUSED_BY_SINK) {
            return notStored(host, failure.getCause());
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

    private String noun() {
        return assembler.subject().noun();
    }

    private DownloadException notStored(String host, Throwable failure) {
        Throwable cause = Futures.unwrap(failure);
        if (cause instanceof DiskException disk) {
            return DownloadException.storage("The " + noun() + " from " + host, disk);
        }
        boolean memory = cause instanceof OutOfMemoryError;
        String what =
                "The %s at %s %s"
                        .formatted(
                                noun(),
                                host,
                                memory ? "does not fit into memory" : "could not be stored");
        return new DownloadException(
                what, memory ? Reason.TOO_LARGE : Reason.BROKEN, 0, false, cause);
    }

    /**
     * Decides whether and when a transfer is retried. Transfers that make progress are retried
     * until the deadline; without progress, the eighth consecutive failure is the last, after half
     * a minute or more. The video is paid for: a short outage of its storage must not lose it.
     */
    static final class RetryPolicy {

        private static final int MAX_FAILURES_WITHOUT_PROGRESS = 8;
        private static final Duration FIRST = Duration.ofMillis(500);
        private static final Duration MAX = Duration.ofSeconds(8);
        private static final double JITTER = 0.5;

        private final Backoff backoff;
        private long furthest;
        private int failuresWithoutProgress;

        /**
         * @param random from 0 to 1
         */
        RetryPolicy(DoubleSupplier random) {
            this.backoff = new Backoff(FIRST, MAX, JITTER, random);
        }

        /**
         * The delay after a failure.
         *
         * @param size the number of bytes received; reaching the same size again is not progress
         * @param requestedDelay the minimum delay that the server requested
         * @return empty for no further attempt
         */
        Optional<Duration> next(long size, Duration requestedDelay) {
            if (size > furthest) {
                furthest = size;
                failuresWithoutProgress = 0;
            } else {
                failuresWithoutProgress++;
            }
            return failuresWithoutProgress >= MAX_FAILURES_WITHOUT_PROGRESS
                    ? Optional.empty()
                    : Optional.of(backoff.afterFailure(failuresWithoutProgress, requestedDelay));
        }
    }
}

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
package io.github.refvideo.camel.internal.engine;

import io.github.refvideo.camel.internal.time.Timer;
import io.github.refvideo.camel.repository.JobRecord;
import io.github.refvideo.camel.repository.JobRecord.Webhook;
import io.github.refvideo.camel.repository.VideoJobRepository;
import io.github.refvideo.camel.spi.JobHandle;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events with which services report the end of jobs. Any node may receive the event of any job:
 * the callback URL names the record of the purchase, which contains the token of the URL and the
 * secret of the signature. An accepted event is noted in the record. It wakes the jobs that wait in
 * this process at once, and those of other processes with their next read of the repository.
 *
 * <p>An event never ends a job. It only causes the next status request.
 *
 * <p>Thread-safe.
 */
public final class WebhookEvents {

    /** The query parameter of a callback URL that identifies its purchase. */
    public static final String PARAMETER = "refvideoJob";

    private static final Logger LOG = LoggerFactory.getLogger(WebhookEvents.class);

    /** How often a process reads which events others have received, while it waits for some. */
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(5);

    /** A check of a large repository must not use more than a twentieth of a thread. */
    private static final int MAX_CHECK_LOAD = 20;

    /** A write may become visible later than its time says. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    /**
     * How long an event waits for the record of the submit that it overtook. Services wait 10 s.
     */
    private static final Duration MAX_HOLD = Duration.ofSeconds(7);

    private static final Duration HOLD_INTERVAL = Duration.ofMillis(100);
    private static final int MAX_LISTED = 50_000;
    private static final int MAX_WRITES = 5;
    private static final int MAX_ID = 4_096;

    private final VideoJobRepository repository;
    private final RepositoryCalls calls;
    private final Timer timer;
    private final Supplier<Instant> now;

    // Guarded by this.
    private final Map<String, List<CompletableFuture<Void>>> waiting = new HashMap<>();
    private boolean checking;
    private @Nullable Instant checked;

    /**
     * @param calls for calls of the repository
     * @param now the repository's clock; does not block
     */
    WebhookEvents(
            VideoJobRepository repository,
            RepositoryCalls calls,
            Timer timer,
            Supplier<Instant> now) {
        this.repository = repository;
        this.calls = calls;
        this.timer = timer;
        this.now = now;
    }

    /**
     * The callback URL of a purchase. It is the same after a restart without a record, because the
     * service rejects another body under the same idempotency key.
     *
     * @param webhookUrl of the endpoint
     * @param key of the purchase
     * @param token of the key, which only the holder of the credential can compute
     */
    public static String callbackUrl(String webhookUrl, String key, byte[] token) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        String id =
                encoder.encodeToString(key.getBytes(StandardCharsets.UTF_8))
                        + "."
                        + encoder.encodeToString(token);
        char separator = webhookUrl.indexOf('?') < 0 ? '?' : '&';
        return webhookUrl + separator + PARAMETER + "=" + id;
    }

    // ---- receiving

    /**
     * A verified event.
     *
     * @param job the handle of the job that has ended
     * @param first whether no event of the job was accepted before
     */
    public record Accepted(JobHandle job, boolean first) {}

    /**
     * Verifies an event and wakes the jobs that wait for it. An event that arrives before the
     * acknowledgement of its submit is recorded is kept for a few seconds.
     *
     * @param id the value of {@link #PARAMETER}
     * @param signed whether the event belongs to a job and is signed with a secret; does not block
     * @return empty if the event was not verified, for whatever reason; fails if the repository
     *     does
     */
    public CompletableFuture<Optional<Accepted>> receive(
            @Nullable String id, BiPredicate<JobHandle, String> signed) {
        String key = key(id);
        return key == null
                ? CompletableFuture.completedFuture(Optional.empty())
                : receive(key, id, signed, timer.nanoTime());
    }

    private CompletableFuture<Optional<Accepted>> receive(
            String key, String id, BiPredicate<JobHandle, String> signed, long arrived) {
        return calls.run(() -> accept(key, id, signed))
                .thenCompose(
                        attempt -> {
                            boolean again =
                                    attempt.early()
                                            && timer.nanoTime() - arrived < MAX_HOLD.toNanos();
                            return again
                                    ? later().thenCompose(
                                                    waited -> receive(key, id, signed, arrived))
                                    : CompletableFuture.completedFuture(
                                            Optional.ofNullable(attempt.accepted()));
                        });
    }

    private CompletableFuture<Void> later() {
        CompletableFuture<Void> waited = new CompletableFuture<>();
        timer.after(HOLD_INTERVAL, () -> waited.complete(null));
        return waited;
    }

    /**
     * One attempt to accept an event.
     *
     * @param accepted null if it was not accepted
     * @param early whether the submit is not acknowledged yet
     */
    private record Attempt(@Nullable Accepted accepted, boolean early) {

        private static final Attempt REJECTED = new Attempt(null, false);
        private static final Attempt EARLY = new Attempt(null, true);
    }

    private Attempt accept(String key, String id, BiPredicate<JobHandle, String> signed)
            throws Exception {
        for (int attempt = 1; attempt <= MAX_WRITES; attempt++) {
            JobRecord record = repository.find(key).orElse(null);
            Webhook webhook = record == null ? null : record.webhook();
            if (webhook == null || !isId(webhook, id)) {
                return Attempt.REJECTED;
            }
            JobHandle job = record.handle();
            if (job == null && record.state().isUncertain()) {
                return Attempt.EARLY;
            }
            if (job == null || webhook.secret() == null || !signed.test(job, webhook.secret())) {
                return Attempt.REJECTED;
            }
            if (webhook.receivedAt() != null) {
                return new Attempt(new Accepted(job, false), false);
            }
            if (repository.replace(next(record, now.get()))) {
                wake(key);
                return new Attempt(new Accepted(job, true), false);
            }
        }
        throw new IllegalStateException("the record of the purchase changes all the time");
    }

    /**
     * A route could not process an accepted event: its next delivery counts as the first again.
     *
     * @param job from {@link Accepted}
     */
    public CompletableFuture<Void> withdraw(JobHandle job) {
        return calls.run(
                () -> {
                    boolean written = false;
                    for (int attempt = 1; !written && attempt <= MAX_WRITES; attempt++) {
                        JobRecord record = repository.find(job.idempotencyKey()).orElse(null);
                        written =
                                record == null
                                        || record.webhook() == null
                                        || repository.replace(next(record, null));
                    }
                    return null;
                });
    }

    private JobRecord next(JobRecord last, @Nullable Instant receivedAt) {
        return new JobRecord(
                last.key(),
                last.version() + 1,
                last.state(),
                last.fingerprint(),
                last.owner(),
                last.leaseUntil(),
                last.createdAt(),
                now.get(),
                new Webhook(last.webhook().url(), last.webhook().secret(), receivedAt));
    }

    /** The purchase key of an id; null if the id has another form. */
    private static @Nullable String key(@Nullable String id) {
        int dot = id == null || id.length() > MAX_ID ? -1 : id.indexOf('.');
        if (dot < 0) {
            return null;
        }
        try {
            byte[] key = Base64.getUrlDecoder().decode(id.substring(0, dot));
            String text = new String(key, StandardCharsets.UTF_8);
            return text.isBlank() ? null : text;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Compares in constant time. */
    private static boolean isId(Webhook webhook, String id) {
        String expected = webhook.url().substring(webhook.url().lastIndexOf('=') + 1);
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), id.getBytes(StandardCharsets.UTF_8));
    }

    // ---- waiting

    /** Completes on the timer when the event of a purchase has been received by any process. */
    CompletableFuture<Void> expect(String key) {
        CompletableFuture<Void> event = new CompletableFuture<>();
        boolean start;
        synchronized (this) {
            waiting.computeIfAbsent(key, k -> new ArrayList<>(1)).add(event);
            start = !checking;
            checking = true;
            if (start) {
                checked = now.get();
            }
        }
        if (start) {
            timer.after(CHECK_INTERVAL, this::check);
        }
        return event;
    }

    /** The event is no longer of interest. */
    synchronized void ignore(String key, CompletableFuture<Void> event) {
        List<CompletableFuture<Void>> events = waiting.get(key);
        if (events != null && events.remove(event) && events.isEmpty()) {
            waiting.remove(key);
        }
    }

    private void wake(String key) {
        List<CompletableFuture<Void>> events;
        synchronized (this) {
            events = waiting.remove(key);
        }
        if (events != null) {
            timer.after(Duration.ZERO, () -> events.forEach(event -> event.complete(null)));
        }
    }

    /** Reads which events other processes have received. */
    private void check() {
        synchronized (this) {
            if (waiting.isEmpty()) {
                checking = false;
                return;
            }
        }
        long started = timer.nanoTime();
        calls.run(this::readEvents)
                .whenComplete(
                        (read, failure) -> {
                            if (failure != null) {
                                // The safety net of polling remains.
                                LOG.debug("Could not read events from the repository", failure);
                            }
                            Duration took = Duration.ofNanos(timer.nanoTime() - started);
                            Duration pause = took.multipliedBy(MAX_CHECK_LOAD);
                            timer.after(
                                    pause.compareTo(CHECK_INTERVAL) > 0 ? pause : CHECK_INTERVAL,
                                    this::check);
                        });
    }

    private @Nullable Void readEvents() throws Exception {
        Instant since;
        synchronized (this) {
            since = checked;
        }
        Instant asked = now.get();
        for (JobRecord record : repository.changedSince(since.minus(MARGIN), MAX_LISTED)) {
            if (record.webhook() != null && record.webhook().receivedAt() != null) {
                wake(record.key());
            }
        }
        synchronized (this) {
            checked = asked;
        }
        return null;
    }
}

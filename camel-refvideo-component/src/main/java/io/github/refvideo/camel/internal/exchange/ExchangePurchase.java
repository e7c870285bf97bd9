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

import io.github.refvideo.camel.internal.engine.JobSpec.CompletionPoint;
import io.github.refvideo.camel.internal.engine.PurchaseReceipt;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.JobReport;
import io.github.refvideo.camel.spi.VideoSource;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One purchase as the exchanges of one message see it. Several attempts may receive the video: an
 * exchange that is redelivered, and copies of it. When no further attempt can come, the purchase is
 * taken if an exchange that received the video completed, and the exchange that the consumer
 * created did not fail; otherwise it stays open.
 *
 * <p>Thread-safe.
 */
public final class ExchangePurchase {

    private static final Logger LOG = LoggerFactory.getLogger(ExchangePurchase.class);

    private static final int MAX_LOGGED_HANDLE = 2000;

    // Guarded by this.
    private final Map<Exchange, Attempt> attempts = new IdentityHashMap<>();
    private Attempt last;
    private JobHandle handle;
    private JobReport report;
    private final Map<Object, Closing> closings = new LinkedHashMap<>();

    private record Closing(Runnable taken, Runnable open) {}

    /** The last attempt of one exchange. Guarded by the purchase. */
    private static final class Attempt {

        private final CompletionPoint point;
        private boolean ended;
        private boolean success;
        private PurchaseReceipt receipt;
        private boolean exchangeDone;
        private boolean originDone;
        private boolean failed;

        Attempt(CompletionPoint point, boolean originDone) {
            this.point = point;
            this.originDone = originDone;
        }

        boolean isOver() {
            return ended && exchangeDone && originDone;
        }

        boolean hasTaken(CompletionPoint wanted) {
            return point == wanted && success && !failed;
        }
    }

    private record Key(String purchaseKey) {}

    /** The same for every step and attempt of a message that is about the same purchase. */
    public static ExchangePurchase of(OriginalMessage message, String purchaseKey) {
        return message.remembered(new Key(purchaseKey), ExchangePurchase::new);
    }

    /**
     * The report of an earlier attempt whose job has no handle to ask again; null for none, and for
     * one whose inline video was discarded with its exchange.
     */
    public synchronized JobReport earlierReport() {
        return handle == null ? report : null;
    }

    /**
     * Starts an attempt.
     *
     * @param exchange that makes the attempt
     * @param point what it waits for
     * @param start leads to one call of {@link #attempted}, unless it throws
     */
    public void attempt(Exchange exchange, CompletionPoint point, Runnable start) {
        started(exchange, point);
        try {
            start.run();
        } catch (RuntimeException | Error e) {
            attempted(exchange, false, null, null, null);
            throw e;
        }
    }

    private void started(Exchange exchange, CompletionPoint point) {
        OriginExchange origin = OriginExchange.of(exchange);
        Attempt attempt;
        boolean track;
        synchronized (this) {
            Attempt before = attempts.get(exchange);
            if (before != null) {
                before.ended = false;
                before.success = false;
                return;
            }
            track = origin.isBesides(exchange);
            attempt = new Attempt(point, !track);
            attempts.put(exchange, attempt);
        }
        OriginExchange.Completion completion =
                new OriginExchange.Completion(
                        exchange, (done, failed) -> exchangeDone(attempt, failed));
        exchange.getExchangeExtension().addOnCompletion(completion);
        exchange.getExchangeExtension().addOnCompletion(completion.onFailureOfReceiver());
        if (track) {
            origin.whenDone((done, failed) -> originDone(attempt, failed));
        }
    }

    /**
     * An attempt has ended.
     *
     * @param exchange that made the attempt
     * @param success whether it received the video or the handle
     * @param receipt to be told what became of it; null when the attempt could not be made
     * @param job null when no job is known
     * @param lastReport null for none
     */
    public void attempted(
            Exchange exchange,
            boolean success,
            PurchaseReceipt receipt,
            JobHandle job,
            JobReport lastReport) {
        synchronized (this) {
            Attempt attempt = attempts.get(exchange);
            attempt.ended = true;
            attempt.success = success;
            if (receipt != null) {
                attempt.receipt = receipt;
                last = attempt;
                handle = job;
                report = lastReport;
            }
        }
        closeIfOver();
    }

    /**
     * What to do when no further attempt can come.
     *
     * @param step replaces what an earlier attempt of the same step has said
     * @param taken when the video, or the handle, is taken
     * @param open otherwise
     */
    public synchronized void onClose(Object step, Runnable taken, Runnable open) {
        closings.put(step, new Closing(taken, open));
    }

    /** The origin waits for its copies no longer: what they receive later reaches no caller. */
    private void originDone(Attempt attempt, boolean failed) {
        synchronized (this) {
            attempt.originDone = true;
            attempt.failed |= failed || !attempt.ended;
        }
        closeIfOver();
    }

    private void exchangeDone(Attempt attempt, boolean failed) {
        synchronized (this) {
            attempt.exchangeDone = true;
            attempt.failed |= failed;
        }
        closeIfOver();
    }

    private void closeIfOver() {
        Attempt taker;
        Attempt latest;
        JobHandle job;
        List<Closing> follow;
        synchronized (this) {
            if (attempts.isEmpty() || !attempts.values().stream().allMatch(Attempt::isOver)) {
                return;
            }
            taker = taker();
            latest = last;
            job = handle;
            follow = List.copyOf(closings.values());
            attempts.clear();
            closings.clear();
            last = null;
            if (report != null && report.video() instanceof VideoSource.Inline inline) {
                inline.content().discard();
                report = null;
            }
            if (taker != null) {
                report = null;
            }
        }
        if (taker != null) {
            taker.receipt.exchangeCompleted();
        } else if (latest != null && latest.receipt.exchangeFailed()) {
            warn(job);
        }
        follow.forEach(closing -> (taker != null ? closing.taken() : closing.open()).run());
    }

    /** The handle alone is not enough when another exchange has tried to get the video with it. */
    private Attempt taker() {
        boolean video =
                attempts.values().stream()
                        .anyMatch(attempt -> attempt.point == CompletionPoint.DELIVERED);
        CompletionPoint wanted = video ? CompletionPoint.DELIVERED : CompletionPoint.SUBMITTED;
        return attempts.values().stream()
                .filter(attempt -> attempt.hasTaken(wanted))
                .findFirst()
                .orElse(null);
    }

    private static void warn(JobHandle job) {
        if (job == null) {
            LOG.warn(
                    "A video was paid for and not taken: the exchange that received it failed. Its"
                            + " job has no handle, so the video cannot be fetched again");
            return;
        }
        String json = job.toJson();
        LOG.warn(
                "The video of job {} is paid for and not taken: the exchange failed, or ended"
                        + " before the video arrived. To fetch it without paying, send the handle"
                        + " to refvideo:await, or the same message or key again; refvideo:resume"
                        + " offers it unless the handle came from refvideo:submit. Handle: {}",
                job.jobId(),
                json.length() <= MAX_LOGGED_HANDLE ? json : "in the header CamelRefVideoJob");
    }
}

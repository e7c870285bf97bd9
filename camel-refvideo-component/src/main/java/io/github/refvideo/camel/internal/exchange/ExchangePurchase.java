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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The attempts of one message for one purchase. Several attempts can receive the video:
 * redeliveries and copies of the exchange. When no further attempt can start, the purchase is
 * closed as delivered if an exchange that received the video has completed and the exchange of the
 * consumer has not failed; otherwise it stays open.
 *
 * <p>Thread-safe.
 */
public final class ExchangePurchase {

    private static final Logger LOG = LoggerFactory.getLogger(ExchangePurchase.class);

    private static final int MAX_LOGGED_HANDLE = 2000;

    // Guarded by this.
    private final List<Attempt> attempts = new ArrayList<>(1);
    private Attempt last;
    private JobHandle handle;
    private JobReport report;
    private final Map<Object, Closing> closings = new LinkedHashMap<>(2);

    private record Closing(Runnable taken, Runnable open) {}

    /** The last attempt of one exchange. Guarded by the purchase. */
    private static final class Attempt {

        private final Exchange exchange;
        private final CompletionPoint point;
        private boolean ended;
        private boolean success;
        private PurchaseReceipt receipt;
        private boolean exchangeDone;
        private boolean originDone;
        private boolean failed;

        Attempt(Exchange exchange, CompletionPoint point, boolean originDone) {
            this.exchange = exchange;
            this.point = point;
            this.originDone = originDone;
        }

        boolean isDone() {
            return ended && exchangeDone && originDone;
        }

        boolean hasTaken(CompletionPoint wanted) {
            return point == wanted && success && !failed;
        }
    }

    private record Key(String purchaseKey) {}

    /** The same instance for all steps and attempts of a message with this purchase. */
    public static ExchangePurchase of(OriginalMessage message, String purchaseKey) {
        return message.remembered(new Key(purchaseKey), ExchangePurchase::new);
    }

    /**
     * The report of an earlier attempt whose job has no handle; null if there is none, or if its
     * inline video was discarded with its exchange.
     */
    public synchronized @Nullable JobReport earlierReport() {
        return handle == null ? report : null;
    }

    /**
     * Starts an attempt.
     *
     * @param exchange of the attempt
     * @param point whether it waits for the video
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
            Attempt before = attemptOf(exchange);
            if (before != null) {
                before.ended = false;
                before.success = false;
                return;
            }
            track = origin.isBesides(exchange);
            attempt = new Attempt(exchange, point, !track);
            attempts.add(attempt);
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
     * Ends an attempt.
     *
     * @param exchange of the attempt
     * @param success whether it received the video or the handle
     * @param receipt is notified of the result; null if the attempt could not start
     * @param job null if no job is known
     */
    public void attempted(
            Exchange exchange,
            boolean success,
            @Nullable PurchaseReceipt receipt,
            @Nullable JobHandle job,
            @Nullable JobReport lastReport) {
        synchronized (this) {
            Attempt attempt = attemptOf(exchange);
            attempt.ended = true;
            attempt.success = success;
            if (receipt != null) {
                attempt.receipt = receipt;
                last = attempt;
                handle = job;
                report = lastReport;
            }
        }
        closeIfDone();
    }

    /**
     * Sets what to do when no further attempt can start.
     *
     * @param step replaces the actions of an earlier attempt of the same step
     * @param taken called if the video, or the handle, was delivered
     * @param open called otherwise
     */
    public synchronized void onClose(Object step, Runnable taken, Runnable open) {
        closings.put(step, new Closing(taken, open));
    }

    private @Nullable Attempt attemptOf(Exchange exchange) {
        for (Attempt attempt : attempts) {
            if (attempt.exchange == exchange) {
                return attempt;
            }
        }
        return null;
    }

    /** The origin no longer waits for its copies; what they receive later is lost. */
    private void originDone(Attempt attempt, boolean failed) {
        synchronized (this) {
            attempt.originDone = true;
            attempt.failed |= failed || !attempt.ended;
        }
        closeIfDone();
    }

    private void exchangeDone(Attempt attempt, boolean failed) {
        synchronized (this) {
            attempt.exchangeDone = true;
            attempt.failed |= failed;
        }
        closeIfDone();
    }

    private void closeIfDone() {
        Attempt taker;
        Attempt latest;
        JobHandle job;
        List<Closing> follow;
        synchronized (this) {
            if (attempts.isEmpty() || !attempts.stream().allMatch(Attempt::isDone)) {
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

    /** A handle does not count as delivery if another exchange tried to get the video with it. */
    private Attempt taker() {
        boolean video =
                attempts.stream().anyMatch(attempt -> attempt.point == CompletionPoint.DELIVERED);
        CompletionPoint wanted = video ? CompletionPoint.DELIVERED : CompletionPoint.SUBMITTED;
        return attempts.stream()
                .filter(attempt -> attempt.hasTaken(wanted))
                .findFirst()
                .orElse(null);
    }

    private static void warn(JobHandle job) {
        if (job == null) {
            LOG.warn(
                    "A video was paid for but not delivered: the exchange that received it failed."
                            + " Its job has no handle, so the video cannot be downloaded again");
            return;
        }
        String json = job.toJson();
        LOG.warn(
                "The video of job {} was paid for but not delivered: the exchange failed, or ended"
                        + " before the video arrived. To get it without paying again, send the handle"
                        + " to refvideo:await, or the same message or key again; refvideo:resume"
                        + " offers it unless the handle came from refvideo:submit. Handle: {}",
                job.jobId(),
                json.length() <= MAX_LOGGED_HANDLE ? json : "in the header CamelRefVideoJob");
    }
}

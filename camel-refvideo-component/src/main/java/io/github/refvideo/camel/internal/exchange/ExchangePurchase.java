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

import io.github.refvideo.camel.internal.engine.PurchaseReceipt;
import io.github.refvideo.camel.outcome.JobHandle;
import io.github.refvideo.camel.outcome.JobReport;
import io.github.refvideo.camel.outcome.VideoSource;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    private final OriginalMessage message;

    // Guarded by this.
    private final Set<Exchange> waiting = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean originTracked;
    private boolean originDone;
    private boolean originFailed;
    private boolean received;
    private boolean completed;
    private boolean taken;
    private PurchaseReceipt receipt;
    private JobHandle handle;
    private JobReport report;
    private final Map<Object, Closing> closings = new LinkedHashMap<>();

    private record Closing(Runnable taken, Runnable open) {}

    private ExchangePurchase(OriginalMessage message) {
        this.message = message;
    }

    /** The same for every step and attempt of a message that is about the same purchase. */
    public static ExchangePurchase of(OriginalMessage message, String purchaseKey) {
        return message.remembered(new Key(purchaseKey), () -> new ExchangePurchase(message));
    }

    private record Key(String purchaseKey) {}

    /**
     * The report of an earlier attempt whose job has no handle to ask again; null for none, and for
     * one whose inline video was discarded with its exchange.
     */
    public synchronized JobReport earlierReport() {
        return handle == null ? report : null;
    }

    /**
     * An attempt has ended.
     *
     * @param exchange that made the attempt
     * @param success whether it received the video or the handle
     * @param outcome to be told what became of it
     * @param job null when no job is known
     * @param last the last report; null for none
     */
    public void attempted(
            Exchange exchange,
            boolean success,
            PurchaseReceipt outcome,
            JobHandle job,
            JobReport last) {
        boolean first;
        boolean track;
        synchronized (this) {
            first = waiting.add(exchange);
            received = success;
            receipt = outcome;
            handle = job;
            report = last;
            track = !originTracked && message.hasOriginBesides(exchange);
            originTracked |= track;
        }
        if (track) {
            message.whenOriginIsDone((origin, failed) -> originDone(failed));
        }
        if (first) {
            exchange.getExchangeExtension()
                    .addOnCompletion(
                            new OriginalMessage.Completion(
                                    exchange, (done, failed) -> exchangeDone(exchange, failed)));
        }
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

    private void originDone(boolean failed) {
        synchronized (this) {
            originDone = true;
            originFailed |= failed;
        }
        closeIfDone();
    }

    private void exchangeDone(Exchange exchange, boolean failed) {
        synchronized (this) {
            waiting.remove(exchange);
            completed |= received && !failed;
        }
        closeIfDone();
    }

    private void closeIfDone() {
        PurchaseReceipt last;
        boolean nowTaken;
        JobHandle job;
        List<Closing> follow;
        synchronized (this) {
            if (receipt == null || !waiting.isEmpty() || originTracked && !originDone) {
                return;
            }
            last = receipt;
            // An attempt that was given up may end after another one has delivered the video.
            taken |= completed && !originFailed;
            nowTaken = taken;
            job = handle;
            follow = List.copyOf(closings.values());
            closings.clear();
            receipt = null;
            completed = false;
            originTracked = false;
            originDone = false;
            originFailed = false;
            if (report != null && report.video() instanceof VideoSource.Inline inline) {
                inline.content().discard();
                report = null;
            }
            if (nowTaken) {
                report = null;
            }
        }
        if (nowTaken) {
            last.exchangeCompleted();
        } else if (last.exchangeFailed()) {
            warn(job);
        }
        follow.forEach(closing -> (nowTaken ? closing.taken() : closing.open()).run());
    }

    private static void warn(JobHandle job) {
        if (job == null) {
            LOG.warn(
                    "A video was paid for and not taken: its exchange failed. Its job has no"
                            + " handle, so the video cannot be fetched again");
            return;
        }
        String json = job.toJson();
        LOG.warn(
                "The video of job {} is paid for and not taken: its exchange failed or ended"
                        + " without it. refvideo:await with the handle, refvideo:resume, or the"
                        + " same message again fetch it without paying. Handle: {}",
                job.jobId(),
                json.length() <= MAX_LOGGED_HANDLE ? json : "in the header CamelRefVideoJob");
    }
}

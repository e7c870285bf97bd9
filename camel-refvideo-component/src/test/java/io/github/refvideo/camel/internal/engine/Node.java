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

import io.github.refvideo.camel.error.ErrorDetails;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.error.RefVideoExceptions;
import io.github.refvideo.camel.event.DeliveredVideo;
import io.github.refvideo.camel.event.JobOrigin;
import io.github.refvideo.camel.event.JobOutcome;
import io.github.refvideo.camel.internal.engine.JobSpec.Callback;
import io.github.refvideo.camel.internal.engine.JobSpec.CompletionPoint;
import io.github.refvideo.camel.internal.engine.PurchaseRequest.Preparation;
import io.github.refvideo.camel.internal.time.Timer;
import io.github.refvideo.camel.repository.VideoJobRepository;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.PreparedSubmit;
import io.github.refvideo.camel.spi.Quota;
import io.github.refvideo.camel.spi.VideoProvider;
import io.github.refvideo.camel.spi.VideoSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** One of several processes that share a service, a repository and the test's clock. */
final class Node {

    static final Duration LIMIT = Duration.ofMinutes(10);
    static final Duration WEBHOOK_INTERVAL = Duration.ofMinutes(2);

    final JobEngine engine;
    final PurchaseStore purchases;

    private final KillableTimer timer;

    Node(String name, VideoJobRepository repository, Timer clock) {
        this(name, repository, clock, Runnable::run);
    }

    /**
     * @param records runs the calls of the repository
     */
    Node(String name, VideoJobRepository repository, Timer clock, Executor records) {
        timer = new KillableTimer(clock);
        purchases = new PurchaseStore(repository, records, timer, name, TestPurchaseStores.LEASE);
        engine =
                new JobEngine(
                        timer,
                        task -> {
                            if (timer.alive) {
                                task.run();
                            }
                        },
                        new Random(1),
                        purchases);
    }

    /** Stops the engine and what writes its records. */
    void stop(Duration grace) {
        engine.stop(grace);
        purchases.stop(Duration.ofSeconds(1));
    }

    /** Like kill -9: nothing of this process runs any more. */
    void kill() {
        timer.alive = false;
    }

    boolean alive() {
        return timer.alive;
    }

    /** A request for one video and its outcomes. */
    static final class Order implements Callback {

        private static final AtomicInteger MESSAGES = new AtomicInteger();

        final String key;
        final PreparedSubmit submit;
        final List<JobOutcome> outcomes = new ArrayList<>();

        /** Also the id of the exchange. */
        String message = "message-" + MESSAGES.incrementAndGet();

        final List<PurchaseReceipt> receipts = new ArrayList<>();

        /** Whether the exchange completes at once; otherwise the test decides by its receipt. */
        boolean completes = true;

        boolean adoptLostJobs = true;
        String callbackUrl;
        JobHandle known;
        CompletionPoint goal = CompletionPoint.DELIVERED;
        boolean cancelOnTimeout;
        Duration limit = LIMIT;
        int listThreshold = 1000;
        Preparation preparation;
        Quota quota = Quota.NONE;
        CompletableFuture<DeliveredVideo> delivery;

        Order(String key, String prompt) {
            this.key = key;
            this.submit = PaidService.request(prompt);
            this.preparation = (fingerprint, deadline) -> CompletableFuture.completedFuture(submit);
        }

        @Override
        public void completed(JobOutcome outcome, PurchaseReceipt receipt) {
            outcomes.add(outcome);
            receipts.add(receipt);
            if (completes && outcome.succeeded()) {
                receipt.exchangeCompleted();
            } else if (completes) {
                receipt.exchangeFailed();
            }
        }

        /** Another attempt of the same exchange. */
        Order again() {
            Order order = new Order(key, new String(submit.body(), StandardCharsets.UTF_8));
            order.message = message;
            order.adoptLostJobs = adoptLostJobs;
            return order;
        }

        JobOutcome only() {
            if (outcomes.size() != 1) {
                throw new AssertionError("ended " + outcomes.size() + " times: " + outcomes);
            }
            return outcomes.get(0);
        }

        RefVideoException error() {
            if (only().error() == null) {
                throw new AssertionError("there is a video: " + only());
            }
            return only().error();
        }

        /** The job whose video was delivered. */
        String video() {
            if (only().video() == null) {
                throw new AssertionError("no video", only().error());
            }
            return (String) only().video().body();
        }
    }

    Order run(VideoProvider provider, Order order) {
        VideoProvider here = new KillableProvider(provider, timer).asProvider();
        engine.run(
                new JobSpec(
                        new JobOrigin(order.message, null),
                        null,
                        here,
                        order.known != null
                                ? null
                                : new PurchaseRequest(
                                        order.key,
                                        order.message,
                                        order.submit.fingerprint(),
                                        order.submit.model(),
                                        new String(order.submit.body(), StandardCharsets.UTF_8),
                                        "bytes",
                                        null,
                                        null,
                                        null,
                                        order.adoptLostJobs,
                                        order.callbackUrl,
                                        order.preparation),
                        order.known,
                        order.message,
                        null,
                        order.goal,
                        new PollingPolicy(
                                null,
                                Duration.ofSeconds(5),
                                false,
                                order.limit,
                                Duration.ofHours(1),
                                order.listThreshold,
                                100,
                                order.cancelOnTimeout,
                                WEBHOOK_INTERVAL),
                        order.quota,
                        (job, video, deadline) ->
                                order.delivery == null ? deliver(video) : order.delivery,
                        order));
        return order;
    }

    private static CompletableFuture<DeliveredVideo> deliver(VideoSource video) {
        String path = ((VideoSource.Link) video).url().replaceFirst("https?://[^/]*/", "");
        return CompletableFuture.completedFuture(new DeliveredVideo(path, "video/mp4", 1));
    }

    static CompletableFuture<DeliveredVideo> brokenDownload() {
        return CompletableFuture.failedFuture(
                RefVideoExceptions.of(ErrorDetails.of(ErrorKind.DOWNLOAD, "gone").retryable(true)));
    }

    /** A timer whose tasks end with their process. */
    static final class KillableTimer implements Timer {

        private final Timer clock;
        private volatile boolean alive = true;

        KillableTimer(Timer clock) {
            this.clock = clock;
        }

        @Override
        public long nanoTime() {
            return clock.nanoTime();
        }

        @Override
        public Instant now() {
            return clock.now();
        }

        @Override
        public Cancellable after(Duration delay, Runnable task) {
            return clock.after(
                    delay,
                    () -> {
                        if (alive) {
                            task.run();
                        }
                    });
        }

        /** Only a live process receives results. */
        <T> CompletableFuture<T> whileAlive(CompletableFuture<T> outside) {
            if (outside == null) {
                return null;
            }
            CompletableFuture<T> inside = new CompletableFuture<>();
            outside.whenComplete(
                    (value, failure) -> {
                        if (!alive) {
                            return;
                        }
                        if (failure == null) {
                            inside.complete(value);
                        } else {
                            inside.completeExceptionally(failure);
                        }
                    });
            return inside;
        }
    }
}

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

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.SynchronizationRouteAware;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;

/**
 * The exchange whose completion determines the result of its copies: the one that a consumer
 * created, or a copy that Camel routes independently (wire tap, InOnly to SEDA, {@code
 * onCompletion}). Shared by all copies.
 *
 * <p>Thread-safe.
 */
final class OriginExchange implements PurchaseProperty {

    /** Also an exchange property, for components that copy only properties. */
    private static final String PROPERTY = "CamelRefVideoOrigin";

    private static final String TAPPED = "CamelRefVideoTapped";

    private final WeakReference<Exchange> origin;
    private final String id;
    private final boolean onCompletion;

    private OriginExchange(Exchange origin) {
        this.onCompletion = isOnCompletion(origin);
        this.origin = new WeakReference<>(origin);
        this.id = origin.getExchangeId();
    }

    /** The origin of an exchange; the exchange itself if it is not a copy of a known one. */
    static OriginExchange of(Exchange exchange) {
        OriginExchange known = known(exchange);
        return known == null ? begin(exchange) : known;
    }

    private static @Nullable OriginExchange known(Exchange exchange) {
        OriginExchange known = PurchaseProperty.get(exchange, OriginExchange.class);
        return known == null ? exchange.getProperty(PROPERTY, OriginExchange.class) : known;
    }

    private static OriginExchange begin(Exchange exchange) {
        OriginExchange own = new OriginExchange(exchange);
        PurchaseProperty.set(exchange, OriginExchange.class, own);
        exchange.setProperty(PROPERTY, own);
        return own;
    }

    /** Called by Camel when the unit of work of an exchange starts. */
    static void created(Exchange exchange) {
        OriginExchange known = known(exchange);
        if (known == null || known.isIndependent(exchange)) {
            exchange.removeProperty(TAPPED);
            begin(exchange);
        }
    }

    /** Whether an exchange is a copy that is routed independently of its origin. */
    private boolean isIndependent(Exchange exchange) {
        Exchange known = live();
        if (known == exchange) {
            return false;
        }
        return exchange.getProperty(TAPPED) != null
                || isOnCompletion(exchange) && !onCompletion
                || !exchange.getPattern().isOutCapable()
                        && (known == null || known.getFromEndpoint() != exchange.getFromEndpoint());
    }

    /** Copies of the exchange also have the property. */
    private static boolean isOnCompletion(Exchange exchange) {
        return exchange.getProperty(ExchangePropertyKey.ON_COMPLETION) != null;
    }

    private @Nullable Exchange live() {
        Exchange known = origin.get();
        // Exchanges may be pooled and reused.
        return known != null && id.equals(known.getExchangeId()) ? known : null;
    }

    /** Whether this is another exchange than the given one, and is still being routed. */
    boolean isBesides(Exchange exchange) {
        Exchange known = live();
        return known != null
                && known != exchange
                && known.getUnitOfWork() != null
                // A loop copies the exchange, and the copy shares its unit of work.
                && known.getUnitOfWork() != exchange.getUnitOfWork();
    }

    /**
     * Calls back once when the exchange is done.
     *
     * @param done receives the exchange and whether it failed; called at once if it is already done
     */
    void whenDone(BiConsumer<@Nullable Exchange, Boolean> done) {
        Exchange known = live();
        UnitOfWork work = known == null ? null : known.getUnitOfWork();
        if (work == null) {
            done.accept(known, false);
            return;
        }
        Completion completion = new Completion(known, done);
        work.addSynchronization(completion);
        if (known.getUnitOfWork() != work) {
            // It completed at the same time, and may not have called back.
            completion.onDone(known);
        }
    }

    /**
     * The video that the consumer of this exchange sends as reply. Callers in the same process,
     * such as {@code direct} and {@code seda}, do not count: what they do with the body is not
     * known.
     */
    private static @Nullable SpooledVideoStreamCache reply(Exchange exchange) {
        return exchange.getPattern().isOutCapable()
                        && exchange.getFromEndpoint() != null
                        && exchange.getFromEndpoint().isRemote()
                        && of(exchange).live() == exchange
                        && exchange.getMessage().getBody() instanceof SpooledVideoStreamCache video
                ? video
                : null;
    }

    /**
     * Calls back with whether the exchange failed. If its reply is a video on disk, this is when
     * the consumer has read the reply, or has stopped reading it.
     */
    static final class Completion extends SynchronizationAdapter
            implements SynchronizationRouteAware {

        private final AtomicBoolean called = new AtomicBoolean();
        private final Exchange receiver;
        private final String receiverId;
        private final boolean handledBefore;
        private final BiConsumer<@Nullable Exchange, Boolean> done;

        /**
         * @param receiver the exchange that it is added to; Camel may hand it over to another
         *     exchange
         */
        Completion(Exchange receiver, BiConsumer<@Nullable Exchange, Boolean> done) {
            this.receiver = receiver;
            this.receiverId = receiver.getExchangeId();
            this.handledBefore = receiver.getExchangeExtension().isFailureHandled();
            this.done = done;
        }

        @Override
        public SynchronizationRouteAware getRouteSynchronization() {
            return this;
        }

        @Override
        public void onBeforeRoute(Route route, Exchange exchange) {
            // Nothing has been read.
        }

        /**
         * What the steps have read does not count as reading the reply. Camel resets the body only
         * with stream caching.
         */
        @Override
        public void onAfterRoute(Route route, Exchange exchange) {
            if (exchange.getMessage().getBody() instanceof SpooledVideoStreamCache video) {
                video.reset();
            }
        }

        @Override
        public void onDone(Exchange exchange) {
            if (called.compareAndSet(false, true)) {
                // A failover load balancer drops a copy with its exception.
                boolean receiverFailed =
                        receiver != exchange
                                && receiverId.equals(receiver.getExchangeId())
                                && receiver.isFailed();
                boolean failed = receiverFailed || hasFailed(exchange);
                SpooledVideoStreamCache reply = failed ? null : reply(exchange);
                if (reply == null) {
                    done.accept(exchange, failed);
                } else {
                    reply.whenRead(read -> done.accept(exchange, !read));
                }
            }
        }

        /**
         * Also calls back when the exchange fails after it handed this completion over to a copy
         * that is never routed, as a full SEDA queue leaves it.
         */
        SynchronizationAdapter onFailureOfReceiver() {
            return new SynchronizationAdapter() {
                @Override
                public boolean allowHandover() {
                    return false;
                }

                @Override
                public void onFailure(Exchange exchange) {
                    Completion.this.onDone(exchange);
                }
            };
        }

        /** Includes failures that an error handler handled: the rest of the route did not run. */
        private boolean hasFailed(Exchange exchange) {
            return exchange.isFailed()
                    || exchange.isRollbackOnly()
                    || exchange.isRollbackOnlyLast()
                    || exchange.getExchangeExtension().isFailureHandled() && !handledBefore;
        }
    }

    /** Wraps a wire tap, which copies the exchange before it returns. */
    static final class TapTracker extends DelegateAsyncProcessor {

        TapTracker(Processor processor) {
            super(processor);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            exchange.setProperty(TAPPED, true);
            return super.process(
                    exchange,
                    doneSync -> {
                        exchange.removeProperty(TAPPED);
                        callback.done(doneSync);
                    });
        }
    }
}

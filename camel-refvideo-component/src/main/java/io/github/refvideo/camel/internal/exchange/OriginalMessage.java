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
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * The message behind an exchange and all copies that Camel makes of it, which share it; holds what
 * the steps of the message must remember from one attempt to the next.
 *
 * <p>Thread-safe.
 */
public final class OriginalMessage implements Carried {

    /** An exchange property too, for those who copy no more than properties. */
    private static final String PROPERTY = "CamelRefVideoMessage";

    /** Differs from one process to the next, and from one class loader to the next. */
    private static final String PREFIX =
            UUID.randomUUID().toString().replace("-", "").substring(0, 16) + "-";

    private static final AtomicLong COUNT = new AtomicLong();

    private final String id = PREFIX + Long.toHexString(COUNT.incrementAndGet());
    private final WeakReference<Exchange> origin;
    private final String originId;
    private volatile Map<Object, Object> memory;

    private OriginalMessage(Exchange origin) {
        this.origin = new WeakReference<>(origin);
        this.originId = origin.getExchangeId();
    }

    /** The message behind an exchange; the exchange itself if it is no copy of a known one. */
    public static OriginalMessage of(Exchange exchange) {
        OriginalMessage known = Carried.by(exchange, OriginalMessage.class);
        if (known == null) {
            known = exchange.getProperty(PROPERTY, OriginalMessage.class);
            if (known == null) {
                known = new OriginalMessage(exchange);
            }
            known.keepIn(exchange);
        }
        return known;
    }

    /** Makes this the message behind an exchange. */
    void keepIn(Exchange exchange) {
        Carried.set(exchange, OriginalMessage.class, this);
        exchange.setProperty(PROPERTY, this);
    }

    /** Unique over all processes and restarts. */
    public String id() {
        return id;
    }

    /**
     * What a step remembers of this message.
     *
     * @param key identifies what is remembered
     * @param initial makes it at the first attempt
     */
    @SuppressWarnings("unchecked")
    public <T> T remembered(Object key, Supplier<T> initial) {
        return (T) memory().computeIfAbsent(key, k -> initial.get());
    }

    private Map<Object, Object> memory() {
        Map<Object, Object> known = memory;
        if (known == null) {
            synchronized (this) {
                known = memory;
                if (known == null) {
                    known = new ConcurrentHashMap<>();
                    memory = known;
                }
            }
        }
        return known;
    }

    /** Forgets what a step remembered. */
    public void forget(Object key) {
        if (memory != null) {
            memory.remove(key);
        }
    }

    /** Whether the exchange that a consumer created is another one, and is still being routed. */
    boolean hasOriginBesides(Exchange exchange) {
        Exchange known = origin.get();
        return known != null
                && known != exchange
                && originId.equals(known.getExchangeId())
                && known.getUnitOfWork() != null
                // A loop copies the exchange, and the copy shares its unit of work.
                && known.getUnitOfWork() != exchange.getUnitOfWork();
    }

    /**
     * Calls back once when the exchange that a consumer created is done.
     *
     * @param done gets the exchange; called at once if it is done already
     */
    void whenOriginIsDone(BiConsumer<Exchange, Boolean> done) {
        Exchange known = origin.get();
        UnitOfWork work = known == null ? null : known.getUnitOfWork();
        if (work == null) {
            done.accept(known, false);
            return;
        }
        Completion completion = new Completion(known, done);
        work.addSynchronization(completion);
        if (known.getUnitOfWork() != work) {
            // It was done in the same moment, and may not have called back.
            completion.onDone(known);
        }
    }

    /**
     * Calls back once when neither the exchange nor the one that a consumer created can make
     * another attempt.
     */
    public void whenDone(Exchange exchange, Runnable done) {
        exchange.getExchangeExtension()
                .addOnCompletion(
                        new Completion(
                                exchange, (completed, failed) -> afterOrigin(completed, done)));
    }

    /** Calls back when the exchange that a consumer created is done; at once if it is this one. */
    public void afterOrigin(Exchange exchange, Runnable done) {
        if (hasOriginBesides(exchange)) {
            whenOriginIsDone((origin, failed) -> done.run());
        } else {
            done.run();
        }
    }

    /** Calls back with whether the exchange failed. */
    static final class Completion extends SynchronizationAdapter {

        private final AtomicBoolean called = new AtomicBoolean();
        private final boolean handledBefore;
        private final BiConsumer<Exchange, Boolean> done;

        Completion(Exchange exchange, BiConsumer<Exchange, Boolean> done) {
            this.handledBefore = exchange.getExchangeExtension().isFailureHandled();
            this.done = done;
        }

        @Override
        public void onDone(Exchange exchange) {
            if (called.compareAndSet(false, true)) {
                done.accept(exchange, hasFailed(exchange));
            }
        }

        /** A failure that an error handler handled is one: the rest of the route did not run. */
        private boolean hasFailed(Exchange exchange) {
            return exchange.isFailed()
                    || exchange.isRollbackOnly()
                    || exchange.isRollbackOnlyLast()
                    || exchange.getExchangeExtension().isFailureHandled() && !handledBefore;
        }
    }

    @Override
    public String toString() {
        return id;
    }
}

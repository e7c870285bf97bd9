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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The message of an exchange, shared by all copies that Camel makes of the exchange. Stores what
 * the steps of a route must remember between attempts.
 *
 * <p>Thread-safe.
 */
public final class OriginalMessage implements PurchaseProperty {

    /** Also an exchange property, for components that copy only properties. */
    private static final String PROPERTY = "CamelRefVideoMessage";

    /** Unique per process and class loader. */
    private static final String PREFIX =
            UUID.randomUUID().toString().replace("-", "").substring(0, 16) + "-";

    private static final AtomicLong COUNT = new AtomicLong();

    private final String id = PREFIX + Long.toHexString(COUNT.incrementAndGet());
    private final @Nullable Endpoint consumer;
    private volatile @Nullable Map<Object, Object> memory;

    private OriginalMessage(@Nullable Endpoint consumer) {
        this.consumer = consumer;
    }

    /** The message of an exchange; a new one if the exchange is not a copy of a known one. */
    public static OriginalMessage of(Exchange exchange) {
        OriginalMessage known = PurchaseProperty.get(exchange, OriginalMessage.class);
        if (known == null) {
            known = exchange.getProperty(PROPERTY, OriginalMessage.class);
            if (known == null) {
                known = new OriginalMessage(exchange.getFromEndpoint());
            }
            known.store(exchange);
        }
        return known;
    }

    /**
     * The endpoint whose consumer created the message. A copy may come from another one, such as
     * {@code seda}.
     *
     * @return null if a producer template created it
     */
    static @Nullable Endpoint consumer(Exchange exchange) {
        OriginalMessage known = PurchaseProperty.get(exchange, OriginalMessage.class);
        return known == null || known.consumer == null
                ? exchange.getFromEndpoint()
                : known.consumer;
    }

    /** Makes this the message of an exchange. */
    void store(Exchange exchange) {
        PurchaseProperty.set(exchange, OriginalMessage.class, this);
        exchange.setProperty(PROPERTY, this);
    }

    /** Unique for all processes and restarts. */
    public String id() {
        return id;
    }

    /**
     * The value that a step stores for later attempts.
     *
     * @param key identifies the value
     * @param initial creates the value at the first attempt
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
                    // Most messages are sent to one step.
                    known = new ConcurrentHashMap<>(2);
                    memory = known;
                }
            }
        }
        return known;
    }

    /** Removes a stored value. */
    public void forget(Object key) {
        if (memory != null) {
            memory.remove(key);
        }
    }

    /** Calls back once, when neither the exchange nor its origin can start another attempt. */
    public void whenDone(Exchange exchange, Runnable done) {
        exchange.getExchangeExtension()
                .addOnCompletion(
                        new OriginExchange.Completion(
                                exchange, (completed, failed) -> afterOrigin(completed, done)));
    }

    /** Calls back when the origin of an exchange is done; at once if it is this exchange. */
    public void afterOrigin(Exchange exchange, Runnable done) {
        OriginExchange origin = OriginExchange.of(exchange);
        if (origin.isBesides(exchange)) {
            origin.whenDone((completed, failed) -> done.run());
        } else {
            done.run();
        }
    }

    @Override
    public String toString() {
        return id;
    }

    /**
     * The key of the content of an object that can be read only once: a stream, a reader or an
     * iterator. Compares the object by identity, and does not keep it in memory: once it is
     * garbage-collected, no attempt can use it again.
     */
    static final class SingleReadKey {

        private final WeakReference<Object> object;
        private final Class<?> reader;
        private final int hash;

        /**
         * @param reader the class that reads it; each has its own form of the result
         */
        SingleReadKey(Object object, Class<?> reader) {
            this.object = new WeakReference<>(object);
            this.reader = reader;
            this.hash = System.identityHashCode(object);
        }

        @Override
        public boolean equals(Object other) {
            if (this == other) {
                return true;
            }
            Object mine = object.get();
            return mine != null
                    && other instanceof SingleReadKey read
                    && read.object.get() == mine
                    && read.reader.equals(reader);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}

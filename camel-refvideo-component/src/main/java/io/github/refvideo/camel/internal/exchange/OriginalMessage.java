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

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/**
 * The message behind an exchange and all copies that Camel makes of it, which share it; holds what
 * the steps of the message must remember from one attempt to the next.
 *
 * <p>Thread-safe.
 */
public final class OriginalMessage implements PurchaseProperty {

    /** An exchange property too, for components that copy properties only. */
    private static final String PROPERTY = "CamelRefVideoMessage";

    /** Differs from one process to the next, and from one class loader to the next. */
    private static final String PREFIX =
            UUID.randomUUID().toString().replace("-", "").substring(0, 16) + "-";

    private static final AtomicLong COUNT = new AtomicLong();

    private final String id = PREFIX + Long.toHexString(COUNT.incrementAndGet());
    private volatile Map<Object, Object> memory;

    private OriginalMessage() {}

    /** The message behind an exchange; the exchange itself if it is no copy of a known one. */
    public static OriginalMessage of(Exchange exchange) {
        OriginalMessage known = PurchaseProperty.by(exchange, OriginalMessage.class);
        if (known == null) {
            known = exchange.getProperty(PROPERTY, OriginalMessage.class);
            if (known == null) {
                known = new OriginalMessage();
            }
            known.keepIn(exchange);
        }
        return known;
    }

    /** Makes this the message behind an exchange. */
    void keepIn(Exchange exchange) {
        PurchaseProperty.set(exchange, OriginalMessage.class, this);
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

    /** Calls back once when neither the exchange nor its origin can make another attempt. */
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
}

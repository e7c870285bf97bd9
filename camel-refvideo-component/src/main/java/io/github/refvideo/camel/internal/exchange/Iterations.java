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

import java.util.regex.Pattern;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * The indexes of the loops and splits around a step. Camel's properties contain only the index of
 * the innermost one, also after it has ended, and a route can remove them. Therefore the index is
 * stored when an iteration starts.
 *
 * @param outer indexes of the loops and splits around the innermost one, from the outside in, each
 *     with the mark of its kind
 * @param all the indexes including the innermost one, once its first iteration has started
 * @param unidentified whether the innermost one splits a message without an identity, such as a
 *     batch of messages that have one
 */
record Iterations(String outer, String all, boolean unidentified) implements PurchaseProperty {

    private static final Iterations NONE = new Iterations("", "", false);

    private static final Pattern SPLITS = Pattern.compile("[/~][^#/~]*");

    private static final Pattern BATCHES = Pattern.compile("~[^#/~]*");

    /** The EIPs that repeat a part of a route. */
    enum Kind {
        LOOP(ExchangePropertyKey.LOOP_INDEX),
        SPLIT(ExchangePropertyKey.SPLIT_INDEX);

        private final ExchangePropertyKey index;

        Kind(ExchangePropertyKey index) {
            this.index = index;
        }
    }

    /** The iterations around the current step of an exchange. */
    static Iterations of(Exchange exchange) {
        Iterations known = PurchaseProperty.get(exchange, Iterations.class);
        return known == null ? NONE : known;
    }

    void store(Exchange exchange) {
        PurchaseProperty.set(exchange, Iterations.class, equals(NONE) ? null : this);
    }

    /** The indexes of the loops only. */
    String loops() {
        return SPLITS.matcher(all).replaceAll("");
    }

    /**
     * The indexes within a message. The position in a batch does not count: when the broker
     * delivers the message again, it may be part of another batch.
     */
    String inMessage() {
        return BATCHES.matcher(all).replaceAll("");
    }

    private Iterations within(boolean ofUnidentified) {
        return new Iterations(all, all, ofUnidentified);
    }

    private Iterations at(Kind kind, Object index, Exchange exchange) {
        if (kind == Kind.LOOP) {
            return at("#" + index);
        } else if (!all.equals(outer)) {
            // The first node of the part is redelivered, and may have changed the message.
            return this;
        }
        Exchange message = unidentified ? PurchaseKey.identified(exchange) : null;
        if (message == null) {
            return at("/" + index);
        }
        // The message may itself be a part of the one that its consumer identified.
        String inMessage = message == exchange ? "" : of(message).inMessage();
        return at("~" + index + inMessage.replace('#', '/'));
    }

    private Iterations at(String iteration) {
        return new Iterations(outer, outer + iteration, unidentified);
    }

    /** Restores the outer iterations when a loop or a split ends. */
    static final class Tracker extends DelegateAsyncProcessor {

        private final Kind kind;

        Tracker(Processor processor, Kind kind) {
            super(processor);
            this.kind = kind;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            Iterations around = of(exchange);
            around.within(kind == Kind.SPLIT && !PurchaseKey.hasMessageId(exchange))
                    .store(exchange);
            return super.process(
                    exchange,
                    doneSync -> {
                        around.store(exchange);
                        callback.done(doneSync);
                    });
        }
    }

    /** Stores the index when an iteration starts. Wraps the first node of a loop or a split. */
    static final class Beginning extends DelegateAsyncProcessor {

        private final Kind kind;

        Beginning(Processor processor, Kind kind) {
            super(processor);
            this.kind = kind;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            Object index = exchange.getProperty(kind.index);
            if (index == null) {
                return super.process(exchange, callback);
            }
            of(exchange).at(kind, index, exchange).store(exchange);
            return super.process(
                    exchange,
                    doneSync -> {
                        if (exchange.isFailed()) {
                            // The node may be redelivered, and an inner loop may have changed the
                            // index.
                            exchange.setProperty(kind.index, index);
                        }
                        callback.done(doneSync);
                    });
        }
    }
}

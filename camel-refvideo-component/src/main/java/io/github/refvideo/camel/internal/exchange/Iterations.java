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
 * @param outer indexes of the loops and splits around the innermost one, from the outside in
 * @param outerLoops the same for loops only
 * @param all the indexes including the innermost one, once its first iteration has started
 * @param loops the same for loops only
 */
record Iterations(String outer, String outerLoops, String all, String loops)
        implements PurchaseProperty {

    private static final Iterations NONE = new Iterations("", "", "", "");

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

    private Iterations within() {
        return new Iterations(all, loops, all, loops);
    }

    private Iterations at(Kind kind, Object index) {
        return kind == Kind.LOOP
                ? new Iterations(outer, outerLoops, outer + "#" + index, outerLoops + "#" + index)
                : new Iterations(outer, outerLoops, outer + "/" + index, outerLoops);
    }

    /** Restores the outer iterations when a loop or a split ends. */
    static final class Tracker extends DelegateAsyncProcessor {

        Tracker(Processor processor) {
            super(processor);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            Iterations around = of(exchange);
            around.within().store(exchange);
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
            of(exchange).at(kind, index).store(exchange);
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

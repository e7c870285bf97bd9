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
 * The loops and splits around a step. Camel's own properties tell the index of the innermost one
 * only, and still tell it after the loop has ended.
 *
 * @param kind of the innermost one
 * @param outer indexes of the others, from the outside in
 * @param outerLoops likewise, loops only
 */
record Iterations(Kind kind, String outer, String outerLoops) {

    private static final String PROPERTY = "CamelRefVideoIterations";

    /** What repeats a part of a route. */
    enum Kind {
        LOOP,
        SPLIT
    }

    /** The indexes of all loops and splits around the present step; empty for none. */
    static String all(Exchange exchange) {
        Iterations innermost = exchange.getProperty(PROPERTY, Iterations.class);
        return innermost == null ? "" : innermost.outer + innermost.index(exchange);
    }

    /** The indexes of all loops around the present step; empty for none. */
    static String loops(Exchange exchange) {
        Iterations innermost = exchange.getProperty(PROPERTY, Iterations.class);
        if (innermost == null) {
            return "";
        }
        return innermost.kind == Kind.LOOP
                ? innermost.outerLoops + innermost.index(exchange)
                : innermost.outerLoops;
    }

    private String index(Exchange exchange) {
        Object index =
                exchange.getProperty(
                        kind == Kind.LOOP
                                ? ExchangePropertyKey.LOOP_INDEX
                                : ExchangePropertyKey.SPLIT_INDEX);
        return (kind == Kind.LOOP ? "#" : "/") + index;
    }

    /** Keeps the indexes of the surrounding loops and splits while a loop or a split runs. */
    static final class Tracker extends DelegateAsyncProcessor {

        private final Kind kind;

        Tracker(Processor processor, Kind kind) {
            super(processor);
            this.kind = kind;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            Iterations before = exchange.getProperty(PROPERTY, Iterations.class);
            exchange.setProperty(PROPERTY, new Iterations(kind, all(exchange), loops(exchange)));
            return super.process(
                    exchange,
                    doneSync -> {
                        if (before == null) {
                            exchange.removeProperty(PROPERTY);
                        } else {
                            exchange.setProperty(PROPERTY, before);
                        }
                        callback.done(doneSync);
                    });
        }
    }
}

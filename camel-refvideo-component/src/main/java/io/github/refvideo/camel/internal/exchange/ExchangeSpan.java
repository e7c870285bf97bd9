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

import io.github.refvideo.camel.internal.request.LogText;
import io.github.refvideo.camel.spi.TraceContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The span of the step that an exchange is in. Exists only if a tracer of camel-telemetry traces
 * the endpoint, and gets the trace context from that tracer: a message can come with any {@code
 * traceparent}, and its headers are untrusted input.
 */
public final class ExchangeSpan {

    private static final String PROPERTY = "CamelRefVideoSpan";

    private static final String TAG_PREFIX = "camel.refvideo.";

    private static final int MAX_TAG_LENGTH = 200;

    /** For a route that starts with this component. */
    private final @Nullable ExchangeSpan outer;

    private final Map<String, String> context = new ConcurrentHashMap<>();
    private final Map<String, String> tags = new ConcurrentHashMap<>();

    private ExchangeSpan(@Nullable ExchangeSpan outer) {
        this.outer = outer;
    }

    /** The tracer has started a span. */
    public static void begin(Exchange exchange) {
        exchange.setProperty(PROPERTY, new ExchangeSpan(find(exchange)));
    }

    /** The tracer sets a field of the trace context, which has the name of an HTTP header. */
    public static void setContext(Exchange exchange, String name, String value) {
        ExchangeSpan span = find(exchange);
        if (span != null && name != null && value != null) {
            span.context.put(name, value);
        }
    }

    /**
     * The tracer ends the span.
     *
     * @return the tags of the step
     */
    public static Map<String, String> end(Exchange exchange) {
        ExchangeSpan span = find(exchange);
        if (span == null) {
            return Map.of();
        }
        if (span.outer == null) {
            exchange.removeProperty(PROPERTY);
        } else {
            exchange.setProperty(PROPERTY, span.outer);
        }
        return span.tags;
    }

    /** The trace context for calls to the service; null if the exchange is not traced. */
    public static @Nullable TraceContext traceOf(Exchange exchange) {
        ExchangeSpan span = find(exchange);
        return span == null
                ? null
                : TraceContext.of(
                                span.context.get(TraceContext.TRACEPARENT),
                                span.context.get(TraceContext.TRACESTATE))
                        .orElse(null);
    }

    static void tag(Exchange exchange, String name, @Nullable Object value) {
        ExchangeSpan span = find(exchange);
        if (span != null && value != null) {
            span.tags.put(TAG_PREFIX + name, LogText.line(value.toString(), MAX_TAG_LENGTH));
        }
    }

    private static @Nullable ExchangeSpan find(Exchange exchange) {
        return exchange.getProperty(PROPERTY) instanceof ExchangeSpan span ? span : null;
    }
}

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
package io.github.refvideo.camel.internal.metrics;

import io.github.refvideo.camel.internal.exchange.ExchangeSpan;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.SpanContextPropagationInjector;
import org.apache.camel.telemetry.TagConstants;
import org.apache.camel.telemetry.decorators.AbstractSpanDecorator;

/**
 * Describes the job of a step in its span, and passes the trace on to the calls to the service.
 * Found by the tracers of camel-telemetry, which is optional.
 */
public class RefVideoSpanDecorator extends AbstractSpanDecorator {

    @Override
    public String getComponent() {
        return "refvideo";
    }

    @Override
    public String getComponentClassName() {
        return "io.github.refvideo.camel.RefVideoComponent";
    }

    /** As for other components, but without the options in the URI: they may contain a prompt. */
    @Override
    public void beforeTracingEvent(Span span, Exchange exchange, Endpoint endpoint) {
        String operation = stripSchemeAndOptions(endpoint);
        span.setComponent("camel-refvideo");
        span.setTag(TagConstants.URL_SCHEME, "refvideo");
        span.setTag(TagConstants.URL_PATH, operation);
        span.setTag(TagConstants.EXCHANGE_ID, exchange.getExchangeId());
        span.setTag("camel.uri", "refvideo://" + operation);
        span.setTag("camel.refvideo.operation", operation);
        if (endpoint instanceof EndpointServiceLocation service) {
            span.setTag(TagConstants.SERVER_ADDRESS, service.getServiceUrl());
            span.setTag(TagConstants.SERVER_PROTOCOL, service.getServiceProtocol());
        }
        ExchangeSpan.begin(exchange);
    }

    @Override
    public SpanContextPropagationInjector getInjector(Exchange exchange) {
        SpanContextPropagationInjector headers = super.getInjector(exchange);
        return (name, value) -> {
            headers.put(name, value);
            ExchangeSpan.setContext(exchange, name, value);
        };
    }

    @Override
    public void afterTracingEvent(Span span, Exchange exchange) {
        super.afterTracingEvent(span, exchange);
        for (Map.Entry<String, String> tag : ExchangeSpan.end(exchange).entrySet()) {
            span.setTag(tag.getKey(), tag.getValue());
        }
    }
}

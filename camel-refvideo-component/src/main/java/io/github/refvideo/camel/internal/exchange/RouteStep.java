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
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.NamedRoute;
import org.apache.camel.Processor;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * A step of a route: route id and node id. Stable across restarts and nodes, given the same route
 * with ids; ids that Camel makes up depend on the order in which routes are added.
 */
final class RouteStep {

    private static final String PROPERTY = "CamelRefVideoStep";

    private final NamedNode node;
    private final boolean sendsToMany;

    /**
     * @param sendsToMany whether the node may send to several endpoints
     */
    RouteStep(NamedNode node, boolean sendsToMany) {
        this.node = node;
        this.sendsToMany = sendsToMany;
    }

    /**
     * Names the step that an exchange is at.
     *
     * @param endpointUri of the endpoint that receives the exchange
     */
    static String of(Exchange exchange, String endpointUri) {
        RouteStep step = exchange.getProperty(PROPERTY, RouteStep.class);
        if (step == null) {
            // Sent by a ProducerTemplate, or by a component that calls the producer itself.
            return "endpoint/" + Digests.shortHash(endpointUri);
        }
        String name = step.name(exchange);
        return step.sendsToMany ? name + "/" + Digests.shortHash(endpointUri) : name;
    }

    private String name(Exchange exchange) {
        RouteDefinition route = route();
        if (route == null) {
            // In an error handler of the whole context, for example.
            return escape(ExchangeHelper.getRouteId(exchange)) + "/" + escape(node.getId());
        }
        return Boolean.TRUE.equals(route.isKamelet())
                ? kamelet(route) + "/" + escape(withoutPrefix(route, node.getId()))
                : escape(route.getRouteId()) + "/" + escape(node.getId());
    }

    private RouteDefinition route() {
        NamedNode parent = node;
        while (parent != null && !(parent instanceof NamedRoute)) {
            parent = parent.getParent();
        }
        return parent instanceof RouteDefinition route ? route : null;
    }

    /** The route of a Kamelet has a random id; the step that uses it has a stable one. */
    private static String kamelet(RouteDefinition route) {
        Map<String, Object> parameters = route.getTemplateParameters();
        if (parameters == null) {
            return escape(route.getRouteId());
        }
        return escape(String.valueOf(parameters.get("templateId")))
                + "@"
                + escape(String.valueOf(parameters.get("parentRouteId")))
                + "/"
                + escape(String.valueOf(parameters.get("parentProcessorId")));
    }

    private static String withoutPrefix(RouteDefinition route, String id) {
        String prefix = route.getNodePrefixId();
        if (prefix == null || !id.startsWith(prefix)) {
            return id;
        }
        String rest = id.substring(prefix.length());
        return rest.startsWith("-") ? rest.substring(1) : rest;
    }

    /** Leaves no character in a name that separates names. */
    static String escape(String name) {
        return name == null
                ? "-"
                : name.replace("%", "%25")
                        .replace("/", "%2F")
                        .replace("@", "%40")
                        .replace("#", "%23");
    }

    static String unescape(String escaped) {
        return escaped.replace("%23", "#")
                .replace("%40", "@")
                .replace("%2F", "/")
                .replace("%25", "%");
    }

    @Override
    public String toString() {
        return node.getId();
    }

    /** Marks the exchange with the step before the step runs, on every attempt. */
    static final class Tracker extends DelegateAsyncProcessor {

        private final RouteStep step;

        Tracker(Processor processor, RouteStep step) {
            super(processor);
            this.step = step;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            exchange.setProperty(PROPERTY, step);
            return super.process(exchange, callback);
        }
    }
}

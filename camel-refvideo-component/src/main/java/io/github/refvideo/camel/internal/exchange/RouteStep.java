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

import io.github.refvideo.camel.internal.util.Digests;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.NamedRoute;
import org.apache.camel.Processor;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.model.InterceptDefinition;
import org.apache.camel.model.InterceptSendToEndpointDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.OnCompletionDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.OnFallbackDefinition;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.apache.camel.util.StringHelper;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/**
 * Identifies a step of a route by the ids of route and node that the user assigned. Ids that Camel
 * generates are not used, because they count the nodes of the JVM and change with a restart or a
 * reload. A route without an id is identified by the URI of its consumer (with a digest of the
 * query), a node without an id by its type and its number among the nodes of that type in the
 * route. The route of a Kamelet is identified by the step that calls it, because all steps with the
 * same parameters share the route.
 */
final class RouteStep {

    /** The prefix of a name that is not an id. */
    private static final String DERIVED = "~";

    private static final Pattern PARAMETER = Pattern.compile("\\{\\{\\??([^{}:]+)(?::[^{}]*)?}}");

    private final NamedNode node;
    private final boolean sendsToMany;
    private volatile @Nullable String nodeName;
    private volatile @Nullable String nameInRoute;

    /**
     * @param sendsToMany whether the node may send to several endpoints
     */
    RouteStep(NamedNode node, boolean sendsToMany) {
        this.node = node;
        this.sendsToMany = sendsToMany;
    }

    /**
     * The position of an exchange.
     *
     * @param caller the step that called the route of this step
     */
    private record Position(RouteStep step, @Nullable Position caller) implements PurchaseProperty {

        String name(Exchange exchange) {
            return step.name(exchange, caller);
        }
    }

    /**
     * The name of the current step of an exchange.
     *
     * @param endpointUri of the endpoint that receives the exchange
     */
    static String of(Exchange exchange, String endpointUri) {
        Position position = PurchaseProperty.get(exchange, Position.class);
        if (position == null) {
            // Sent by a ProducerTemplate, or by a component that calls the producer itself.
            return "endpoint/" + Digests.shortHash(endpointUri);
        }
        String name = position.name(exchange);
        return position.step().sendsToMany ? name + "/" + Digests.shortHash(endpointUri) : name;
    }

    private String name(Exchange exchange, @Nullable Position caller) {
        String fixed = nameInRoute;
        return fixed != null ? fixed : createName(exchange, caller);
    }

    private String createName(Exchange exchange, @Nullable Position caller) {
        NamedNode root = root();
        RouteDefinition route = routeOf(root, exchange);
        String known = nodeName;
        if (known == null) {
            known = nodeName(node, route);
            nodeName = known;
        }
        if (route == null) {
            return DERIVED + "/" + known;
        } else if (Boolean.TRUE.equals(route.isKamelet())) {
            Map<String, Object> parameters = route.getTemplateParameters();
            Object template = parameters == null ? null : parameters.get("templateId");
            return escape(String.valueOf(template))
                    + "@"
                    + (caller == null ? DERIVED : caller.name(exchange))
                    + "/"
                    + known;
        }
        String name = routeName(route) + "/" + known;
        if (route == root) {
            nameInRoute = name;
        }
        return name;
    }

    private NamedNode root() {
        NamedNode root = node;
        while (!(root instanceof NamedRoute) && root.getParent() != null) {
            root = root.getParent();
        }
        return root;
    }

    private static @Nullable RouteDefinition routeOf(NamedNode root, Exchange exchange) {
        if (root instanceof RouteDefinition route) {
            return route;
        }
        // In an error handler of the whole context, for example.
        Model model =
                exchange.getContext().getCamelContextExtension().getContextPlugin(Model.class);
        return model.getRouteDefinition(ExchangeHelper.getRouteId(exchange));
    }

    private static String routeName(RouteDefinition route) {
        if (route.hasCustomIdAssigned()) {
            return escape(route.getRouteId());
        }
        String uri = URISupport.sanitizeUri(consumedUri(route));
        String path = escape(StringHelper.before(uri, "?", uri));
        String query = StringHelper.after(uri, "?");
        return DERIVED + path + (query == null ? "" : "?" + digestOf(query));
    }

    /** Hides the values of the query, and is independent of their order. */
    private static String digestOf(String query) {
        String[] parameters = query.split("&");
        Arrays.sort(parameters);
        return Digests.shortHash(String.join("&", parameters));
    }

    /** With the parameters of the route template resolved. */
    private static String consumedUri(RouteDefinition route) {
        Map<String, Object> parameters = route.getTemplateParameters();
        if (parameters == null) {
            return route.getEndpointUrl();
        }
        // Not resolved by Camel, because its local properties are shared by all threads.
        return PARAMETER
                .matcher(route.getEndpointUrl())
                .replaceAll(
                        found ->
                                Matcher.quoteReplacement(
                                        Objects.toString(
                                                parameters.get(found.group(1)), found.group())));
    }

    private static String nodeName(NamedNode node, @Nullable RouteDefinition route) {
        if (node instanceof OptionalIdentifiedDefinition<?> known && known.hasCustomIdAssigned()) {
            return escape(withoutPrefix(node.getId(), route));
        }
        ProcessorDefinition<?> container = container(node);
        if (container == null) {
            return DERIVED + escape(node.getShortName());
        }
        String name = escape(node.getShortName()) + number(node, container);
        if (!isSideBranch(container)) {
            return DERIVED + name;
        }
        // Error handlers of the context are part of all routes.
        String scope = container.getParent() == null ? "context." : "";
        return DERIVED
                + scope
                + escape(container.getShortName())
                + (route == null ? 1 : number(container, route))
                + "."
                + name;
    }

    /** The route, or the error handler, interceptor or completion in it that a node belongs to. */
    private static @Nullable ProcessorDefinition<?> container(NamedNode node) {
        NamedNode container = node.getParent();
        while (container != null && container.getParent() != null && !isSideBranch(container)) {
            container = container.getParent();
        }
        return container instanceof ProcessorDefinition<?> definition ? definition : null;
    }

    private static boolean isSideBranch(NamedNode node) {
        return node instanceof OnExceptionDefinition
                || node instanceof OnCompletionDefinition
                || node instanceof InterceptDefinition
                || node instanceof InterceptSendToEndpointDefinition;
    }

    private static int number(NamedNode node, ProcessorDefinition<?> container) {
        AtomicInteger count = new AtomicInteger();
        count(container, node, count);
        return count.get();
    }

    /** Counts the nodes of a type up to the given one. */
    private static boolean count(
            ProcessorDefinition<?> parent, NamedNode last, AtomicInteger count) {
        for (ProcessorDefinition<?> child : children(parent)) {
            boolean sameScope = !isSideBranch(child) || isOfContext(child) == isOfContext(last);
            if (sameScope && child.getShortName().equals(last.getShortName())) {
                count.incrementAndGet();
            }
            if (child == last || !isSideBranch(child) && count(child, last, count)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfContext(NamedNode node) {
        return node.getParent() == null;
    }

    private static List<ProcessorDefinition<?>> children(ProcessorDefinition<?> parent) {
        OnFallbackDefinition fallback =
                parent instanceof CircuitBreakerDefinition breaker ? breaker.getOnFallback() : null;
        if (fallback == null) {
            return parent.getOutputs();
        }
        List<ProcessorDefinition<?>> children = new ArrayList<>(parent.getOutputs());
        children.addAll(fallback.getOutputs());
        return children;
    }

    /** Removes the prefix of a route that was created from a template. */
    private static String withoutPrefix(String id, @Nullable RouteDefinition route) {
        String prefix = route == null ? null : route.getNodePrefixId();
        if (prefix == null || !id.startsWith(prefix)) {
            return id;
        }
        String rest = id.substring(prefix.length());
        return rest.startsWith("-") ? rest.substring(1) : rest;
    }

    /** Escapes the separators of names. */
    static String escape(@Nullable String name) {
        return name == null
                ? "-"
                : name.replace("%", "%25")
                        .replace("/", "%2F")
                        .replace("@", "%40")
                        .replace("#", "%23")
                        .replace("~", "%7E");
    }

    static String unescape(String escaped) {
        return escaped.replace("%7E", "~")
                .replace("%23", "#")
                .replace("%40", "@")
                .replace("%2F", "/")
                .replace("%25", "%");
    }

    @Override
    public String toString() {
        return node.getId();
    }

    /**
     * Stores the step in the exchange while it runs, at each attempt. Restores the previous
     * position and message afterwards, even if the step copied another exchange into it.
     */
    static final class Tracker extends DelegateAsyncProcessor {

        private final RouteStep step;

        Tracker(Processor processor, RouteStep step) {
            super(processor);
            this.step = step;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            OriginalMessage message = OriginalMessage.of(exchange);
            Iterations iterations = Iterations.of(exchange);
            Position caller = PurchaseProperty.get(exchange, Position.class);
            PurchaseProperty.set(exchange, Position.class, new Position(step, caller));
            return super.process(
                    exchange,
                    doneSync -> {
                        message.store(exchange);
                        iterations.store(exchange);
                        PurchaseProperty.set(exchange, Position.class, caller);
                        callback.done(doneSync);
                    });
        }
    }
}

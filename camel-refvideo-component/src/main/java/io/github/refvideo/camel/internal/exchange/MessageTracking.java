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
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.DisabledAwareDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCreatedEvent;
import org.apache.camel.spi.ContextServicePlugin;
import org.apache.camel.spi.EventNotifier;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.spi.ManagementStrategy;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.SimpleEventNotifierSupport;

/**
 * Tracks for each exchange, and for all copies of it, the original message, the current step of the
 * route, and the iterations of loops and splits around that step. Camel does not provide these to a
 * producer: error handlers, circuit breakers, splitters and others copy exchanges, nested loops and
 * splits overwrite the index of each other, and a copy does not know its node.
 *
 * <p>Loaded by Camel with the service loader when a context is created. The component installs it
 * again at start, because disabling JMX removes the event notifiers. Uses one small object per
 * exchange and per step that sends.
 */
public final class MessageTracking implements ContextServicePlugin {

    /** Nodes that can send the exchange, or a copy of it, to an endpoint. */
    private static final Set<String> SENDING =
            Set.of("to", "toD", "enrich", "pollEnrich", "poll", "wireTap", "kamelet");

    /** Nodes that can send it to several endpoints. */
    private static final Set<String> SENDING_TO_MANY =
            Set.of("recipientList", "routingSlip", "dynamicRouter", "bean", "process");

    /** Nodes that can send it if their expression calls a bean. */
    private static final Set<String> EVALUATING =
            Set.of(
                    "setBody",
                    "setHeader",
                    "setProperty",
                    "setVariable",
                    "transform",
                    "script",
                    "validate");

    private static final Map<String, Iterations.Kind> ITERATING =
            Map.of("loop", Iterations.Kind.LOOP, "split", Iterations.Kind.SPLIT);

    @Override
    public void load(CamelContext context) {
        install(context);
    }

    /** Does nothing if it is already installed. */
    public static void install(CamelContext context) {
        if (context.getCamelContextExtension().getInterceptStrategies().stream()
                .noneMatch(StepTracker.class::isInstance)) {
            context.getCamelContextExtension().addInterceptStrategy(new StepTracker());
        }
        ManagementStrategy management = context.getManagementStrategy();
        if (management != null
                && management.getEventNotifiers().stream().noneMatch(MessageTracking::isOurs)) {
            CreationNotifier notifier = new CreationNotifier();
            notifier.start();
            management.addEventNotifier(notifier);
        }
    }

    /** Whether this class installed the notifier, which handles no other events. */
    public static boolean isOurs(EventNotifier notifier) {
        return notifier instanceof CreationNotifier;
    }

    /** Stores the original message in each exchange. */
    private static final class CreationNotifier extends SimpleEventNotifierSupport {

        CreationNotifier() {
            setIgnoreExchangeEvents(false);
            setIgnoreExchangeCreatedEvent(false);
        }

        @Override
        public boolean isEnabled(CamelEvent event) {
            return event instanceof ExchangeCreatedEvent;
        }

        @Override
        public void notify(CamelEvent event) {
            if (event instanceof ExchangeCreatedEvent created) {
                OriginalMessage.of(created.getExchange());
                OriginExchange.created(created.getExchange());
            }
        }

        @Override
        public String toString() {
            return "RefVideoMessageTracking";
        }
    }

    /** Wraps loops, splits and their first nodes, and the nodes that send. */
    private static final class StepTracker implements InterceptStrategy {

        @Override
        public Processor wrapProcessorInInterceptors(
                CamelContext context,
                NamedNode definition,
                Processor target,
                Processor nextTarget) {
            Processor tracked = track(definition, target);
            Iterations.Kind begun = begunBy(context, definition);
            return begun == null ? tracked : new Iterations.Beginning(tracked, begun);
        }

        private static Processor track(NamedNode definition, Processor target) {
            String kind = definition.getShortName();
            if (ITERATING.containsKey(kind)) {
                return new Iterations.Tracker(target, ITERATING.get(kind));
            } else if (SENDING.contains(kind)) {
                Processor step = new RouteStep.Tracker(target, new RouteStep(definition, false));
                return kind.equals("wireTap") ? new OriginExchange.TapTracker(step) : step;
            } else if (SENDING_TO_MANY.contains(kind)
                    || EVALUATING.contains(kind) && callsBean(definition)) {
                return new RouteStep.Tracker(target, new RouteStep(definition, true));
            }
            return target;
        }

        private static boolean callsBean(NamedNode definition) {
            if (!(definition instanceof ExpressionNode node) || node.getExpression() == null) {
                return false;
            }
            ExpressionDefinition expression = node.getExpression();
            String language = expression.getLanguage();
            if (language == null || language.isEmpty()) {
                // An Expression or a function in Java.
                return true;
            }
            return language.equals("bean")
                    || language.equals("simple")
                            && String.valueOf(expression.getExpression()).contains("bean:");
        }

        /** The kind of EIP whose first enabled node this is; null for none. */
        private static Iterations.Kind begunBy(CamelContext context, NamedNode definition) {
            NamedNode node = definition;
            // Camel does not call interceptors for doTry.
            while (node.getParent() instanceof TryDefinition block
                    && isFirst(context, node, block)) {
                node = block;
            }
            return node.getParent() instanceof ProcessorDefinition<?> parent
                            && ITERATING.containsKey(parent.getShortName())
                            && isFirst(context, node, parent)
                    ? ITERATING.get(parent.getShortName())
                    : null;
        }

        private static boolean isFirst(
                CamelContext context, NamedNode node, ProcessorDefinition<?> parent) {
            return parent.getOutputs().stream()
                            .filter(child -> child == node || !isDisabled(context, child))
                            .findFirst()
                            .orElse(null)
                    == node;
        }

        private static boolean isDisabled(CamelContext context, DisabledAwareDefinition node) {
            return Boolean.TRUE.equals(
                    CamelContextHelper.parseBoolean(context, node.getDisabled()));
        }
    }
}

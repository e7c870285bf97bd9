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
package io.github.refvideo.examples.scaleout;

import io.github.refvideo.camel.RefVideoConstants;
import java.util.Random;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Makes the steps after {@code refvideo} fail at random, half of the time before the step runs and
 * half of the time after it. A bean of the nodes.
 */
public final class FailingSteps implements InterceptStrategy, CamelContextAware {

    /** The start of the line that is printed for each failure. */
    static final String LOG_PREFIX = "made to fail: ";

    private final Random random = new Random();
    private volatile double probability;
    private CamelContext camelContext;

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    /**
     * Adds itself, because Camel looks up interceptors before it creates the beans of the
     * properties.
     */
    @Override
    public void setCamelContext(CamelContext camelContext) {
        if (this.camelContext == null) {
            this.camelContext = camelContext;
            camelContext.getCamelContextExtension().addInterceptStrategy(this);
        }
    }

    /** Of each step, between 0 and 1. */
    public void setProbability(double probability) {
        this.probability = probability;
    }

    public void setSeed(long seed) {
        random.setSeed(seed);
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        return isBehindRefVideo(definition) ? new Step(target, definition) : target;
    }

    /** Whether a node is a step of its route after {@code refvideo}. */
    private static boolean isBehindRefVideo(NamedNode node) {
        if (!(node.getParent() instanceof RouteDefinition route)) {
            return false;
        }
        boolean behind = false;
        for (ProcessorDefinition<?> step : route.getOutputs()) {
            if (step == node) {
                return behind;
            }
            behind |= step instanceof ToDefinition to && to.getUri().startsWith("refvideo:");
        }
        return false;
    }

    private final class Step extends DelegateAsyncProcessor {

        private final NamedNode node;

        Step(Processor processor, NamedNode node) {
            super(processor);
            this.node = node;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            double number = random.nextDouble();
            if (number < probability / 2) {
                fail(exchange, "before");
                callback.done(true);
                return true;
            }
            return super.process(
                    exchange,
                    doneSync -> {
                        if (number < probability && exchange.getException() == null) {
                            fail(exchange, "after");
                        }
                        callback.done(doneSync);
                    });
        }

        private void fail(Exchange exchange, String when) {
            System.out.println(
                    LOG_PREFIX
                            + when
                            + " "
                            + node.getShortName()
                            + " of route "
                            + exchange.getFromRouteId()
                            + ", job "
                            + exchange.getMessage().getHeader(RefVideoConstants.JOB_ID));
            exchange.setException(new IllegalStateException("This step was made to fail"));
        }
    }
}

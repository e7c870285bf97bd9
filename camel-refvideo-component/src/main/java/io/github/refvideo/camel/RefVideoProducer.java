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
package io.github.refvideo.camel;

import io.github.refvideo.camel.event.JobOrigin;
import io.github.refvideo.camel.internal.engine.PollingPolicy;
import io.github.refvideo.camel.internal.exchange.MessageOptions;
import io.github.refvideo.camel.internal.exchange.PollingOptions;
import io.github.refvideo.camel.internal.exchange.ResultWriter;
import io.github.refvideo.camel.internal.model.ModelTable;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.StatefulService;
import org.apache.camel.spi.RouteIdAware;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/**
 * The base class of the operations. Stopping a producer does not stop its jobs, because Camel stops
 * dynamic producers while their exchanges are in flight.
 */
abstract class RefVideoProducer extends DefaultAsyncProducer implements RouteIdAware {

    /** Jobs per page of a job list; the service may return fewer. */
    private static final int LIST_PAGE_SIZE = 100;

    private final EndpointContext endpoint;
    private final MessageOptions messageOptions;
    private volatile @Nullable ProducerContext context;
    private @Nullable RefVideoHealthCheck healthCheck;
    private @Nullable String routeId;

    RefVideoProducer(Endpoint endpoint, EndpointContext context) {
        super(endpoint);
        this.endpoint = context;
        this.messageOptions =
                MessageOptions.parse(context.configuration().getAllowedMessageOptions());
    }

    /** The options that a message may set. */
    final MessageOptions messageOptions() {
        return messageOptions;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        context = ProducerContext.create(endpoint, submits());
        check(context);
        healthCheck =
                RefVideoHealthCheck.register(
                        getEndpoint(), endpoint.operation() + "-" + name(), this::context);
    }

    private String name() {
        return routeId == null ? ((DefaultEndpoint) getEndpoint()).getId() : routeId;
    }

    @Override
    public @Nullable String getRouteId() {
        return routeId;
    }

    @Override
    public void setRouteId(@Nullable String routeId) {
        this.routeId = routeId;
    }

    @Override
    protected void doStop() throws Exception {
        if (healthCheck != null) {
            healthCheck.remove();
            healthCheck = null;
        }
        endJobsOfStoppedRoutes();
        super.doStop();
    }

    /**
     * The exchanges of a route that is stopped by force fail now, with the handle in the error.
     * Exchanges of dynamic producers, which are stopped while their routes run, are not affected.
     */
    private void endJobsOfStoppedRoutes() {
        ProducerContext known = context;
        if (known != null) {
            known.runtime()
                    .engine()
                    .stopJobs(
                            job ->
                                    job.provider() == known.provider()
                                            && isStopped(job.origin().routeId()));
        }
    }

    /**
     * A route is still started when a forced shutdown stops its consumer and the steps behind it.
     */
    private boolean isStopped(@Nullable String routeId) {
        Route route = routeId == null ? null : getEndpoint().getCamelContext().getRoute(routeId);
        return route != null
                && route.getConsumer() instanceof StatefulService consumer
                && (consumer.isStopping() || consumer.isStopped());
    }

    /** Whether the operation submits references; otherwise it needs no reference store. */
    boolean submits() {
        return false;
    }

    /**
     * Checks at start whether the operation is possible.
     *
     * @throws IllegalArgumentException if it is not
     */
    void check(ProducerContext context) {}

    /** A restart of the component creates a new runtime. */
    private ProducerContext context() throws Exception {
        ProducerContext known = context;
        if (known.runtime() != endpoint.services().get().runtime()) {
            known = ProducerContext.create(endpoint, submits());
            context = known;
        }
        return known;
    }

    @Override
    public final boolean process(Exchange exchange, AsyncCallback callback) {
        ResultWriter.clearErrorProperties(exchange);
        try {
            start(exchange, callback, context());
            return false;
        } catch (Exception | Error e) {
            onRejected(exchange);
            ResultWriter.fail(exchange, e);
            callback.done(true);
            return true;
        }
    }

    /** Called if the operation could not be started. */
    void onRejected(Exchange exchange) {}

    /**
     * Starts the operation. If it returns, the callback is called later, exactly once, on a worker
     * thread; if it throws, the callback is not called.
     */
    abstract void start(Exchange exchange, AsyncCallback callback, ProducerContext context)
            throws Exception;

    /** The polling options of a message, with the options of the endpoint as defaults. */
    PollingPolicy pollingPolicy(PollingOptions polling) {
        RefVideoConfiguration options = options();
        Long initialDelay = options.getInitialPollDelay();
        return new PollingPolicy(
                initialDelay == null ? null : PollingOptions.bounded(initialDelay),
                polling.interval() == null ? PollingOptions.DEFAULT_INTERVAL : polling.interval(),
                polling.interval() == null,
                polling.limit(),
                PollingOptions.bounded(options.getQueueTimeout()),
                options.getListThreshold(),
                LIST_PAGE_SIZE,
                options.isCancelOnTimeout(),
                PollingOptions.bounded(options.getWebhookPollInterval()));
    }

    /** Exchange and route of a job, for events, logs and the console. */
    static JobOrigin origin(Exchange exchange) {
        return new JobOrigin(exchange.getExchangeId(), ExchangeHelper.getRouteId(exchange));
    }

    /** The model table of the endpoint. */
    ModelTable models() {
        return endpoint.models();
    }

    RefVideoConfiguration options() {
        return endpoint.configuration();
    }
}

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
import io.github.refvideo.camel.internal.exchange.AiErrorProperties;
import io.github.refvideo.camel.internal.exchange.PollingOptions;
import io.github.refvideo.camel.internal.exchange.ReferenceUploadContext;
import io.github.refvideo.camel.internal.model.ServiceLimits;
import io.github.refvideo.camel.internal.reference.UnreachableReferences;
import io.github.refvideo.camel.internal.runtime.RefVideoRuntime;
import io.github.refvideo.camel.spi.Quota;
import io.github.refvideo.camel.spi.VideoProvider;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.StatefulService;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.ExchangeHelper;

/**
 * What the operations share. Stateless between messages. Stopping a producer does not touch its
 * jobs: Camel stops dynamic producers while their exchanges are in flight.
 */
abstract class RefVideoProducer extends DefaultAsyncProducer {

    private final RefVideoEndpoint endpoint;
    private volatile Tools tools;
    private RefVideoHealthCheck healthCheck;

    RefVideoProducer(RefVideoEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        tools = Tools.of(endpoint, buys());
        check(tools);
        healthCheck = RefVideoHealthCheck.register(endpoint, this::tools);
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
     * A route that is stopped by force does not let its exchanges continue: they get an error with
     * the handle now. Dynamic producers are stopped while their routes run; that does not matter to
     * their exchanges.
     */
    private void endJobsOfStoppedRoutes() {
        Tools known = tools;
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
    private boolean isStopped(String routeId) {
        Route route = routeId == null ? null : endpoint.getCamelContext().getRoute(routeId);
        return route != null
                && route.getConsumer() instanceof StatefulService consumer
                && (consumer.isStopping() || consumer.isStopped());
    }

    /** Whether references are submitted; otherwise no store for them is needed. */
    boolean buys() {
        return false;
    }

    /** Says at start what could never work. */
    void check(Tools with) {}

    /**
     * What belongs to one life of the component.
     *
     * @param runtime of the component, while it is started
     * @param provider uses the connections of the runtime
     * @param delivery likewise
     * @param quota what the credential may use
     * @param references likewise; null where nothing is bought
     */
    record Tools(
            RefVideoRuntime runtime,
            VideoProvider provider,
            BodyFactory delivery,
            Quota quota,
            ReferenceUploadContext references) {

        static Tools of(RefVideoEndpoint endpoint, boolean buys) throws Exception {
            VideoProvider provider = endpoint.createProvider();
            return new Tools(
                    endpoint.getComponent().runtime(),
                    provider,
                    BodyFactory.create(endpoint),
                    quota(provider.quota(), endpoint.getConfiguration()),
                    buys ? uploads(endpoint) : null);
        }

        private static ReferenceUploadContext uploads(RefVideoEndpoint endpoint) throws Exception {
            RefVideoComponent component = endpoint.getComponent();
            RefVideoConfiguration options = endpoint.getConfiguration();
            RefVideoRuntime runtime = component.runtime();
            ServiceLimits limits = ProviderFactory.limits(options);
            return new ReferenceUploadContext(
                    runtime.uploader(),
                    component.stores().create(options).orElse(null),
                    endpoint.models(),
                    limits,
                    options.isDeleteReferencesAfter(),
                    new UnreachableReferences(
                            limits.service() == null ? null : BaseUrls.of(options),
                            runtime.timer()::now));
        }

        /** What the endpoint sets, else what the service documents. */
        private static Quota quota(Quota documented, RefVideoConfiguration options) {
            return new Quota(
                    set(options.getMaxInFlight(), documented.maxInFlight()),
                    set(options.getSubmitsPerSecond(), documented.submitsPerSecond()),
                    set(options.getStatusPerSecond(), documented.statusPerSecond()));
        }

        private static <T> T set(T option, T otherwise) {
            return option == null ? otherwise : option;
        }
    }

    /** A component that was stopped and started again has another runtime. */
    private Tools tools() throws Exception {
        Tools known = tools;
        if (known.runtime() != endpoint.getComponent().runtime()) {
            known = Tools.of(endpoint, buys());
            tools = known;
        }
        return known;
    }

    @Override
    public final boolean process(Exchange exchange, AsyncCallback callback) {
        AiErrorProperties.clear(exchange);
        try {
            start(exchange, callback, tools());
            return false;
        } catch (Exception | Error e) {
            refused(exchange);
            AiErrorProperties.fail(exchange, e);
            callback.done(true);
            return true;
        }
    }

    /** The message could not even be begun with. */
    void refused(Exchange exchange) {}

    /**
     * Begins the operation. When it returns, the callback is called later, exactly once, on a
     * worker thread; when it throws, it is not called.
     */
    abstract void start(Exchange exchange, AsyncCallback callback, Tools with) throws Exception;

    /** The waiting times of a message, with the endpoint's own for what it does not set. */
    PollingPolicy polling(PollingOptions wait) {
        RefVideoConfiguration options = options();
        Long initialDelay = options.getInitialPollDelay();
        return new PollingPolicy(
                initialDelay == null ? null : PollingOptions.bounded(initialDelay),
                wait.interval() == null ? PollingOptions.DEFAULT_INTERVAL : wait.interval(),
                wait.limit(),
                PollingOptions.bounded(options.getQueueTimeout()),
                options.getListThreshold(),
                options.getListPageSize(),
                options.isCancelOnTimeout());
    }

    /** Where the job comes from, for events, logs and the console. */
    static JobOrigin origin(Exchange exchange) {
        return new JobOrigin(exchange.getExchangeId(), ExchangeHelper.getRouteId(exchange));
    }

    @Override
    public RefVideoEndpoint getEndpoint() {
        return endpoint;
    }

    RefVideoConfiguration options() {
        return endpoint.getConfiguration();
    }
}

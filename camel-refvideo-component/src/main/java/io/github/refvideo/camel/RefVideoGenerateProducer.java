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

import io.github.refvideo.camel.error.ErrorDetails;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import io.github.refvideo.camel.job.JobCallbacks;
import io.github.refvideo.camel.job.JobOrder;
import io.github.refvideo.camel.job.JobOutcome;
import io.github.refvideo.camel.job.WaitPlan;
import io.github.refvideo.camel.provider.PreparedSubmit;
import io.github.refvideo.camel.provider.Quota;
import io.github.refvideo.camel.provider.VideoProvider;
import java.time.Duration;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/**
 * The {@code generate} operation: references in, video out. Body in: see {@link
 * io.github.refvideo.camel.reference.ReferenceReader}; body out: see {@link RefVideoOutput}.
 *
 * <p>Stateless between messages. Stopping a producer does not touch its jobs: Camel stops dynamic
 * producers while their exchanges are in flight.
 */
final class RefVideoGenerateProducer extends DefaultAsyncProducer {

    private final RefVideoEndpoint endpoint;
    private final GenerateRequestReader reader;
    private volatile Tools tools;

    RefVideoGenerateProducer(RefVideoEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.reader =
                new GenerateRequestReader(
                        endpoint.getConfiguration(),
                        ProviderFactory.limits(endpoint.getConfiguration()));
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        tools = Tools.of(endpoint);
    }

    /**
     * What belongs to one life of the component.
     *
     * @param room of the component, while it was started
     * @param provider uses the room's connections
     * @param delivery uses the room's connections
     */
    private record Tools(EngineRoom room, VideoProvider provider, VideoDelivery delivery) {

        static Tools of(RefVideoEndpoint endpoint) throws Exception {
            return new Tools(
                    endpoint.getComponent().engineRoom(),
                    endpoint.createProvider(),
                    VideoDelivery.create(endpoint));
        }
    }

    /** A component that was stopped and started again has another room. */
    private Tools tools() throws Exception {
        Tools known = tools;
        if (known.room() != endpoint.getComponent().engineRoom()) {
            known = Tools.of(endpoint);
            tools = known;
        }
        return known;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            Tools with = tools();
            String property = PaidStep.propertyName(exchange, endpoint);
            PaidStep step = step(exchange, property, with.provider());
            exchange.setProperty(property, step);
            Completion completion =
                    new Completion(exchange, callback, step, property, with.provider().name());
            with.room().engine().run(order(step, with, completion));
            return false;
        } catch (Exception | Error e) {
            OutcomeWriter.forget(exchange.getMessage());
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    /**
     * What this message buys, or has bought already. A redelivered message is not read again: its
     * body may be an iterator that is used up. The header alone does not tell: it stays on the
     * message when the step that was redelivered is long past.
     */
    private PaidStep step(Exchange exchange, String property, VideoProvider provider)
            throws RefVideoInvalidRequestException {
        PaidStep earlier = PaidStep.find(exchange, property);
        boolean redelivered =
                exchange.getMessage().getHeader(Exchange.REDELIVERED, false, Boolean.class);
        if (earlier != null && redelivered && !earlier.wroteOn(exchange.getMessage())) {
            return earlier;
        }
        GenerateRequest request = reader.read(exchange);
        PreparedSubmit submit = prepare(request, provider);
        return earlier != null && earlier.asksForTheSame(request, submit)
                ? earlier.as(request)
                : new PaidStep(request, submit, IdempotencyKey.of(request, exchange));
    }

    private static PreparedSubmit prepare(GenerateRequest request, VideoProvider provider)
            throws RefVideoInvalidRequestException {
        try {
            return provider.prepare(request.video(), request.hints());
        } catch (IllegalArgumentException e) {
            throw new RefVideoInvalidRequestException(
                    ErrorDetails.of(
                                    ErrorKind.INVALID_REQUEST,
                                    "Nothing was sent, since the request cannot work: "
                                            + e.getMessage())
                            .provider(provider.name())
                            .cause(e));
        }
    }

    private JobOrder order(PaidStep step, Tools with, JobCallbacks callbacks) {
        GenerateRequest request = step.request();
        return new JobOrder(
                with.provider(),
                step.submit(),
                step.idempotencyKey(),
                step.progress(),
                waitPlan(request, endpoint.getConfiguration()),
                quota(with.provider().quota(), endpoint.getConfiguration()),
                with.delivery().as(request.output()),
                callbacks);
    }

    private static WaitPlan waitPlan(GenerateRequest request, RefVideoConfiguration options) {
        Long initialDelay = options.getInitialDelay();
        return new WaitPlan(
                initialDelay == null ? null : bounded(initialDelay),
                request.pollInterval(),
                request.pollTimeout(),
                bounded(options.getQueueTimeout()),
                options.getListThreshold(),
                options.getListPageSize());
    }

    /** A wait that does not fit into nanoseconds would come at once. */
    private static Duration bounded(long millis) {
        return Duration.ofMillis(Math.min(millis, DurationReader.LONGEST.toMillis()));
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

    /** Writes the exchange and lets the route go on, exactly once. */
    private static final class Completion implements JobCallbacks {

        private final Exchange exchange;
        private final AsyncCallback callback;
        private final PaidStep step;
        private final String property;
        private final String provider;

        Completion(
                Exchange exchange,
                AsyncCallback callback,
                PaidStep step,
                String property,
                String provider) {
            this.exchange = exchange;
            this.callback = callback;
            this.step = step;
            this.property = property;
            this.provider = provider;
        }

        @Override
        public void progressed(JobOrder.Progress progress) {
            step.progressed(progress);
        }

        @Override
        public void completed(JobOutcome outcome) {
            try {
                OutcomeWriter.write(exchange, outcome, step, provider);
                if (outcome.succeeded()) {
                    exchange.removeProperty(property);
                }
            } catch (RuntimeException | Error e) {
                exchange.setException(e);
            } finally {
                callback.done(false);
            }
        }
    }
}

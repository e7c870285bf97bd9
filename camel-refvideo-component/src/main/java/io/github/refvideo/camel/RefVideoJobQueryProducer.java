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

import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.camel.error.RefVideoExceptions;
import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import io.github.refvideo.camel.internal.exchange.ExchangeSpan;
import io.github.refvideo.camel.internal.exchange.JobHandleReader;
import io.github.refvideo.camel.internal.exchange.OptionResolver;
import io.github.refvideo.camel.internal.exchange.PollingOptions;
import io.github.refvideo.camel.internal.exchange.ResultWriter;
import io.github.refvideo.camel.internal.request.RequestReading;
import io.github.refvideo.camel.spi.CancelOutcome;
import io.github.refvideo.camel.spi.JobCanceler;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.JobReport;
import io.github.refvideo.camel.spi.TraceContext;
import io.github.refvideo.camel.spi.VideoProvider;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The operations that send one request about a job: {@code status} and {@code cancel}. Body in: the
 * job handle; body out: one word.
 *
 * @param <T> the result
 */
abstract class RefVideoJobQueryProducer<T> extends RefVideoProducer {

    private RefVideoJobQueryProducer(Endpoint endpoint, EndpointContext context) {
        super(endpoint, context);
    }

    abstract CompletableFuture<T> send(VideoProvider provider, JobHandle job, Duration timeout);

    abstract void write(Exchange exchange, JobHandle job, T result);

    @Override
    final void start(Exchange exchange, AsyncCallback callback, ProducerContext context)
            throws RefVideoInvalidRequestException {
        VideoProvider provider = context.provider();
        TraceContext trace = ExchangeSpan.traceOf(exchange);
        VideoProvider traced = trace == null ? provider : provider.traced(trace);
        JobHandle job = JobHandleReader.read(exchange.getMessage(), provider);
        Duration timeout = timeout(exchange);
        context.runtime()
                .engine()
                .call(
                        provider,
                        context.quota(),
                        () -> send(traced, job, timeout),
                        timeout,
                        (result, error) -> complete(exchange, callback, job, result, error));
    }

    private Duration timeout(Exchange exchange) throws RefVideoInvalidRequestException {
        RequestReading reading = new RequestReading();
        OptionResolver resolver =
                new OptionResolver(
                        exchange.getMessage(), Map.of(), options()::requestValue, messageOptions());
        PollingOptions polling = PollingOptions.read(resolver, reading);
        resolver.errors().forEach(reading::addError);
        reading.throwErrors();
        return polling.limit();
    }

    private void complete(
            Exchange exchange,
            AsyncCallback callback,
            JobHandle job,
            @Nullable T result,
            @Nullable RefVideoException error) {
        try {
            if (error == null) {
                write(exchange, job, result);
            } else {
                ResultWriter.writeFailure(exchange, job);
                ResultWriter.fail(exchange, RefVideoExceptions.of(error.getDetails().job(job)));
            }
        } catch (RuntimeException | Error e) {
            exchange.setException(e);
        } finally {
            callback.done(false);
        }
    }

    /** The {@code status} operation: reads the status of the job once. */
    static final class Status extends RefVideoJobQueryProducer<JobReport> {

        Status(Endpoint endpoint, EndpointContext context) {
            super(endpoint, context);
        }

        @Override
        CompletableFuture<JobReport> send(VideoProvider provider, JobHandle job, Duration timeout) {
            return provider.status(job, timeout);
        }

        @Override
        void write(Exchange exchange, JobHandle job, JobReport report) {
            ResultWriter.writeStatus(exchange, job, report);
        }
    }

    /** The {@code cancel} operation: asks the service to cancel the job. */
    static final class Cancel extends RefVideoJobQueryProducer<CancelOutcome> {

        Cancel(Endpoint endpoint, EndpointContext context) {
            super(endpoint, context);
        }

        @Override
        void check(ProducerContext context) {
            if (!(context.provider() instanceof JobCanceler)) {
                throw new IllegalArgumentException(
                        "operation: cancel is not possible with provider "
                                + context.provider().name()
                                + ", because its service cannot cancel jobs");
            }
        }

        @Override
        CompletableFuture<CancelOutcome> send(
                VideoProvider provider, JobHandle job, Duration timeout) {
            return ((JobCanceler) provider).cancel(job, timeout);
        }

        @Override
        void write(Exchange exchange, JobHandle job, CancelOutcome outcome) {
            ResultWriter.writeCancel(exchange, job, outcome);
        }
    }
}

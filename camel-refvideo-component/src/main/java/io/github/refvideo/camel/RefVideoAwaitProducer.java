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

import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import io.github.refvideo.camel.event.JobOutcome;
import io.github.refvideo.camel.internal.engine.JobSpec;
import io.github.refvideo.camel.internal.engine.JobSpec.CompletionPoint;
import io.github.refvideo.camel.internal.engine.PurchaseReceipt;
import io.github.refvideo.camel.internal.exchange.ExchangePurchase;
import io.github.refvideo.camel.internal.exchange.ExchangeSpan;
import io.github.refvideo.camel.internal.exchange.JobHandleReader;
import io.github.refvideo.camel.internal.exchange.OptionResolver;
import io.github.refvideo.camel.internal.exchange.OriginalMessage;
import io.github.refvideo.camel.internal.exchange.PollingOptions;
import io.github.refvideo.camel.internal.exchange.ResultWriter;
import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.internal.request.RequestReading;
import io.github.refvideo.camel.spi.JobHandle;
import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The {@code await} operation: waits for the job of a handle, whichever node submitted it. Body in:
 * the job handle; body out: see {@link RefVideoOutput}.
 */
final class RefVideoAwaitProducer extends RefVideoProducer {

    RefVideoAwaitProducer(Endpoint endpoint, EndpointContext context) {
        super(endpoint, context);
    }

    @Override
    void start(Exchange exchange, AsyncCallback callback, ProducerContext context)
            throws RefVideoInvalidRequestException {
        JobHandle job = JobHandleReader.read(exchange.getMessage(), context.provider());
        OptionResolver resolver =
                new OptionResolver(
                        exchange.getMessage(), Map.of(), options()::requestValue, messageOptions());
        RequestReading reading = new RequestReading();
        PollingOptions polling = PollingOptions.read(resolver, reading);
        Object requested = resolver.get(RequestOption.OUTPUT);
        // The output of this step takes precedence over the output of the step that submitted.
        RefVideoOutput output =
                RefVideoOutput.read(
                        requested == null ? outputOf(job) : requested,
                        reading,
                        options().getOutputDirectory());
        resolver.errors().forEach(reading::addError);
        reading.throwErrors();
        OriginalMessage message = OriginalMessage.of(exchange);
        ExchangePurchase purchase =
                ExchangePurchase.of(
                        message, job.idempotencyKey() == null ? job.jobId() : job.idempotencyKey());
        BodyFactory.Form form = context.bodies().create(output, message.id());
        purchase.onClose(options(), form::taken, form::released);
        JobSpec spec =
                new JobSpec(
                        origin(exchange),
                        ExchangeSpan.traceOf(exchange),
                        context.provider(),
                        null,
                        job,
                        message.id(),
                        null,
                        CompletionPoint.DELIVERED,
                        pollingPolicy(polling),
                        context.quota(),
                        form,
                        (outcome, receipt) ->
                                completed(exchange, callback, purchase, job, outcome, receipt));
        purchase.attempt(
                exchange, CompletionPoint.DELIVERED, () -> context.runtime().engine().run(spec));
    }

    /**
     * The output of the step that submitted the job. A handle does not contain a directory, because
     * it is untrusted input: without one, a file becomes a stream, which does not need more memory.
     */
    private @Nullable String outputOf(JobHandle job) {
        String output = job.output();
        String directory = options().getOutputDirectory();
        return RefVideoOutput.file.name().equalsIgnoreCase(output)
                        && (directory == null || directory.isBlank())
                ? RefVideoOutput.stream.name()
                : output;
    }

    private static void completed(
            Exchange exchange,
            AsyncCallback callback,
            ExchangePurchase purchase,
            JobHandle job,
            JobOutcome outcome,
            PurchaseReceipt receipt) {
        boolean written = false;
        try {
            ResultWriter.write(exchange, outcome, ResultWriter.Step.of(job));
            written = true;
        } catch (RuntimeException | Error e) {
            exchange.setException(e);
        } finally {
            try {
                purchase.attempted(
                        exchange, written && outcome.succeeded(), receipt, job, outcome.report());
            } finally {
                callback.done(false);
            }
        }
    }
}

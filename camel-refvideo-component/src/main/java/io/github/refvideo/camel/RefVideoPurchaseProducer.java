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

import io.github.refvideo.camel.GenerateRequestReader.GenerateRequest;
import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import io.github.refvideo.camel.event.JobOutcome;
import io.github.refvideo.camel.internal.engine.JobSpec;
import io.github.refvideo.camel.internal.engine.JobSpec.CompletionPoint;
import io.github.refvideo.camel.internal.engine.PurchaseReceipt;
import io.github.refvideo.camel.internal.engine.PurchaseRequest;
import io.github.refvideo.camel.internal.engine.PurchaseRequest.Preparation;
import io.github.refvideo.camel.internal.engine.WebhookEvents;
import io.github.refvideo.camel.internal.exchange.ExchangePurchase;
import io.github.refvideo.camel.internal.exchange.ExchangeSpan;
import io.github.refvideo.camel.internal.exchange.OriginalMessage;
import io.github.refvideo.camel.internal.exchange.PurchaseKey;
import io.github.refvideo.camel.internal.exchange.ResultWriter;
import io.github.refvideo.camel.internal.exchange.UploadThenSubmit;
import io.github.refvideo.camel.internal.http.PublicAddresses;
import io.github.refvideo.camel.internal.model.CostEstimate;
import io.github.refvideo.camel.internal.provider.gateway.GatewayProvider;
import io.github.refvideo.camel.internal.provider.openai.OpenAiVideosProvider;
import io.github.refvideo.camel.internal.request.RequestReading;
import io.github.refvideo.camel.internal.request.ValidationError;
import io.github.refvideo.camel.spi.PollHints;
import io.github.refvideo.camel.spi.PreparedSubmit;
import io.github.refvideo.camel.spi.VideoProvider;
import io.github.refvideo.camel.spi.VideoRequest;
import io.github.refvideo.camel.spi.Warning;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/**
 * The {@code generate} and {@code submit} operations: submit a request, and wait for the video or
 * return the job handle. Body in: see {@link
 * io.github.refvideo.camel.internal.reference.ReferenceReader}; body out: see {@link
 * RefVideoOutput}.
 */
final class RefVideoPurchaseProducer extends RefVideoProducer {

    private final GenerateRequestReader reader;
    private final Set<String> loggedDefaultSizes = ConcurrentHashMap.newKeySet();
    private final CompletionPoint completionPoint;

    /**
     * @param completionPoint {@code DELIVERED} to wait for the video
     */
    RefVideoPurchaseProducer(
            Endpoint endpoint, EndpointContext context, CompletionPoint completionPoint) {
        super(endpoint, context);
        this.completionPoint = completionPoint;
        this.reader =
                new GenerateRequestReader(
                        options(),
                        messageOptions(),
                        context.models(),
                        ProviderFactory.limits(options()));
    }

    @Override
    boolean submits() {
        return true;
    }

    /** The stream flow creates no job handle. */
    @Override
    void check(ProducerContext context) {
        if (completionPoint == CompletionPoint.SUBMITTED
                && GatewayProvider.NAME.equals(context.provider().name())
                && options().getGatewayFlow() == GatewayFlow.stream) {
            throw new IllegalArgumentException(
                    "gatewayFlow: stream is not possible with the operation submit, because it"
                            + " creates no job handle; use gatewayFlow=async");
        }
        warnIfDownloadIsRefused();
    }

    /** Otherwise this would only be found after the first job was paid for. */
    private void warnIfDownloadIsRefused() {
        String host = URI.create(ProviderFactory.baseUrl(options())).getHost();
        if (!options().isAllowPrivateAddresses()
                // The host of a self-hosted server is always allowed.
                && !options().getProvider().equals(OpenAiVideosProvider.NAME)
                && options().getOutput() != RefVideoOutput.url
                && !PublicAddresses.mayContain(host)) {
            ResultWriter.JOB_LOG.warn(
                    "{} is not on the public Internet, but allowPrivateAddresses is off. A video"
                            + " whose URL has such a host is not downloaded, although its job was"
                            + " paid for. Set allowPrivateAddresses=true if the service is on your"
                            + " own network",
                    host);
        }
    }

    /** Null if the job is polled. */
    private @Nullable String callbackUrl(VideoProvider provider, String key) {
        String url = ProviderFactory.webhookUrl(options());
        return url != null && provider instanceof GatewayProvider gateway
                ? WebhookEvents.callbackUrl(url, key, gateway.callbackToken(key))
                : null;
    }

    @Override
    void start(Exchange exchange, AsyncCallback callback, ProducerContext context)
            throws RefVideoInvalidRequestException {
        GenerateRequest request = reader.read(exchange);
        List<ValidationError> unreachable = context.uploads().validate(request.video());
        if (!unreachable.isEmpty()) {
            throw RequestReading.exception(unreachable);
        }
        VideoProvider provider = context.provider();
        PollHints hints = provider.usesPollHints() ? request.hints() : PollHints.NONE;
        PreparedSubmit draft = UploadThenSubmit.translate(provider, request.video(), hints);
        CostEstimate estimate = reader.checkCost(request.video(), draft);
        logDefaultSize(request.video());
        List<Warning> warnings = warnings(exchange, request, draft, context);
        String fingerprint = fingerprint(request, hints, draft, provider);
        OriginalMessage message = OriginalMessage.of(exchange);
        String key = key(exchange, message, fingerprint);
        ExchangePurchase exchanges = ExchangePurchase.of(message, key);
        // Another request with the same key must not reuse the prepared submit of the first one.
        Request memory = new Request(key, fingerprint);
        UploadThenSubmit staged =
                message.remembered(memory, () -> new UploadThenSubmit(fingerprint));
        Purchase purchase = new Purchase(message, memory, exchanges, staged);
        BodyFactory.Form form = context.bodies().create(request.output(), message.id());
        exchanges.onClose(
                new EndpointRequest(options(), memory),
                () -> {
                    form.taken();
                    staged.onDone();
                },
                () -> {
                    form.released();
                    staged.onDone();
                });
        Preparation preparation =
                staged.attempt(
                        context.uploads(),
                        provider,
                        request.video(),
                        request.media(),
                        hints,
                        draft);
        JobSpec job =
                new JobSpec(
                        origin(exchange),
                        ExchangeSpan.traceOf(exchange),
                        provider,
                        new PurchaseRequest(
                                key,
                                message.id(),
                                fingerprint,
                                draft.model(),
                                request.video().prompt(),
                                request.output() == null ? null : request.output().name(),
                                Objects.toString(request.video().resolution(), null),
                                seconds(request),
                                estimate == null ? null : estimate.max(),
                                options().isAdoptLostJobs(),
                                callbackUrl(provider, key),
                                preparation),
                        null,
                        message.id(),
                        exchanges.earlierReport(),
                        completionPoint,
                        pollingPolicy(request.polling()),
                        context.quota(),
                        form,
                        (outcome, receipt) ->
                                completed(
                                        exchange,
                                        callback,
                                        purchase,
                                        new ResultWriter.Step(
                                                provider.name(), draft.model(), estimate, warnings),
                                        outcome,
                                        receipt));
        exchanges.attempt(exchange, completionPoint, () -> context.runtime().engine().run(job));
    }

    /** Logged once per model, because the default size is rarely the cheapest. */
    private void logDefaultSize(VideoRequest video) {
        if (video.resolution() == null) {
            models().find(video.model())
                    .filter(model -> loggedDefaultSizes.add(model.toString()))
                    .flatMap(CostEstimate::describeDefaultSize)
                    .ifPresent(ResultWriter.JOB_LOG::info);
        }
    }

    /** One request of a purchase. */
    private record Request(String purchaseKey, String fingerprint) {}

    /** A request of one endpoint. */
    private record EndpointRequest(RefVideoConfiguration options, Request request) {}

    /** One attempt of one message. */
    private record Purchase(
            OriginalMessage message,
            Request request,
            ExchangePurchase exchanges,
            UploadThenSubmit submit) {

        void ended(JobOutcome outcome) {
            submit.ended(outcome);
            if (submit.isFinished()) {
                message.forget(request);
            }
        }
    }

    /** Polling options are part of some wire requests, but must not change the fingerprint. */
    private static String fingerprint(
            GenerateRequest request, PollHints hints, PreparedSubmit draft, VideoProvider provider)
            throws RefVideoInvalidRequestException {
        PreparedSubmit withoutHints =
                hints.equals(PollHints.NONE)
                        ? draft
                        : UploadThenSubmit.translate(provider, request.video(), PollHints.NONE);
        return withoutHints.fingerprintAt(provider);
    }

    private String key(Exchange exchange, OriginalMessage message, String fingerprint)
            throws RefVideoInvalidRequestException {
        String endpointUri = getEndpoint().getEndpointUri();
        String userKey = PurchaseKey.userKey(exchange, messageOptions());
        if (userKey != null) {
            return PurchaseKey.ofUser(userKey, exchange, endpointUri);
        }
        return options().isIdempotencyKeyFromMessage()
                ? PurchaseKey.ofIdentifiedMessage(exchange, endpointUri, fingerprint)
                : PurchaseKey.ofMessage(message.id(), exchange, endpointUri, fingerprint);
    }

    /** Null if the model chooses the duration. */
    private static Integer seconds(GenerateRequest request) {
        Integer seconds = request.video().durationSeconds();
        return seconds == null || seconds < 1 ? null : seconds;
    }

    /** Logged before the submit, because they are known before anything is paid. */
    private static List<Warning> warnings(
            Exchange exchange,
            GenerateRequest request,
            PreparedSubmit draft,
            ProducerContext context) {
        List<Warning> warnings =
                Stream.of(
                                request.warnings(),
                                context.uploads().warnings(request.video()),
                                draft.warnings())
                        .flatMap(List::stream)
                        .toList();
        if (!warnings.isEmpty()) {
            ResultWriter.JOB_LOG.warn(
                    "Exchange {} of route {} requests a video with warnings: {}",
                    exchange.getExchangeId(),
                    ExchangeHelper.getRouteId(exchange),
                    ResultWriter.line(warnings));
        }
        return warnings;
    }

    private static void completed(
            Exchange exchange,
            AsyncCallback callback,
            Purchase purchase,
            ResultWriter.Step step,
            JobOutcome outcome,
            PurchaseReceipt receipt) {
        boolean written = false;
        try {
            purchase.ended(outcome);
            ResultWriter.write(exchange, outcome, step);
            written = true;
        } catch (RuntimeException | Error e) {
            exchange.setException(e);
        } finally {
            try {
                purchase.exchanges()
                        .attempted(
                                exchange,
                                written && outcome.succeeded(),
                                receipt,
                                outcome.handle(),
                                outcome.report());
            } finally {
                callback.done(false);
            }
        }
    }

    /** Removes the headers of an earlier job. */
    @Override
    void onRejected(Exchange exchange) {
        ResultWriter.removeJobHeaders(exchange.getMessage());
    }
}

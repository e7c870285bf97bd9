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
import io.github.refvideo.camel.internal.engine.CompletionPoint;
import io.github.refvideo.camel.internal.engine.JobSpec;
import io.github.refvideo.camel.internal.engine.PurchaseReceipt;
import io.github.refvideo.camel.internal.engine.PurchaseRequest;
import io.github.refvideo.camel.internal.engine.SubmitPreparation;
import io.github.refvideo.camel.internal.exchange.ExchangePurchase;
import io.github.refvideo.camel.internal.exchange.IdempotencyKey;
import io.github.refvideo.camel.internal.exchange.MessageIdentity;
import io.github.refvideo.camel.internal.exchange.OriginalMessage;
import io.github.refvideo.camel.internal.exchange.PurchaseKey;
import io.github.refvideo.camel.internal.exchange.ResultWriter;
import io.github.refvideo.camel.internal.exchange.UploadThenSubmit;
import io.github.refvideo.camel.internal.exchange.ValidationErrors;
import io.github.refvideo.camel.internal.model.CostEstimate;
import io.github.refvideo.camel.internal.provider.gateway.GatewayProvider;
import io.github.refvideo.camel.internal.request.ValidationError;
import io.github.refvideo.camel.spi.PollHints;
import io.github.refvideo.camel.spi.PreparedSubmit;
import io.github.refvideo.camel.spi.VideoProvider;
import io.github.refvideo.camel.spi.VideoRequest;
import io.github.refvideo.camel.spi.Warning;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;

/**
 * The {@code generate} and {@code submit} operations: references in, and the video or the job's
 * handle out. Body in: see {@link io.github.refvideo.camel.internal.reference.ReferenceReader};
 * body out: see {@link RefVideoOutput}.
 */
final class RefVideoPurchaseProducer extends RefVideoProducer {

    private final GenerateRequestReader reader;
    private final Set<String> toldDefaultSize = ConcurrentHashMap.newKeySet();
    private final CompletionPoint completionPoint;

    /**
     * @param completionPoint whether to wait for the video
     */
    RefVideoPurchaseProducer(RefVideoEndpoint endpoint, CompletionPoint completionPoint) {
        super(endpoint);
        this.completionPoint = completionPoint;
        this.reader =
                new GenerateRequestReader(
                        options(), endpoint.models(), ProviderFactory.limits(options()));
    }

    @Override
    boolean buys() {
        return true;
    }

    /** The stream flow gives no job that anybody could wait for. */
    @Override
    void check(Tools with) {
        if (completionPoint == CompletionPoint.SUBMITTED
                && GatewayProvider.NAME.equals(with.provider().name())
                && options().getGatewayFlow() == GatewayFlow.stream) {
            throw new IllegalArgumentException(
                    "gatewayFlow: stream is not possible with the operation submit, since the job"
                            + " runs inside the call; write gatewayFlow=async");
        }
    }

    @Override
    void start(Exchange exchange, AsyncCallback callback, Tools with)
            throws RefVideoInvalidRequestException {
        GenerateRequest request = reader.read(exchange);
        List<ValidationError> unreachable = with.references().validate(request.video());
        if (!unreachable.isEmpty()) {
            throw ValidationErrors.invalid(unreachable);
        }
        VideoProvider provider = with.provider();
        PreparedSubmit draft =
                UploadThenSubmit.translate(provider, request.video(), request.hints());
        CostEstimate estimate = reader.affordable(request.video(), draft);
        tellDefaultSize(request.video());
        List<Warning> warnings = warnings(exchange, request, draft, with);
        String fingerprint = fingerprint(request, draft, provider);
        OriginalMessage message = OriginalMessage.of(exchange);
        String key = key(exchange, message, fingerprint);
        ExchangePurchase exchanges = ExchangePurchase.of(message, key);
        // Another request under the same key is sent in its own words, not in those of the first.
        Request memory = new Request(key, fingerprint);
        UploadThenSubmit staged =
                message.remembered(memory, () -> new UploadThenSubmit(fingerprint));
        Purchase purchase = new Purchase(message, memory, exchanges, staged);
        BodyFactory.Form form = with.delivery().as(request.output(), message.id());
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
        SubmitPreparation preparation =
                staged.attempt(
                        with.references(),
                        provider,
                        request.video(),
                        request.media(),
                        request.hints(),
                        draft);
        JobSpec job =
                new JobSpec(
                        origin(exchange),
                        provider,
                        new PurchaseRequest(
                                key,
                                message.id(),
                                fingerprint,
                                draft.model(),
                                request.video().prompt(),
                                request.output() == null ? null : request.output().name(),
                                seconds(request),
                                estimate == null ? null : estimate.most(),
                                options().isAdoptLostJobs(),
                                preparation),
                        null,
                        message.id(),
                        exchanges.earlierReport(),
                        completionPoint,
                        polling(request.waiting()),
                        with.quota(),
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
        exchanges.attempt(exchange, completionPoint, () -> with.runtime().engine().run(job));
    }

    /** Once for each model: the size that is made if none is set is seldom the cheapest. */
    private void tellDefaultSize(VideoRequest video) {
        if (video.resolution() == null) {
            getEndpoint()
                    .models()
                    .find(video.model())
                    .filter(model -> toldDefaultSize.add(model.toString()))
                    .flatMap(CostEstimate::ofDefaultSize)
                    .ifPresent(ResultWriter.JOB_LOG::info);
        }
    }

    /** One request under the key of a purchase. */
    private record Request(String purchaseKey, String fingerprint) {}

    /** A request of one endpoint. */
    private record EndpointRequest(RefVideoConfiguration options, Request request) {}

    /** One attempt of one message to buy a video. */
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

    /** How long to wait makes no other video of it, though some providers are told. */
    private static String fingerprint(
            GenerateRequest request, PreparedSubmit draft, VideoProvider provider)
            throws RefVideoInvalidRequestException {
        PreparedSubmit withoutHints =
                request.hints().equals(PollHints.NONE)
                        ? draft
                        : UploadThenSubmit.translate(provider, request.video(), PollHints.NONE);
        return withoutHints.fingerprintAt(provider);
    }

    private String key(Exchange exchange, OriginalMessage message, String fingerprint)
            throws RefVideoInvalidRequestException {
        String endpointUri = getEndpoint().getEndpointUri();
        String userKey = IdempotencyKey.of(exchange);
        if (userKey != null) {
            return PurchaseKey.ofUser(userKey, exchange, endpointUri);
        }
        String identity =
                options().isIdempotencyKeyFromMessage()
                        ? MessageIdentity.of(exchange)
                        : message.id();
        return PurchaseKey.ofMessage(identity, exchange, endpointUri, fingerprint);
    }

    /** Less than one leaves the length to the model. */
    private static Integer seconds(GenerateRequest request) {
        Integer seconds = request.video().durationSeconds();
        return seconds == null || seconds < 1 ? null : seconds;
    }

    /** Found before anything is paid, and therefore also logged before. */
    private static List<Warning> warnings(
            Exchange exchange, GenerateRequest request, PreparedSubmit draft, Tools with) {
        List<Warning> warnings =
                Stream.of(
                                request.warnings(),
                                with.references()
                                        .unreachable()
                                        .warnings(request.video().references()),
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

    /** What an earlier step told about its job must not pass for this one's. */
    @Override
    void refused(Exchange exchange) {
        ResultWriter.forget(exchange.getMessage());
    }
}

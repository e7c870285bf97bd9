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
import io.github.refvideo.camel.internal.exchange.HeaderNames;
import io.github.refvideo.camel.internal.exchange.MessageOptions;
import io.github.refvideo.camel.internal.exchange.MessageReferences;
import io.github.refvideo.camel.internal.exchange.OptionResolver;
import io.github.refvideo.camel.internal.exchange.PollingOptions;
import io.github.refvideo.camel.internal.exchange.ProviderOptionsReader;
import io.github.refvideo.camel.internal.model.CostEstimate;
import io.github.refvideo.camel.internal.model.ModelCheck;
import io.github.refvideo.camel.internal.model.ModelTable;
import io.github.refvideo.camel.internal.model.Service;
import io.github.refvideo.camel.internal.model.ServiceLimits;
import io.github.refvideo.camel.internal.reference.ReferenceSettings;
import io.github.refvideo.camel.internal.request.LogText;
import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.internal.request.RequestReading;
import io.github.refvideo.camel.internal.request.ValidationError;
import io.github.refvideo.camel.spi.BillableRequest;
import io.github.refvideo.camel.spi.LocalMedia;
import io.github.refvideo.camel.spi.PollHints;
import io.github.refvideo.camel.spi.PreparedSubmit;
import io.github.refvideo.camel.spi.VideoRequest;
import io.github.refvideo.camel.spi.Warning;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Reads the request of an exchange for the operations {@code generate} and {@code submit}. Sends
 * nothing; writes streams of local media to temporary files.
 */
final class GenerateRequestReader {

    /** Options whose value is used as it is; the others have their own readers. */
    private static final Set<RequestOption> PLAIN =
            EnumSet.complementOf(
                    EnumSet.of(
                            RequestOption.PROVIDER_OPTIONS,
                            RequestOption.REFERENCE_URLS,
                            RequestOption.POLL_INTERVAL,
                            RequestOption.POLL_TIMEOUT,
                            RequestOption.OUTPUT));

    private static final HeaderNames HEADERS = new HeaderNames(RefVideoConstants.class);

    /** Of a model name in an error message, in characters. */
    private static final int MAX_NAME_LENGTH = 100;

    private final RefVideoConfiguration configuration;
    private final MessageOptions allowed;
    private final ModelTable models;
    private final ServiceLimits limits;
    private volatile @Nullable Estimated lastEstimate;

    /** Most requests of an endpoint differ only in what does not change the price. */
    private record Estimated(BillableRequest request, Optional<CostEstimate> estimate) {}

    /**
     * @param allowed the options that a message may set
     * @param models the model table of the endpoint
     * @param limits the limits of its service
     */
    GenerateRequestReader(
            RefVideoConfiguration configuration,
            MessageOptions allowed,
            ModelTable models,
            ServiceLimits limits) {
        this.configuration = configuration;
        this.allowed = allowed;
        this.models = models;
        this.limits = limits;
    }

    /**
     * The request of one message.
     *
     * @param media the content of the local references, by {@link
     *     io.github.refvideo.camel.spi.Reference#url()}; readable until the exchange is completed
     * @param output null if not set
     * @param hints the polling options that were set explicitly
     * @param warnings about the message
     */
    record GenerateRequest(
            VideoRequest video,
            Map<String, LocalMedia> media,
            @Nullable RefVideoOutput output,
            PollingOptions polling,
            PollHints hints,
            List<Warning> warnings) {}

    /**
     * @throws RefVideoInvalidRequestException lists all errors of the message
     */
    GenerateRequest read(Exchange exchange) throws RefVideoInvalidRequestException {
        Message message = exchange.getMessage();
        MessageReferences references =
                MessageReferences.of(exchange, referenceSettings(configuration));
        OptionResolver resolver =
                new OptionResolver(
                        message, references.call().values(), configuration::requestValue, allowed);

        RequestReading reading = reading();
        List<ValidationError> unknownHeaders = HEADERS.unknown(message);
        boolean strict = configuration.getValidation() == ValidationMode.strict;
        if (strict) {
            unknownHeaders.forEach(reading::addError);
        }
        references.errors().forEach(reading::addError);
        if (references.asOption() && !allowed.allows(RequestOption.REFERENCE_URLS)) {
            reading.addError(allowed.refuse(RequestOption.REFERENCE_URLS));
        }
        reading.references(references.references());
        for (RequestOption option : PLAIN) {
            reading.set(option, resolver.get(option));
        }
        Object model = resolver.get(RequestOption.MODEL);
        reading.set(RequestOption.MODEL, model);
        ProviderOptionsReader.read(resolver, configuration.getAllowedModels() != null, reading);
        PollingOptions polling = PollingOptions.read(resolver, reading);
        RefVideoOutput output =
                RefVideoOutput.read(
                        resolver.get(RequestOption.OUTPUT),
                        reading,
                        configuration.getOutputDirectory());
        checkAllowed(configuration, model, reading);
        resolver.errors().forEach(reading::addError);

        Optional<VideoRequest> video = reading.read();
        reading.throwErrors();
        return new GenerateRequest(
                video.orElseThrow(),
                references.media(),
                output,
                polling,
                new PollHints(polling.interval(), polling.timeout()),
                warnings(references, strict ? List.of() : unknownHeaders, reading));
    }

    private RequestReading reading() {
        RequestReading reading = new RequestReading();
        ValidationMode mode = configuration.getValidation();
        return mode == ValidationMode.off
                ? ModelCheck.skip(reading, limits)
                : ModelCheck.validate(reading, models, limits, mode == ValidationMode.lenient);
    }

    /**
     * The errors in the options of an endpoint. Missing values are not reported, because a message
     * can set them.
     */
    static List<ValidationError> validate(RefVideoConfiguration configuration) {
        RequestReading reading = new RequestReading();
        for (RequestOption option : PLAIN) {
            reading.set(option, configuration.requestValue(option));
        }
        ProviderOptionsReader.check(configuration.getProviderOptions(), reading);
        reading.read();
        return reading.errors().stream().filter(error -> error.value() != null).toList();
    }

    /**
     * Which local references an endpoint accepts.
     *
     * @throws IllegalArgumentException if the options contradict each other
     */
    static ReferenceSettings referenceSettings(RefVideoConfiguration configuration) {
        return ReferenceSettings.of(
                configuration.isAllowFileReferences(),
                configuration.getReferenceDirectory(),
                configuration.getSpoolDirectory(),
                configuration.getMaxReferenceSize());
    }

    /** The model of the endpoint is always allowed; a message can select models of the list. */
    private static void checkAllowed(
            RefVideoConfiguration configuration, Object chosen, RequestReading reading) {
        List<String> allowed = configuration.allowedModelList();
        if (allowed == null || chosen == null) {
            return;
        }
        String model = chosen.toString().strip();
        if (!allowed.contains(model) && !model.equals(configuration.getModel())) {
            reading.addError(
                    ValidationError.invalid(
                            RequestOption.MODEL,
                            model,
                            "allowedModels permits " + String.join(", ", allowed)));
        }
    }

    private Optional<CostEstimate> estimate(BillableRequest request) {
        Estimated last = lastEstimate;
        if (last == null || !last.request().equals(request)) {
            last = new Estimated(request, CostEstimate.of(request, models));
            lastEstimate = last;
        }
        return last.estimate();
    }

    /**
     * The list price of the request as it is sent.
     *
     * @param submit the translated request
     * @return null if no price is known
     * @throws RefVideoInvalidRequestException if {@code maxEstimatedCost} is set, and the request
     *     may cost more or no price is known
     */
    @Nullable CostEstimate checkCost(VideoRequest video, PreparedSubmit submit)
            throws RefVideoInvalidRequestException {
        BillableRequest billable =
                submit.billable() == null ? BillableRequest.of(video) : submit.billable();
        Optional<CostEstimate> estimate = estimate(billable);
        Double limit = configuration.getMaxEstimatedCost();
        if (limit != null && estimate.isEmpty() && limits.service() == Service.OPENAI_VIDEOS) {
            throw tooExpensive(
                    "maxEstimatedCost is "
                            + BigDecimal.valueOf(limit).toPlainString()
                            + ", and a self-hosted server has no price: the cost of a job is not"
                            + " known, which does not mean that it is zero. Remove maxEstimatedCost"
                            + " and limit the jobs with maxInFlight, or add a price of your own with"
                            + " modelTable");
        } else if (limit != null && estimate.isEmpty()) {
            throw tooExpensive(
                    "no price is known for "
                            + String.join(
                                    " or ",
                                    Stream.concat(
                                                    Stream.of(billable.model()),
                                                    billable.fallbackModels().stream())
                                            .map(name -> LogText.line(name, MAX_NAME_LENGTH))
                                            .toList())
                            + " and maxEstimatedCost is "
                            + BigDecimal.valueOf(limit).toPlainString()
                            + "; choose another model, or add its price with modelTable");
        } else if (limit != null && estimate.get().max().compareTo(BigDecimal.valueOf(limit)) > 0) {
            throw tooExpensive(
                    "this video may cost "
                            + estimate.get().max().stripTrailingZeros().toPlainString()
                            + " USD"
                            + (estimate.get().notes().isEmpty()
                                    ? ""
                                    : " (" + String.join("; ", estimate.get().notes()) + ")")
                            + " and maxEstimatedCost is "
                            + BigDecimal.valueOf(limit).toPlainString()
                            + "; a shorter or smaller video (duration, resolution), or another"
                            + " model, costs less");
        }
        return estimate.orElse(null);
    }

    private static RefVideoInvalidRequestException tooExpensive(String reason) {
        return new RefVideoInvalidRequestException(
                ErrorDetails.of(ErrorKind.INVALID_REQUEST, "Nothing was sent because " + reason));
    }

    private static List<Warning> warnings(
            MessageReferences references,
            List<ValidationError> unknownHeaders,
            RequestReading reading) {
        List<Warning> warnings = new ArrayList<>(references.warnings());
        unknownHeaders.forEach(header -> warnings.add(Warning.local(null, header.toString())));
        reading.warnings()
                .forEach(
                        warning ->
                                warnings.add(
                                        Warning.local(
                                                warning.option().optionName(), warning.details())));
        return List.copyOf(warnings);
    }
}

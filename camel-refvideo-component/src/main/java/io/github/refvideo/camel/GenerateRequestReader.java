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
import io.github.refvideo.camel.internal.exchange.MessageReferences;
import io.github.refvideo.camel.internal.exchange.OptionResolver;
import io.github.refvideo.camel.internal.exchange.PollingOptions;
import io.github.refvideo.camel.internal.exchange.ProviderOptionsReader;
import io.github.refvideo.camel.internal.exchange.ValidationErrors;
import io.github.refvideo.camel.internal.model.CostEstimate;
import io.github.refvideo.camel.internal.model.ModelCheck;
import io.github.refvideo.camel.internal.model.ModelTable;
import io.github.refvideo.camel.internal.model.ServiceLimits;
import io.github.refvideo.camel.internal.reference.ReferenceSettings;
import io.github.refvideo.camel.internal.request.LogText;
import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.internal.request.RequestReading;
import io.github.refvideo.camel.internal.request.ValidationError;
import io.github.refvideo.camel.spi.BillableRequest;
import io.github.refvideo.camel.spi.PollHints;
import io.github.refvideo.camel.spi.PreparedSubmit;
import io.github.refvideo.camel.spi.VideoRequest;
import io.github.refvideo.camel.spi.Warning;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Reads an exchange into what the operations that buy need ({@code generate} and {@code submit}).
 * Sends nothing; keeps streams of local media on disk.
 */
final class GenerateRequestReader {

    /**
     * Options whose value goes into the request as it stands; the others have readers of their own.
     */
    private static final Set<RequestOption> PLAIN =
            EnumSet.complementOf(
                    EnumSet.of(
                            RequestOption.PROVIDER_OPTIONS,
                            RequestOption.REFERENCE_URLS,
                            RequestOption.POLL_INTERVAL,
                            RequestOption.POLL_TIMEOUT,
                            RequestOption.OUTPUT));

    private static final HeaderNames HEADERS = new HeaderNames(RefVideoConstants.class);

    /** Of a model in a message, in characters. */
    private static final int LONGEST_NAME = 100;

    private final RefVideoConfiguration configuration;
    private final ModelTable models;
    private final ServiceLimits limits;

    /**
     * @param models what is known about models
     * @param limits what the endpoint's service can do
     */
    GenerateRequestReader(
            RefVideoConfiguration configuration, ModelTable models, ServiceLimits limits) {
        this.configuration = configuration;
        this.models = models;
        this.limits = limits;
    }

    /**
     * @throws RefVideoInvalidRequestException names every problem of the message at once
     */
    GenerateRequest read(Exchange exchange) throws RefVideoInvalidRequestException {
        Message message = exchange.getMessage();
        MessageReferences references =
                MessageReferences.of(exchange, referenceSettings(configuration));
        OptionResolver raw =
                new OptionResolver(
                        message, references.call().values(), configuration::requestValue);

        RequestReading reading = reading();
        List<ValidationError> unknownHeaders = HEADERS.unknown(message);
        boolean strict = configuration.getValidation() == ValidationMode.strict;
        if (strict) {
            unknownHeaders.forEach(reading::problem);
        }
        references.problems().forEach(reading::problem);
        reading.references(references.references());
        for (RequestOption option : PLAIN) {
            reading.set(option, raw.get(option));
        }
        Object model = raw.get(RequestOption.MODEL);
        reading.set(RequestOption.MODEL, model);
        ProviderOptionsReader.read(raw, configuration.getAllowedModels() != null, reading);
        PollingOptions wait = PollingOptions.read(raw, reading);
        RefVideoOutput output =
                RefVideoOutput.read(raw.get(RequestOption.OUTPUT), reading, configuration);
        checkAllowed(configuration, model, reading);
        raw.problems().forEach(reading::problem);

        Optional<VideoRequest> video = reading.read();
        if (video.isEmpty()) {
            throw ValidationErrors.invalid(reading.problems());
        }
        return new GenerateRequest(
                video.get(),
                references.media(),
                output,
                wait,
                new PollHints(wait.interval(), wait.timeout()),
                warnings(references, strict ? List.of() : unknownHeaders, reading));
    }

    private RequestReading reading() {
        RequestReading reading = new RequestReading();
        ValidationMode mode = configuration.getValidation();
        return mode == ValidationMode.off
                ? ModelCheck.skip(reading, limits)
                : ModelCheck.during(reading, models, limits, mode == ValidationMode.lenient);
    }

    /**
     * What is wrong with the values of an endpoint itself; what a message may bring is not missed.
     */
    static List<ValidationError> problemsOf(RefVideoConfiguration configuration) {
        RequestReading reading = new RequestReading();
        for (RequestOption option : PLAIN) {
            reading.set(option, configuration.requestValue(option));
        }
        ProviderOptionsReader.check(configuration.getProviderOptions(), reading);
        reading.read();
        return reading.problems().stream().filter(problem -> problem.value() != null).toList();
    }

    /**
     * What an endpoint lets messages hand in.
     *
     * @throws IllegalArgumentException when the options cannot work together
     */
    static ReferenceSettings referenceSettings(RefVideoConfiguration configuration) {
        return ReferenceSettings.of(
                configuration.isAllowFileReferences(),
                configuration.getReferenceDirectory(),
                configuration.getSpoolDirectory(),
                configuration.getMaxReferenceSize());
    }

    /** A model that the route's author chose is always allowed; a message's only from the list. */
    private static void checkAllowed(
            RefVideoConfiguration configuration, Object chosen, RequestReading reading) {
        if (configuration.getAllowedModels() == null || chosen == null) {
            return;
        }
        List<String> allowed =
                Arrays.stream(configuration.getAllowedModels().split(","))
                        .map(String::strip)
                        .toList();
        String model = chosen.toString().strip();
        if (!allowed.contains(model) && !model.equals(configuration.getModel())) {
            reading.problem(
                    ValidationError.bad(
                            RequestOption.MODEL,
                            model,
                            "allowedModels permits " + String.join(", ", allowed)));
        }
    }

    /**
     * The list price of what is sent.
     *
     * @param submit the translated request
     * @return null when no price is known
     * @throws RefVideoInvalidRequestException when it may cost more than {@code maxEstimatedCost},
     *     or that is set and no price is known
     */
    CostEstimate affordable(VideoRequest video, PreparedSubmit submit)
            throws RefVideoInvalidRequestException {
        BillableRequest billable =
                submit.billable() == null ? BillableRequest.of(video) : submit.billable();
        Optional<CostEstimate> estimate = CostEstimate.of(billable, models);
        Double limit = configuration.getMaxEstimatedCost();
        if (limit != null && estimate.isEmpty()) {
            throw tooExpensive(
                    "no price is known for "
                            + String.join(
                                    " or ",
                                    Stream.concat(
                                                    Stream.of(billable.model()),
                                                    billable.fallbackModels().stream())
                                            .map(name -> LogText.line(name, LONGEST_NAME))
                                            .toList())
                            + " and maxEstimatedCost is "
                            + BigDecimal.valueOf(limit).toPlainString()
                            + "; choose another model, or name a file with its price in modelTable");
        } else if (limit != null
                && estimate.get().most().compareTo(BigDecimal.valueOf(limit)) > 0) {
            throw tooExpensive(
                    "this video may cost "
                            + estimate.get().most().stripTrailingZeros().toPlainString()
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
                ErrorDetails.of(ErrorKind.INVALID_REQUEST, "Nothing was sent, since " + reason));
    }

    private static List<Warning> warnings(
            MessageReferences references,
            List<ValidationError> unknownHeaders,
            RequestReading reading) {
        List<Warning> warnings = new ArrayList<>(references.warnings());
        unknownHeaders.forEach(header -> warnings.add(Warning.local(null, header.toString())));
        reading.doubts()
                .forEach(
                        doubt ->
                                warnings.add(
                                        Warning.local(
                                                doubt.option().optionName(), doubt.details())));
        return List.copyOf(warnings);
    }
}

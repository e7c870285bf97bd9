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
import io.github.refvideo.camel.model.CostEstimate;
import io.github.refvideo.camel.model.ModelCheck;
import io.github.refvideo.camel.model.ServiceLimits;
import io.github.refvideo.camel.outcome.Warning;
import io.github.refvideo.camel.provider.PollHints;
import io.github.refvideo.camel.reference.CallShape;
import io.github.refvideo.camel.reference.ReferenceReader;
import io.github.refvideo.camel.request.Problem;
import io.github.refvideo.camel.request.RequestOption;
import io.github.refvideo.camel.request.RequestReading;
import io.github.refvideo.camel.request.VideoRequest;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Reads an exchange into what the {@code generate} operation needs. Sends nothing. */
final class GenerateRequestReader {

    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(5);
    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

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

    private final RefVideoConfiguration configuration;
    private final ServiceLimits limits;

    /**
     * @param limits what the endpoint's service can do
     */
    GenerateRequestReader(RefVideoConfiguration configuration, ServiceLimits limits) {
        this.configuration = configuration;
        this.limits = limits;
    }

    /**
     * @throws RefVideoInvalidRequestException names every problem of the message at once
     */
    GenerateRequest read(Exchange exchange) throws RefVideoInvalidRequestException {
        Message message = exchange.getMessage();
        ReferenceReader references = new ReferenceReader();
        references.read(MessageReferences.of(message));
        CallShape call = new CallShape(references.call() == null ? Map.of() : references.call());
        RawOptions raw = new RawOptions(message, call.values(), configuration);

        RequestReading reading =
                ModelCheck.during(new RequestReading(), limits, configuration.getValidation());
        references.problems().forEach(reading::problem);
        call.problems().forEach(reading::problem);
        reading.references(
                references.references().isEmpty() ? call.references() : references.references());
        for (RequestOption option : PLAIN) {
            reading.set(option, raw.get(option));
        }
        Object model = ModelChoice.of(exchange, raw);
        reading.set(RequestOption.MODEL, model);
        ProviderOptionsReader.read(raw, configuration.getAllowedModels() != null, reading);
        Duration interval = DurationReader.read(raw, RequestOption.POLL_INTERVAL, reading);
        Duration timeout = DurationReader.read(raw, RequestOption.POLL_TIMEOUT, reading);
        RefVideoOutput output = output(raw, reading);
        ModelChoice.checkAllowed(configuration, model, reading);

        Optional<VideoRequest> video = reading.read();
        if (video.isEmpty()) {
            throw invalid(reading.problems());
        }
        return new GenerateRequest(
                video.get(),
                output,
                interval == null ? DEFAULT_INTERVAL : interval,
                timeout == null ? DEFAULT_TIMEOUT : timeout,
                new PollHints(interval, timeout),
                message.getHeader(RefVideoConstants.IDEMPOTENCY_KEY, String.class),
                affordable(video.get()),
                warnings(call, reading));
    }

    /**
     * What is wrong with the values of an endpoint itself; what a message may bring is not missed.
     */
    static List<Problem> problemsOf(RefVideoConfiguration configuration) {
        RequestReading reading = new RequestReading();
        for (RequestOption option : PLAIN) {
            reading.set(option, RawOptions.configured(configuration, option));
        }
        ProviderOptionsReader.check(configuration.getProviderOptions(), reading);
        reading.read();
        return reading.problems().stream().filter(problem -> problem.value() != null).toList();
    }

    static String inWords(List<Problem> problems) {
        return problems.stream().map(Problem::toString).collect(Collectors.joining("; also "));
    }

    private RefVideoOutput output(RawOptions raw, RequestReading reading) {
        Object value = raw.get(RequestOption.OUTPUT);
        for (RefVideoOutput output : RefVideoOutput.values()) {
            if (output.name().equalsIgnoreCase(value.toString().strip())) {
                checkDirectory(output, reading);
                return output;
            }
        }
        reading.problem(
                Problem.bad(RequestOption.OUTPUT, value, "write bytes, stream, file or url"));
        return null;
    }

    /** Before anything is paid: a video without a place would have to be fetched again. */
    private void checkDirectory(RefVideoOutput output, RequestReading reading) {
        String directory = configuration.getOutputDirectory();
        String wrong = null;
        if (output != RefVideoOutput.file) {
            return;
        } else if (directory == null || directory.isBlank()) {
            wrong = "outputDirectory is not set; set it on the endpoint or the component";
        } else if (!Files.isDirectory(Path.of(directory))) {
            wrong = "outputDirectory is no directory that is there; make it first";
        } else if (!Files.isWritable(Path.of(directory))) {
            wrong = "outputDirectory does not let this user write";
        }
        if (wrong != null) {
            reading.problem(
                    Problem.bad(
                            RequestOption.OUTPUT,
                            output,
                            wrong + ", or write bytes, stream or url"));
        }
    }

    private CostEstimate affordable(VideoRequest video) throws RefVideoInvalidRequestException {
        Optional<CostEstimate> estimate = CostEstimate.of(video);
        Double limit = configuration.getMaxEstimatedCost();
        if (limit != null
                && estimate.isPresent()
                && estimate.get().most().compareTo(BigDecimal.valueOf(limit)) > 0) {
            throw new RefVideoInvalidRequestException(
                    ErrorDetails.of(
                            ErrorKind.INVALID_REQUEST,
                            "Nothing was sent, since this video may cost "
                                    + estimate.get().most().stripTrailingZeros().toPlainString()
                                    + " USD and maxEstimatedCost is "
                                    + BigDecimal.valueOf(limit).toPlainString()
                                    + "; a shorter or smaller video (duration, resolution), or another"
                                    + " model, costs less"));
        }
        return estimate.orElse(null);
    }

    private static List<Warning> warnings(CallShape call, RequestReading reading) {
        List<Warning> warnings = new ArrayList<>(call.warnings());
        reading.doubts()
                .forEach(
                        doubt ->
                                warnings.add(
                                        Warning.local(
                                                doubt.option().optionName(), doubt.details())));
        return List.copyOf(warnings);
    }

    private static RefVideoInvalidRequestException invalid(List<Problem> problems) {
        return new RefVideoInvalidRequestException(
                ErrorDetails.of(
                        ErrorKind.INVALID_REQUEST,
                        "Nothing was sent, since the request cannot work: " + inWords(problems)));
    }
}

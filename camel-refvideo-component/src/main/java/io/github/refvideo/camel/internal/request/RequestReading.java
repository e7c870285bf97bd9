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
package io.github.refvideo.camel.internal.request;

import io.github.refvideo.camel.error.ErrorDetails;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.ReferenceUrls;
import io.github.refvideo.camel.spi.VideoRequest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Converts raw option values from headers, bodies and URIs to a {@link VideoRequest}. Collects all
 * errors before it fails, so that a user can correct them at once.
 *
 * <p>Not thread-safe; used for one message.
 */
public final class RequestReading {

    private final Map<RequestOption, Object> values = new EnumMap<>(RequestOption.class);
    private final List<Reference> references = new ArrayList<>();
    private final List<ValidationError> errors = new ArrayList<>();
    private final List<ValidationWarning> warnings = new ArrayList<>();
    private Set<String> urlSchemes = Set.of("http", "https");
    private Function<VideoRequest, ValidationResult> modelCheck = request -> ValidationResult.VALID;

    /**
     * Sets the checks of service and model. By default only the checks run that are the same for
     * all models, and references must be http or https URLs.
     *
     * @param schemes the URL schemes that references may have, in lower case
     * @param check validates a whole request
     */
    public RequestReading validateWith(
            Set<String> schemes, Function<VideoRequest, ValidationResult> check) {
        urlSchemes = Set.copyOf(schemes);
        modelCheck = check;
        return this;
    }

    /** Sets the raw value of an option; null is ignored. A later call replaces the value. */
    public RequestReading set(RequestOption option, @Nullable Object value) {
        if (value != null) {
            values.put(option, value);
        }
        return this;
    }

    /** Replaces the references, in the order of their character numbers. */
    public RequestReading references(List<Reference> list) {
        references.clear();
        references.addAll(list);
        return this;
    }

    /** Adds an error that was found while the message was read. */
    public RequestReading addError(ValidationError error) {
        errors.add(error);
        return this;
    }

    /** The errors found so far. Complete only after {@link #read()}. */
    public List<ValidationError> errors() {
        return List.copyOf(errors);
    }

    /** Warnings for a request that is sent. Complete only after {@link #read()}. */
    public List<ValidationWarning> warnings() {
        return List.copyOf(warnings);
    }

    /**
     * @throws RefVideoInvalidRequestException if there are errors; its message lists all of them
     */
    public void throwErrors() throws RefVideoInvalidRequestException {
        if (!errors.isEmpty()) {
            throw exception(errors);
        }
    }

    /** The exception for a request with these errors. */
    public static RefVideoInvalidRequestException exception(List<ValidationError> errors) {
        return new RefVideoInvalidRequestException(
                ErrorDetails.of(
                        ErrorKind.INVALID_REQUEST,
                        "Nothing was sent because the request is not valid: "
                                + ValidationError.list(errors)));
    }

    /**
     * Reads all values, applies the checks that are the same for all models, then those of the
     * model.
     *
     * @return the request, or empty if there are {@link #errors()}
     */
    public Optional<VideoRequest> read() {
        VideoRequest request =
                new VideoRequest(
                        text(RequestOption.MODEL),
                        text(RequestOption.PROMPT),
                        text(RequestOption.NEGATIVE_PROMPT),
                        references,
                        value(RequestOption.RESOLUTION, OptionValues::resolution),
                        value(RequestOption.ASPECT_RATIO, OptionValues::aspectRatio),
                        value(RequestOption.DURATION, OptionValues::seconds),
                        value(RequestOption.FRAMES_PER_SECOND, OptionValues::framesPerSecond),
                        value(RequestOption.SHOT_TYPE, OptionValues::shotType),
                        value(RequestOption.SEED, OptionValues::seed),
                        value(RequestOption.AUDIO, OptionValues::flag),
                        value(RequestOption.WATERMARK, OptionValues::flag),
                        value(RequestOption.PROMPT_EXTEND, OptionValues::flag),
                        Optional.ofNullable(
                                        value(
                                                RequestOption.PROVIDER_OPTIONS,
                                                OptionValues::options))
                                .orElse(Map.of()));
        checkRequired(request);
        checkText(RequestOption.PROMPT, request.prompt());
        checkText(RequestOption.NEGATIVE_PROMPT, request.negativePrompt());
        checkReferences(request);
        checkModel(request);
        return errors.isEmpty() ? Optional.of(request) : Optional.empty();
    }

    /** A value that could not be read is not also reported as missing. */
    private void checkRequired(VideoRequest request) {
        List<ValidationError> missing = new ArrayList<>();
        if (request.model() == null && !hasError(RequestOption.MODEL)) {
            missing.add(
                    ValidationError.missing(
                            RequestOption.MODEL, "name a model, such as alibaba/wan-v2.6-r2v"));
        }
        if (request.prompt() == null && !hasError(RequestOption.PROMPT)) {
            missing.add(
                    ValidationError.missing(
                            RequestOption.PROMPT,
                            "describe the scene and name the references, such as 'character1 waves'"));
        }
        errors.addAll(missing);
    }

    /** Text that was cut inside a character cannot be encoded. */
    private void checkText(RequestOption option, @Nullable String text) {
        boolean broken =
                text != null
                        && text.codePoints()
                                .anyMatch(
                                        c ->
                                                c >= Character.MIN_SURROGATE
                                                        && c <= Character.MAX_SURROGATE);
        if (broken) {
            errors.add(
                    ValidationError.invalid(
                            option,
                            text,
                            "it contains half of a surrogate pair; cut text between characters"));
        }
    }

    private void checkReferences(VideoRequest request) {
        if (request.references().isEmpty() && !hasError(RequestOption.REFERENCE_URLS)) {
            errors.add(
                    ValidationError.missing(
                            RequestOption.REFERENCE_URLS,
                            "add at least one http or https URL, or local media, to the message"
                                    + " body, the attachments or the header"));
        }
        request.references().stream()
                .flatMap(RequestReading::urls)
                .filter(Objects::nonNull)
                .filter(url -> !ReferenceUrls.isReadable(url, urlSchemes))
                .forEach(
                        url ->
                                errors.add(
                                        ValidationError.invalid(
                                                RequestOption.REFERENCE_URLS,
                                                ReferenceUrls.printable(url),
                                                "references must be absolute "
                                                        + String.join(
                                                                " or ", new TreeSet<>(urlSchemes))
                                                        + " URLs that the service can fetch")));
    }

    /** Local media gets its URL when it is uploaded. */
    private static Stream<@Nullable String> urls(Reference reference) {
        return Stream.of(reference.local() == null ? reference.url() : null, reference.voiceUrl());
    }

    /** What is missing or was rejected is not also reported as too little for the model. */
    private void checkModel(VideoRequest request) {
        ValidationResult result = modelCheck.apply(request);
        Predicate<RequestOption> reported =
                option -> errors.stream().anyMatch(e -> e.option() == option && leavesNone(e));
        errors.addAll(
                result.errors().stream().filter(error -> !reported.test(error.option())).toList());
        warnings.addAll(result.warnings());
    }

    private boolean leavesNone(ValidationError error) {
        return error.value() == null
                || error.option() == RequestOption.REFERENCE_URLS && references.isEmpty();
    }

    private boolean hasError(RequestOption option) {
        return errors.stream().anyMatch(error -> error.option() == option);
    }

    private @Nullable String text(RequestOption option) {
        Object value = values.get(option);
        return value == null || value.toString().isBlank() ? null : value.toString().strip();
    }

    private <T> @Nullable T value(RequestOption option, Function<Object, T> reader) {
        Object raw = values.get(option);
        if (raw == null || raw.toString().isBlank()) {
            return null;
        }
        try {
            return reader.apply(raw);
        } catch (BadValueException e) {
            errors.add(ValidationError.invalid(option, raw, e.getMessage()));
            return null;
        }
    }
}

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

import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.VideoRequest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Turns raw option values, as they come from headers, bodies and URIs, into a {@link VideoRequest}.
 * Collects every problem before it gives up, so that a user mends a request once and not five
 * times.
 *
 * <p>Not thread-safe; used for one message.
 */
public final class RequestReading {

    private final Map<RequestOption, Object> values = new EnumMap<>(RequestOption.class);
    private final List<Reference> references = new ArrayList<>();
    private final List<ValidationError> problems = new ArrayList<>();
    private final List<ValidationWarning> doubts = new ArrayList<>();
    private Set<String> urlSchemes = Set.of("http", "https");
    private Function<VideoRequest, ValidationResult> modelCheck = request -> ValidationResult.CLEAN;

    /**
     * Says where the request goes, and how it is compared with what the model can do. Without this
     * only the checks that are true for every model run, and references are http or https.
     *
     * @param schemes what references may start with, in lower case
     * @param check finds what is wrong with a whole request
     */
    public RequestReading against(
            Set<String> schemes, Function<VideoRequest, ValidationResult> check) {
        urlSchemes = Set.copyOf(schemes);
        modelCheck = check;
        return this;
    }

    /** Sets an option's raw value; null is ignored. A later call for the same option wins. */
    public RequestReading set(RequestOption option, Object value) {
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

    /** Adds a problem that was found while the message was read. */
    public RequestReading problem(ValidationError problem) {
        problems.add(problem);
        return this;
    }

    /** What is wrong so far. Complete only after {@link #read()}. */
    public List<ValidationError> problems() {
        return List.copyOf(problems);
    }

    /** What the user should know although the request is sent. Complete after {@link #read()}. */
    public List<ValidationWarning> doubts() {
        return List.copyOf(doubts);
    }

    /**
     * Reads all values and applies the checks that are true for every model, then those of the
     * model asked for.
     *
     * @return the request, or empty when {@link #problems()} has something to say
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
        problems.addAll(BasicChecks.problemsOf(request, problems, urlSchemes));
        checkModel(request);
        return problems.isEmpty() ? Optional.of(request) : Optional.empty();
    }

    /**
     * What is missing altogether, or was refused altogether, is not reported a second time as too
     * little for the model.
     */
    private void checkModel(VideoRequest request) {
        ValidationResult found = modelCheck.apply(request);
        Predicate<RequestOption> reported =
                option -> problems.stream().anyMatch(p -> p.option() == option && leavesNone(p));
        problems.addAll(found.problems().stream().filter(p -> !reported.test(p.option())).toList());
        doubts.addAll(found.doubts());
    }

    private boolean leavesNone(ValidationError problem) {
        return problem.value() == null
                || problem.option() == RequestOption.REFERENCE_URLS && references.isEmpty();
    }

    private String text(RequestOption option) {
        Object value = values.get(option);
        return value == null || value.toString().isBlank() ? null : value.toString().strip();
    }

    private <T> T value(RequestOption option, Function<Object, T> reader) {
        Object raw = values.get(option);
        if (raw == null || raw.toString().isBlank()) {
            return null;
        }
        try {
            return reader.apply(raw);
        } catch (BadValueException e) {
            problems.add(ValidationError.bad(option, raw, e.getMessage()));
            return null;
        }
    }
}

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
package io.github.refvideo.camel.internal.reference;

import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.internal.request.ValidationError;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.Warning;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A whole call in the format of the AI SDK's video function, as JSON object or {@code Map}: prompt,
 * resolution and other options at the top level, the references in {@code inputReferences} or, for
 * Wan, in {@code providerOptions.alibaba.referenceUrls}. It is part of a message, so it can set
 * only what headers can set.
 */
public final class AiSdkCallBody {

    private static final Map<String, RequestOption> TOP_LEVEL =
            Map.of(
                    "model", RequestOption.MODEL,
                    "aspectRatio", RequestOption.ASPECT_RATIO,
                    "resolution", RequestOption.RESOLUTION,
                    "duration", RequestOption.DURATION,
                    "fps", RequestOption.FRAMES_PER_SECOND,
                    "seed", RequestOption.SEED,
                    "generateAudio", RequestOption.AUDIO);

    private static final Map<String, RequestOption> ALIBABA =
            Map.of(
                    "shotType", RequestOption.SHOT_TYPE,
                    "negativePrompt", RequestOption.NEGATIVE_PROMPT,
                    "audio", RequestOption.AUDIO,
                    "watermark", RequestOption.WATERMARK,
                    "promptExtend", RequestOption.PROMPT_EXTEND,
                    "pollIntervalMs", RequestOption.POLL_INTERVAL,
                    "pollTimeoutMs", RequestOption.POLL_TIMEOUT);

    private static final Set<String> READ_SEPARATELY =
            Set.of("prompt", "n", "providerOptions", "inputReferences");

    private static final Set<String> NOT_SUPPORTED =
            Set.of("image", "frameImages", "callbackUrl", "webhookUrl");

    private final Map<RequestOption, Object> values = new EnumMap<>(RequestOption.class);
    private final Map<String, Object> providerOptions = new LinkedHashMap<>();
    private final ReferenceReader references;
    private final List<ValidationError> errors = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();

    /**
     * @param call the object, which is untrusted input
     * @param reader an empty reader for the references in the call
     */
    public AiSdkCallBody(Map<?, ?> call, ReferenceReader reader) {
        references = reader;
        call.forEach((key, value) -> readTopLevel(String.valueOf(key), value));
        Object typed = call.get("inputReferences");
        if (typed != null) {
            references.readTyped(typed);
        }
        if (call.get("providerOptions") instanceof Map<?, ?> options) {
            options.forEach(
                    (key, value) -> readProvider(String.valueOf(key), value, typed != null));
        }
        readPrompt(call.get("prompt"));
        if (call.get("n") != null && !call.get("n").toString().equals("1")) {
            errors.add(
                    ValidationError.invalid(
                            RequestOption.PROMPT,
                            "n = " + call.get("n"),
                            "one exchange creates one video; split the message to get several"));
        }
    }

    /** Option values as in the call, not converted. */
    public Map<RequestOption, Object> values() {
        if (!providerOptions.isEmpty()) {
            values.put(RequestOption.PROVIDER_OPTIONS, providerOptions);
        }
        return values;
    }

    public List<Reference> references() {
        return references.references();
    }

    public List<ValidationError> errors() {
        List<ValidationError> all = new ArrayList<>(errors);
        all.addAll(references.errors());
        return all;
    }

    public List<Warning> warnings() {
        return warnings;
    }

    private void readTopLevel(String key, @Nullable Object value) {
        if (value == null || READ_SEPARATELY.contains(key)) {
            return;
        }
        RequestOption option = TOP_LEVEL.get(key);
        if (option != null) {
            values.put(option, value);
        } else if (NOT_SUPPORTED.contains(key)) {
            errors.add(
                    ValidationError.invalid(
                            RequestOption.REFERENCE_URLS,
                            key,
                            "a message cannot set it; write references to inputReferences or"
                                    + " providerOptions.alibaba.referenceUrls"));
        } else {
            warnings.add(Warning.local("body", "the unknown field '" + key + "' is ignored"));
        }
    }

    private void readPrompt(@Nullable Object prompt) {
        if (prompt instanceof Map<?, ?> parts) {
            values.put(RequestOption.PROMPT, parts.get("text"));
            if (parts.get("image") != null) {
                readTopLevel("image", parts.get("image"));
            }
        } else if (prompt != null) {
            values.put(RequestOption.PROMPT, prompt);
        }
    }

    private void readProvider(String name, Object value, boolean typedReferences) {
        if (!(value instanceof Map<?, ?> fields)) {
            providerOptions.put(name, value);
            return;
        }
        Map<Object, Object> rest = new LinkedHashMap<>(fields);
        if (name.equals("alibaba")) {
            Object urls = rest.remove("referenceUrls");
            if (urls != null && typedReferences) {
                warnings.add(
                        Warning.local(
                                "referenceUrls", "ignored because inputReferences is also set"));
            } else if (urls != null) {
                references.read(urls);
            }
            ALIBABA.forEach(
                    (field, option) -> {
                        Object set = rest.remove(field);
                        if (set != null) {
                            values.put(option, set);
                        }
                    });
        }
        if (!rest.isEmpty()) {
            providerOptions.put(name, rest);
        }
    }
}

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

/**
 * A whole call in the shape of the AI SDK's video function, as JSON object or {@code Map}: prompt,
 * resolution and so on at the top, the references in {@code inputReferences} or, for Wan, in {@code
 * providerOptions.alibaba.referenceUrls}. It is a message, so it can set what headers can set and
 * nothing else.
 */
public final class AiSdkCallBody {

    private static final Map<String, RequestOption> TOP =
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

    private static final Set<String> READ_APART =
            Set.of("prompt", "n", "providerOptions", "inputReferences");

    private static final Set<String> PICTURES_TO_ANIMATE =
            Set.of("image", "frameImages", "callbackUrl", "webhookUrl");

    private final Map<RequestOption, Object> values = new EnumMap<>(RequestOption.class);
    private final Map<String, Object> providerOptions = new LinkedHashMap<>();
    private final ReferenceReader references;
    private final List<ValidationError> problems = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();

    /**
     * @param call the object; its keys and values come from a stranger
     * @param reader an empty one, for the references in the call
     */
    public AiSdkCallBody(Map<?, ?> call, ReferenceReader reader) {
        references = reader;
        call.forEach((key, value) -> top(String.valueOf(key), value));
        Object typed = call.get("inputReferences");
        if (typed != null) {
            references.readTyped(typed);
        }
        if (call.get("providerOptions") instanceof Map<?, ?> options) {
            options.forEach((key, value) -> provider(String.valueOf(key), value, typed != null));
        }
        prompt(call.get("prompt"));
        if (call.get("n") != null && !call.get("n").toString().equals("1")) {
            problems.add(
                    ValidationError.invalid(
                            RequestOption.PROMPT,
                            "n = " + call.get("n"),
                            "one exchange makes one video; split the message to get several"));
        }
    }

    /** Option values, raw as they stand in the call. */
    public Map<RequestOption, Object> values() {
        if (!providerOptions.isEmpty()) {
            values.put(RequestOption.PROVIDER_OPTIONS, providerOptions);
        }
        return values;
    }

    public List<Reference> references() {
        return references.references();
    }

    public List<ValidationError> problems() {
        List<ValidationError> all = new ArrayList<>(problems);
        all.addAll(references.problems());
        return all;
    }

    public List<Warning> warnings() {
        return warnings;
    }

    private void top(String key, Object value) {
        if (value == null || READ_APART.contains(key)) {
            return;
        }
        RequestOption option = TOP.get(key);
        if (option != null) {
            values.put(option, value);
        } else if (PICTURES_TO_ANIMATE.contains(key)) {
            problems.add(
                    ValidationError.invalid(
                            RequestOption.REFERENCE_URLS,
                            key,
                            "a message cannot set it; references go into inputReferences or"
                                    + " providerOptions.alibaba.referenceUrls"));
        } else {
            warnings.add(Warning.local("body", "the field '" + key + "' is not known; ignored"));
        }
    }

    private void prompt(Object prompt) {
        if (prompt instanceof Map<?, ?> parts) {
            values.put(RequestOption.PROMPT, parts.get("text"));
            if (parts.get("image") != null) {
                top("image", parts.get("image"));
            }
        } else if (prompt != null) {
            values.put(RequestOption.PROMPT, prompt);
        }
    }

    private void provider(String name, Object value, boolean typedReferences) {
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
                                "referenceUrls", "inputReferences are set as well and are used"));
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

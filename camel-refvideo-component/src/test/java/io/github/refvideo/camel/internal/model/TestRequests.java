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
package io.github.refvideo.camel.internal.model;

import io.github.refvideo.camel.ValidationMode;
import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.internal.request.RequestReading;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.ReferenceKind;
import io.github.refvideo.camel.spi.ReferenceUrls;
import io.github.refvideo.camel.spi.VideoRequest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Writes requests in short form. References are letters: {@code i} an image, {@code v} a video,
 * {@code a} audio, {@code d} the bytes of an image, {@code w} the bytes of a video, {@code s} an
 * image with a voice, {@code -} none. Options are {@code name=value} joined by {@code &}; {@code
 * x*9} repeats. Without a prompt, a prompt that names every reference is generated.
 */
final class TestRequests {

    private static final ServiceLimits ANYTHING =
            ServiceLimits.other().withScheme("oss").withScheme("data");

    private TestRequests() {}

    static RequestReading reading(String model, String references, String options) {
        return reading(model, references, options, ANYTHING, ValidationMode.strict);
    }

    static RequestReading reading(
            String model,
            String references,
            String options,
            ServiceLimits service,
            ValidationMode mode) {
        List<Reference> list = references(references);
        RequestReading reading =
                reading(service, mode)
                        .set(RequestOption.MODEL, model)
                        .set(RequestOption.PROMPT, prompt(model, list))
                        .references(list);
        for (String option : options == null ? new String[0] : options.split("&")) {
            String[] pair = option.split("=", 2);
            reading.set(option(pair[0].strip()), expand(pair[1].strip()));
        }
        return reading;
    }

    /** As the endpoint's option {@code validation} has it. */
    static RequestReading reading(ServiceLimits service, ValidationMode mode) {
        return mode == ValidationMode.off
                ? ModelCheck.skip(new RequestReading(), service)
                : ModelCheck.validate(
                        new RequestReading(),
                        ModelTable.builtIn(),
                        service,
                        mode == ValidationMode.lenient);
    }

    static VideoRequest request(String model, String references, String options) {
        RequestReading reading = reading(model, references, options, ANYTHING, ValidationMode.off);
        return reading.read().orElseThrow(() -> new AssertionError(reading.errors()));
    }

    static List<Reference> references(String letters) {
        List<Reference> list = new ArrayList<>();
        for (char letter : letters.replaceAll("[^a-z]", "").toCharArray()) {
            String base = "https://h.example/" + list.size();
            list.add(
                    switch (letter) {
                        case 'i' -> Reference.of(base + ".png");
                        case 'v' -> Reference.of(base + ".mp4?sig=1");
                        case 'a' -> Reference.of(base + ".mp3");
                        case 'd' -> Reference.of("data:image/png;base64,AAAA");
                        case 'w' -> Reference.of("data:video/mp4;base64,AAAA");
                        case 's' -> new Reference(base + ".png", null, base + ".wav");
                        default -> throw new IllegalArgumentException(letters);
                    });
        }
        return list;
    }

    static String expand(String value) {
        int star = value.lastIndexOf('*');
        return star > 0 && value.substring(star + 1).matches("\\d+")
                ? value.substring(0, star).repeat(Integer.parseInt(value.substring(star + 1)))
                : value;
    }

    static RequestOption option(String name) {
        for (RequestOption option : RequestOption.values()) {
            if (option.optionName().equals(name)) {
                return option;
            }
        }
        throw new IllegalArgumentException(name);
    }

    private static String prompt(String model, List<Reference> references) {
        StringBuilder prompt = new StringBuilder("A scene");
        List<PlaceholderStyle> styles =
                ModelTable.builtIn()
                        .find(model)
                        .map(ModelCapabilities::placeholders)
                        .orElse(List.of());
        Map<ReferenceKind, Integer> counts = new EnumMap<>(ReferenceKind.class);
        int place = 0;
        for (Reference reference : references) {
            ReferenceKind kind = ReferenceUrls.kindOf(reference);
            int ofKind = counts.merge(kind, 1, Integer::sum);
            place++;
            if (!styles.isEmpty()) {
                PlaceholderStyle style = styles.get(0);
                int number = style == PlaceholderStyle.CHARACTER ? place : ofKind;
                prompt.append(" with ").append(style.write(kind, number));
            }
        }
        return prompt.toString();
    }
}

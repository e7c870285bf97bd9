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

import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.internal.request.ValidationResult;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.ReferenceKind;
import io.github.refvideo.camel.spi.ReferenceUrls;
import io.github.refvideo.camel.spi.VideoRequest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks whether the prompt names the references as the model requires. A name without a reference
 * is an error; a reference without a name is only a warning, because a prompt may describe it
 * instead.
 */
final class PlaceholderCheck {

    /** The maximum number of placeholders in one message; a prompt may contain thousands. */
    private static final int MAX_NAMED = 5;

    private final VideoRequest request;
    private final ModelCapabilities model;
    private final ValidationResult.Collector result;
    private final Map<ReferenceKind, Integer> counts;

    private PlaceholderCheck(
            VideoRequest request, ModelCapabilities model, ValidationResult.Collector result) {
        this.request = request;
        this.model = model;
        this.result = result;
        this.counts = ReferenceCheck.count(request.references());
    }

    static void check(
            VideoRequest request, ModelCapabilities model, ValidationResult.Collector result) {
        if (request.prompt() != null && !request.references().isEmpty()) {
            new PlaceholderCheck(request, model, result).check();
        }
    }

    private void check() {
        List<Placeholder> used = new ArrayList<>();
        List<Placeholder> unsupported = new ArrayList<>();
        for (Placeholder placeholder : Placeholder.findAll(request.prompt())) {
            if (model.placeholders().contains(placeholder.style())) {
                used.add(placeholder);
            } else if (placeholder.exact()) {
                unsupported.add(placeholder);
            }
        }
        checkNumbers(used);
        checkStyle(unsupported);
        boolean unsupportedOnly = used.isEmpty() && !unsupported.isEmpty();
        if (!model.placeholders().isEmpty() && !unsupportedOnly) {
            checkUnused(used);
        }
    }

    private void checkNumbers(List<Placeholder> used) {
        for (String text : texts(used.stream().filter(p -> p.exact() && !exists(p)).toList())) {
            result.error(RequestOption.PROMPT, text, available());
        }
        for (String text : texts(used.stream().filter(p -> !p.exact() && !exists(p)).toList())) {
            result.warning(
                    RequestOption.PROMPT,
                    "'" + text + "' looks like a reference, but " + available());
        }
    }

    private void checkStyle(List<Placeholder> unsupported) {
        List<String> texts = texts(unsupported);
        if (texts.isEmpty()) {
            return;
        }
        String wanted =
                model.placeholders().isEmpty()
                        ? "cannot name references in the prompt; describe them instead"
                        : "requires " + example(ReferenceUrls.kindOf(request.references().get(0)));
        result.warning(
                RequestOption.PROMPT,
                texts.stream().map(text -> "'" + text + "'").collect(Collectors.joining(", "))
                        + " may not be understood: "
                        + model
                        + " "
                        + wanted);
    }

    private void checkUnused(List<Placeholder> used) {
        if (request.references().size() == 1 && used.isEmpty()) {
            return;
        }
        if (used.isEmpty()) {
            result.warning(
                    RequestOption.PROMPT,
                    "names none of the "
                            + request.references().size()
                            + " references; write "
                            + example(ReferenceUrls.kindOf(request.references().get(0))));
            return;
        }
        List<String> unused = unused(used);
        if (!unused.isEmpty()) {
            result.warning(
                    RequestOption.PROMPT,
                    "does not name "
                            + unused.stream().limit(MAX_NAMED).collect(Collectors.joining(", "))
                            + (unused.size() > MAX_NAMED ? ", ..." : ""));
        }
    }

    /** The references that no placeholder names; audio needs no name. */
    private List<String> unused(List<Placeholder> used) {
        PlaceholderStyle style = used.get(0).style();
        Set<String> named = new HashSet<>();
        used.forEach(p -> named.add(p.kind() + " " + p.number()));
        List<String> unused = new ArrayList<>();
        Map<ReferenceKind, Integer> seen = new EnumMap<>(ReferenceKind.class);
        int place = 0;
        for (Reference reference : request.references()) {
            place++;
            ReferenceKind kind = ReferenceUrls.kindOf(reference);
            int ofKind = seen.merge(kind, 1, Integer::sum);
            boolean isUsed = named.contains("null " + place) || named.contains(kind + " " + ofKind);
            if (!isUsed && kind != ReferenceKind.AUDIO) {
                int number = style == PlaceholderStyle.CHARACTER ? place : ofKind;
                unused.add(style.write(kind, number));
            }
        }
        return unused;
    }

    private boolean exists(Placeholder placeholder) {
        int count =
                placeholder.kind() == null
                        ? request.references().size()
                        : counts.get(placeholder.kind());
        return placeholder.number() >= 1 && placeholder.number() <= count;
    }

    /** For example {@code 2 references} or {@code 1 image, 2 videos}. */
    private String available() {
        boolean single = request.references().size() == 1;
        return (single ? "there is only " : "there are only ") + referenceCount();
    }

    private String referenceCount() {
        if (model.placeholders().get(0) == PlaceholderStyle.CHARACTER) {
            int count = request.references().size();
            return count + (count == 1 ? " reference" : " references");
        }
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> entry.getKey().count(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private String example(ReferenceKind kind) {
        PlaceholderStyle style = model.placeholders().get(0);
        return style.write(kind, 1) + ", " + style.write(kind, 2) + " and so on";
    }

    private static List<String> texts(List<Placeholder> placeholders) {
        return placeholders.stream().map(Placeholder::text).distinct().limit(MAX_NAMED).toList();
    }
}

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
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.ReferenceKind;
import io.github.refvideo.camel.spi.VideoRequest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether the prompt names the references as the model wants it. A name without a reference is a
 * problem; a reference without a name is only a doubt, since a prompt may describe it instead.
 */
final class PlaceholderCheck {

    /** A message names no more than this many; a prompt may hold thousands. */
    private static final int MOST_NAMED = 5;

    private final VideoRequest request;
    private final ModelCapabilities model;
    private final ValidationCollector findings;
    private final Map<ReferenceKind, Integer> counts;

    private PlaceholderCheck(
            VideoRequest request, ModelCapabilities model, ValidationCollector findings) {
        this.request = request;
        this.model = model;
        this.findings = findings;
        this.counts = ReferenceCheck.count(request.references());
    }

    static void check(VideoRequest request, ModelCapabilities model, ValidationCollector findings) {
        if (request.prompt() != null && !request.references().isEmpty()) {
            new PlaceholderCheck(request, model, findings).check();
        }
    }

    private void check() {
        List<Placeholder> used = new ArrayList<>();
        List<Placeholder> foreign = new ArrayList<>();
        for (Placeholder placeholder : Placeholders.of(request.prompt())) {
            if (model.placeholders().contains(placeholder.style())) {
                used.add(placeholder);
            } else if (placeholder.exact()) {
                foreign.add(placeholder);
            }
        }
        checkNumbers(used);
        checkStyle(foreign);
        boolean describedOnly = used.isEmpty() && !foreign.isEmpty();
        if (!model.placeholders().isEmpty() && !describedOnly) {
            checkUnnamed(used);
        }
    }

    private void checkNumbers(List<Placeholder> used) {
        for (String text : texts(used.stream().filter(p -> p.exact() && !exists(p)).toList())) {
            findings.problem(RequestOption.PROMPT, text, onlyThese());
        }
        for (String text : texts(used.stream().filter(p -> !p.exact() && !exists(p)).toList())) {
            findings.doubt(
                    RequestOption.PROMPT,
                    "'" + text + "' looks like a reference, but " + onlyThese());
        }
    }

    private void checkStyle(List<Placeholder> foreign) {
        List<String> texts = texts(foreign);
        if (texts.isEmpty()) {
            return;
        }
        String wanted =
                model.placeholders().isEmpty()
                        ? "cannot name references in the prompt; describe them instead"
                        : "wants " + example(ReferenceKind.of(request.references().get(0)));
        findings.doubt(
                RequestOption.PROMPT,
                texts.stream().map(text -> "'" + text + "'").collect(Collectors.joining(", "))
                        + " may not be understood: "
                        + model
                        + " "
                        + wanted);
    }

    private void checkUnnamed(List<Placeholder> used) {
        if (request.references().size() == 1 && used.isEmpty()) {
            return;
        }
        if (used.isEmpty()) {
            findings.doubt(
                    RequestOption.PROMPT,
                    "names none of the "
                            + request.references().size()
                            + " references; write "
                            + example(ReferenceKind.of(request.references().get(0))));
            return;
        }
        List<String> unnamed = unnamed(used);
        if (!unnamed.isEmpty()) {
            findings.doubt(
                    RequestOption.PROMPT,
                    "does not name "
                            + unnamed.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                            + (unnamed.size() > MOST_NAMED ? ", …" : ""));
        }
    }

    /** The references that no placeholder names; sounds need no name. */
    private List<String> unnamed(List<Placeholder> used) {
        PlaceholderStyle style = used.get(0).style();
        Set<String> named = new HashSet<>();
        used.forEach(p -> named.add(p.kind() + " " + p.number()));
        List<String> unnamed = new ArrayList<>();
        Map<ReferenceKind, Integer> seen = new EnumMap<>(ReferenceKind.class);
        int place = 0;
        for (Reference reference : request.references()) {
            place++;
            ReferenceKind kind = ReferenceKind.of(reference);
            int ofKind = seen.merge(kind, 1, Integer::sum);
            boolean isNamed =
                    named.contains("null " + place) || named.contains(kind + " " + ofKind);
            if (!isNamed && kind != ReferenceKind.AUDIO) {
                int number = style == PlaceholderStyle.CHARACTER ? place : ofKind;
                unnamed.add(style.write(kind, number));
            }
        }
        return unnamed;
    }

    private boolean exists(Placeholder placeholder) {
        int count =
                placeholder.kind() == null
                        ? request.references().size()
                        : counts.get(placeholder.kind());
        return placeholder.number() >= 1 && placeholder.number() <= count;
    }

    /** For example {@code 2 references} or {@code 1 picture, 2 clips}. */
    private String onlyThese() {
        boolean single = request.references().size() == 1;
        return (single ? "there is only " : "there are only ") + numbered();
    }

    private String numbered() {
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
        return placeholders.stream().map(Placeholder::text).distinct().limit(MOST_NAMED).toList();
    }
}

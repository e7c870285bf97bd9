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
import io.github.refvideo.camel.spi.ReferenceUrls;
import io.github.refvideo.camel.spi.VideoRequest;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How many references of which kind, and in which form. */
final class ReferenceCheck {

    private ReferenceCheck() {}

    static void check(VideoRequest request, ModelCapabilities model, ValidationCollector findings) {
        List<Reference> references = request.references();
        Map<ReferenceKind, Integer> counts = count(references);
        counts.forEach((kind, count) -> checkKind(kind, count, model, findings));
        checkTotal(references.size(), counts, model, findings);
        checkAudioAlone(references, counts, model, findings);
        references.forEach(reference -> checkForm(reference, model, findings));
        MediaCheck.check(references, model, findings);
    }

    private static void checkAudioAlone(
            List<Reference> references,
            Map<ReferenceKind, Integer> counts,
            ModelCapabilities model,
            ValidationCollector findings) {
        if (references.isEmpty() || counts.get(ReferenceKind.AUDIO) < references.size()) {
            return;
        }
        switch (model.references().audioAlone()) {
            case YES -> {}
            case NO -> {
                if (model.references().audios().max() > 0) {
                    findings.problem(
                            RequestOption.REFERENCE_URLS,
                            "audio alone",
                            model + " takes audio only together with an image or video");
                }
            }
            case UNKNOWN ->
                    findings.doubt(
                            RequestOption.REFERENCE_URLS,
                            "only audio is given; without an image or video nothing shows what a"
                                    + " character looks like");
        }
    }

    /** How many there are of each kind; every kind is there. */
    static Map<ReferenceKind, Integer> count(List<Reference> references) {
        Map<ReferenceKind, Integer> counts = new EnumMap<>(ReferenceKind.class);
        for (ReferenceKind kind : ReferenceKind.values()) {
            counts.put(kind, 0);
        }
        references.forEach(reference -> counts.merge(ReferenceKind.of(reference), 1, Integer::sum));
        return Collections.unmodifiableMap(counts);
    }

    private static void checkKind(
            ReferenceKind kind, int count, ModelCapabilities model, ValidationCollector findings) {
        Range allowed = model.references().of(kind);
        if (count > allowed.max()) {
            findings.problem(
                    RequestOption.REFERENCE_URLS,
                    kind.count(count),
                    model
                            + " takes "
                            + (allowed.max() == 0 ? "no" : allowed.toString())
                            + " "
                            + kind.plural());
        } else if (count < allowed.min()) {
            findings.problem(
                    RequestOption.REFERENCE_URLS,
                    kind.count(count),
                    model + " needs " + allowed + " " + kind.plural());
        }
    }

    /** Says nothing that the count of the only kind has said already. */
    private static void checkTotal(
            int count,
            Map<ReferenceKind, Integer> counts,
            ModelCapabilities model,
            ValidationCollector findings) {
        Range allowed = model.references().total();
        boolean saidByKind =
                model.references().images().equals(allowed)
                        || counts.entrySet().stream()
                                .anyMatch(
                                        kind ->
                                                kind.getValue() == count
                                                        && count
                                                                > model.references()
                                                                        .of(kind.getKey())
                                                                        .max());
        if (!allowed.contains(count) && !saidByKind) {
            findings.problem(
                    RequestOption.REFERENCE_URLS,
                    count + (count == 1 ? " reference" : " references"),
                    model + " takes " + allowed + " in all");
        }
    }

    private static void checkForm(
            Reference reference, ModelCapabilities model, ValidationCollector findings) {
        // How local media travels is decided when it is stored.
        if (reference.local() == null) {
            checkTransport(reference, model, findings);
        }
        if (reference.voiceUrl() != null && !model.references().voice()) {
            findings.problem(
                    RequestOption.REFERENCE_URLS,
                    "voice " + ReferenceUrls.printable(reference.voiceUrl()),
                    model + " takes no voice with a reference");
        }
    }

    private static void checkTransport(
            Reference reference, ModelCapabilities model, ValidationCollector findings) {
        InlineMedia inline = model.references().inline();
        boolean bytes = ReferenceUrls.isInline(reference.url());
        String shown = ReferenceUrls.printable(reference.url());
        if (!bytes && inline == InlineMedia.REQUIRED) {
            findings.problem(
                    RequestOption.REFERENCE_URLS,
                    shown,
                    model + " ignores links and takes only the bytes, in a data URL");
        } else if (bytes && inline == InlineMedia.NONE) {
            findings.problem(
                    RequestOption.REFERENCE_URLS,
                    shown,
                    model + " takes links only; put it where the service can fetch it");
        } else if (bytes && ReferenceKind.of(reference) != ReferenceKind.IMAGE) {
            findings.problem(
                    RequestOption.REFERENCE_URLS,
                    shown,
                    model + " takes the bytes of images only; give a link to it");
        }
    }
}

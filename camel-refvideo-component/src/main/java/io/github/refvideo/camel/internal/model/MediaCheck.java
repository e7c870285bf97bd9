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
import io.github.refvideo.camel.spi.MediaInfo;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.ReferenceKind;
import java.math.BigDecimal;
import java.util.List;

/**
 * Whether local media is what the model takes: format, size, sides, length. Media that only a URL
 * names is not fetched to find out. What the content does not tell is not judged.
 */
final class MediaCheck {

    private static final long MILLIS = 1000;

    /** Containers round: a video of 30 s may say 30.03. */
    private static final long TOLERANCE_MILLIS = 100;

    private MediaCheck() {}

    static void check(
            List<Reference> references, ModelCapabilities model, ValidationCollector findings) {
        for (int i = 0; i < references.size(); i++) {
            MediaInfo facts = references.get(i).local();
            MediaLimits limits =
                    model.references().media().get(ReferenceKind.of(references.get(i)));
            if (facts != null && limits != null) {
                new Look("reference " + (i + 1), facts, model, limits, findings).check();
            }
        }
        model.references()
                .media()
                .forEach((kind, limits) -> together(kind, limits, references, model, findings));
    }

    private static void together(
            ReferenceKind kind,
            MediaLimits limits,
            List<Reference> references,
            ModelCapabilities model,
            ValidationCollector findings) {
        List<Long> lengths =
                references.stream()
                        .filter(r -> r.local() != null && ReferenceKind.of(r) == kind)
                        .map(r -> r.local().durationMillis())
                        .toList();
        long sum = lengths.stream().reduce(0L, MediaCheck::sum);
        // One that is too long by itself is reported by itself.
        boolean several = lengths.size() > 1;
        if ((several || limits.seconds().max() > limits.secondsTogether())
                && isLonger(sum, limits.secondsTogether())) {
            findings.problem(
                    RequestOption.REFERENCE_URLS,
                    kind.count(lengths.size()) + " of " + seconds(sum) + " together",
                    model + " takes at most " + limits.secondsTogether() + " s together");
        }
    }

    private static long sum(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }

    private static boolean isLonger(long millis, int seconds) {
        return millis > seconds * MILLIS + TOLERANCE_MILLIS;
    }

    private static String seconds(long millis) {
        return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString() + " s";
    }

    /** One file beside what is allowed. */
    private record Look(
            String name,
            MediaInfo facts,
            ModelCapabilities model,
            MediaLimits limits,
            ValidationCollector findings) {

        void check() {
            if (!limits.types().isEmpty() && !limits.types().contains(facts.mediaType())) {
                refuse(facts.mediaType(), limits.typesInWords());
            }
            if (facts.length() > limits.maxBytes()) {
                refuse(facts.length() + " bytes", "at most " + limits.megabytes());
            }
            if (facts.width() > 0 && facts.height() > 0) {
                checkSides(facts.width() + "x" + facts.height());
            }
            checkLength(facts.durationMillis());
            if (facts.alpha() && limits.opaque()) {
                findings.doubt(
                        RequestOption.REFERENCE_URLS,
                        name + " can be transparent; " + model + " asks for images that are not");
            }
        }

        private void checkSides(String size) {
            int shorter = Math.min(facts.width(), facts.height());
            int longer = Math.max(facts.width(), facts.height());
            if (!limits.sides().contains(shorter) || !limits.sides().contains(longer)) {
                refuse(size, "sides of " + limits.sides() + " pixels");
            }
            if (longer > (long) limits.maxRatio() * shorter) {
                refuse(
                        size,
                        "shapes from 1:" + limits.maxRatio() + " to " + limits.maxRatio() + ":1");
            }
        }

        private void checkLength(long millis) {
            boolean tooShort = millis + TOLERANCE_MILLIS < limits.seconds().min() * MILLIS;
            if (millis > 0 && (tooShort || isLonger(millis, limits.seconds().max()))) {
                refuse(seconds(millis), limits.seconds() + " s");
            }
        }

        private void refuse(String found, String allowed) {
            findings.problem(
                    RequestOption.REFERENCE_URLS, name + ": " + found, model + " takes " + allowed);
        }
    }
}

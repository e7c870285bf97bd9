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
import io.github.refvideo.camel.spi.ReferenceUrls;
import io.github.refvideo.camel.spi.VideoRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The checks that are true for every model and every provider. */
final class BasicChecks {

    private BasicChecks() {}

    /**
     * @param request read from the message
     * @param known what the reading found already; a value that could not be read is not reported
     *     as missing on top
     * @param urlSchemes what references may start with
     */
    static List<ValidationError> problemsOf(
            VideoRequest request, List<ValidationError> known, Set<String> urlSchemes) {
        List<ValidationError> problems = new ArrayList<>();
        if (request.model() == null && !mentions(known, RequestOption.MODEL)) {
            problems.add(
                    ValidationError.missing(
                            RequestOption.MODEL, "name a model, such as alibaba/wan-v2.6-r2v"));
        }
        if (request.prompt() == null && !mentions(known, RequestOption.PROMPT)) {
            problems.add(
                    ValidationError.missing(
                            RequestOption.PROMPT,
                            "describe the scene and name the references, such as 'character1 waves'"));
        }
        checkText(RequestOption.PROMPT, request.prompt(), problems);
        checkText(RequestOption.NEGATIVE_PROMPT, request.negativePrompt(), problems);
        if (request.references().isEmpty() && !mentions(known, RequestOption.REFERENCE_URLS)) {
            problems.add(
                    ValidationError.missing(
                            RequestOption.REFERENCE_URLS,
                            "give at least one http or https URL, or local media, in the message body,"
                                    + " the attachments or the header"));
        }
        request.references().stream()
                .flatMap(BasicChecks::urls)
                .filter(Objects::nonNull)
                .filter(url -> !ReferenceUrls.isReadable(url, urlSchemes))
                .forEach(url -> problems.add(unreadable(url, urlSchemes)));
        return problems;
    }

    private static ValidationError unreadable(String url, Set<String> schemes) {
        return ValidationError.bad(
                RequestOption.REFERENCE_URLS,
                ReferenceUrls.printable(url),
                "references must be absolute "
                        + String.join(" or ", new TreeSet<>(schemes))
                        + " URLs that the service can fetch");
    }

    /** Text that was cut in the middle of a character cannot be encoded. */
    private static void checkText(
            RequestOption option, String text, List<ValidationError> problems) {
        boolean broken =
                text != null
                        && text.codePoints()
                                .anyMatch(
                                        c ->
                                                c >= Character.MIN_SURROGATE
                                                        && c <= Character.MAX_SURROGATE);
        if (broken) {
            problems.add(
                    ValidationError.bad(
                            option,
                            text,
                            "it has half of a surrogate pair; cut text between characters"));
        }
    }

    /** Local media gets its URL when it is stored. */
    private static Stream<String> urls(Reference reference) {
        return Stream.of(reference.local() == null ? reference.url() : null, reference.voiceUrl());
    }

    private static boolean mentions(List<ValidationError> problems, RequestOption option) {
        return problems.stream().anyMatch(problem -> problem.option() == option);
    }
}

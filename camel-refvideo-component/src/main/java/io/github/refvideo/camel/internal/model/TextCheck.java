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
import io.github.refvideo.camel.spi.VideoRequest;

/** Lengths of prompt and negative prompt. Neither text reaches a message. */
final class TextCheck {

    private TextCheck() {}

    static void check(VideoRequest request, ModelCapabilities model, ValidationCollector findings) {
        if (request.prompt() != null) {
            checkPrompt(request.prompt(), model, findings);
        }
        if (request.negativePrompt() != null) {
            checkNegativePrompt(request.negativePrompt(), model, findings);
        }
    }

    private static void checkPrompt(
            String prompt, ModelCapabilities model, ValidationCollector findings) {
        TextLimits limits = model.texts();
        int length = limits.lengthOf(prompt);
        if (length <= limits.prompt()) {
            return;
        }
        if (limits.cuts()) {
            findings.doubt(
                    RequestOption.PROMPT,
                    "has "
                            + characters(length, limits)
                            + "; the service cuts off what comes after "
                            + limits.prompt());
        } else {
            findings.problem(
                    RequestOption.PROMPT,
                    characters(length, limits),
                    model + " takes at most " + limits.prompt());
        }
    }

    private static void checkNegativePrompt(
            String text, ModelCapabilities model, ValidationCollector findings) {
        TextLimits limits = model.texts();
        int length = text.codePointCount(0, text.length());
        if (limits.negativePrompt() == Support.NO) {
            findings.problem(
                    RequestOption.NEGATIVE_PROMPT,
                    length + " characters",
                    model + " takes none; say in the prompt what the scene shall show");
        } else if (length > limits.negativePromptMax()) {
            findings.problem(
                    RequestOption.NEGATIVE_PROMPT,
                    length + " characters",
                    model + " takes at most " + limits.negativePromptMax());
        } else {
            BooleanOptionCheck.checkSupport(
                    RequestOption.NEGATIVE_PROMPT, text, limits.negativePrompt(), model, findings);
        }
    }

    private static String characters(int length, TextLimits limits) {
        return length
                + " characters"
                + (limits.cjkWeight() > 1
                        ? " (Chinese, Japanese and Korean ones count " + limits.cjkWeight() + ")"
                        : "");
    }
}

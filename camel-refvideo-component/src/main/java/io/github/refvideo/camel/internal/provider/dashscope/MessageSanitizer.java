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
package io.github.refvideo.camel.internal.provider.dashscope;

import io.github.refvideo.camel.internal.provider.ServiceText;
import java.util.Collection;

/** The text of the service for exceptions: without key, signed URLs and prompt. */
final class MessageSanitizer {

    /** Shorter prompts are parts of ordinary words. */
    private static final int SHORTEST_HIDDEN = 4;

    private final Collection<String> secrets;

    MessageSanitizer(Collection<String> secrets) {
        this.secrets = secrets;
    }

    /** The text on one line; null for null. */
    String line(String text) {
        return text == null ? null : ServiceText.line(text, secrets);
    }

    /**
     * @param prompt the service may quote it when it complains about it; null when not known
     */
    String line(String text, String prompt) {
        boolean hidden =
                text != null && prompt != null && prompt.strip().length() >= SHORTEST_HIDDEN;
        return line(hidden ? text.replace(prompt.strip(), "[prompt]") : text);
    }
}

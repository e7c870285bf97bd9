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

/**
 * Something that may not be what the user means, or that the service may ignore. It stops nothing,
 * but must reach the user.
 *
 * @param option which option it is about
 * @param details in words, without the option's name
 */
public record ValidationWarning(RequestOption option, String details) {

    /** A problem that is let through. */
    public static ValidationWarning of(ValidationError problem) {
        return new ValidationWarning(problem.option(), problem.details() + "; sent all the same");
    }

    /** For example {@code prompt (header CamelRefVideoPrompt): names none of the 2 references}. */
    @Override
    public String toString() {
        return option.inWords() + ": " + details;
    }
}

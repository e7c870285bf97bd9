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
 * Something in a request that may be a mistake, or that the service may ignore. The request is
 * sent, and the exchange carries the warning.
 *
 * @param details the text without the option's name
 */
public record ValidationWarning(RequestOption option, String details) {

    /** An error that does not stop the request. */
    static ValidationWarning of(ValidationError error) {
        return new ValidationWarning(error.option(), error.details() + "; sent nevertheless");
    }

    /** For example {@code prompt (header CamelRefVideoPrompt): names none of the 2 references}. */
    @Override
    public String toString() {
        return option.displayName() + ": " + details;
    }
}

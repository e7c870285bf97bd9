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
package io.github.refvideo.camel.internal.reference;

import io.github.refvideo.camel.internal.request.RequestOption;
import io.github.refvideo.camel.internal.request.ValidationError;

/** Local media that cannot be used. Contains what was found and what is allowed. */
final class BadMediaException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String found;

    /**
     * @param found a description of the value in the message
     * @param allowed what is allowed instead
     */
    BadMediaException(String found, String allowed) {
        super(allowed);
        this.found = found;
    }

    ValidationError toValidationError() {
        return ValidationError.invalid(RequestOption.REFERENCE_URLS, found, getMessage());
    }
}

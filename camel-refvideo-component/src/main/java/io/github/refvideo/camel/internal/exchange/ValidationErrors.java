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
package io.github.refvideo.camel.internal.exchange;

import io.github.refvideo.camel.error.ErrorDetails;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import io.github.refvideo.camel.internal.request.RequestReading;
import io.github.refvideo.camel.internal.request.ValidationError;
import java.util.List;
import java.util.stream.Collectors;

/** The words for messages that cannot work. */
public final class ValidationErrors {

    private ValidationErrors() {}

    public static String inWords(List<ValidationError> problems) {
        return problems.stream()
                .map(ValidationError::toString)
                .collect(Collectors.joining("; also "));
    }

    public static RefVideoInvalidRequestException invalid(List<ValidationError> problems) {
        return new RefVideoInvalidRequestException(
                ErrorDetails.of(
                        ErrorKind.INVALID_REQUEST,
                        "Nothing was sent, since the request cannot work: " + inWords(problems)));
    }

    /**
     * @throws RefVideoInvalidRequestException when the reading found anything wrong
     */
    public static void throwAny(RequestReading reading) throws RefVideoInvalidRequestException {
        if (!reading.problems().isEmpty()) {
            throw invalid(reading.problems());
        }
    }
}

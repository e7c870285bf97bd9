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

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The result of the checks of one request.
 *
 * @param errors why the request must not be sent; empty if it may
 * @param warnings what the user should know in either case
 */
public record ValidationResult(List<ValidationError> errors, List<ValidationWarning> warnings) {

    /** No errors and no warnings. */
    public static final ValidationResult VALID = new ValidationResult(List.of(), List.of());

    public ValidationResult {
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
    }

    public boolean isValid() {
        return errors.isEmpty();
    }

    /** The same result with its errors as warnings. */
    public ValidationResult lenient() {
        return new ValidationResult(
                List.of(),
                Stream.concat(errors.stream().map(ValidationWarning::of), warnings.stream())
                        .toList());
    }

    /** Collects the findings of several checks. Not thread-safe. */
    public static final class Collector {

        private final List<ValidationError> errors = new ArrayList<>();
        private final List<ValidationWarning> warnings = new ArrayList<>();

        public void error(RequestOption option, @Nullable Object value, String allowed) {
            errors.add(ValidationError.invalid(option, value, allowed));
        }

        public void warning(RequestOption option, String details) {
            warnings.add(new ValidationWarning(option, details));
        }

        public ValidationResult result() {
            return new ValidationResult(errors, warnings);
        }
    }
}

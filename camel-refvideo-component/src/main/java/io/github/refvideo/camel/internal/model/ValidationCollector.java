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
import io.github.refvideo.camel.internal.request.ValidationError;
import io.github.refvideo.camel.internal.request.ValidationResult;
import io.github.refvideo.camel.internal.request.ValidationWarning;
import java.util.ArrayList;
import java.util.List;

/** Collects what the checks of one request find. Not thread-safe. */
final class ValidationCollector {

    private final List<ValidationError> problems = new ArrayList<>();
    private final List<ValidationWarning> doubts = new ArrayList<>();

    void problem(RequestOption option, Object value, String allowed) {
        problems.add(ValidationError.bad(option, value, allowed));
    }

    void doubt(RequestOption option, String details) {
        doubts.add(new ValidationWarning(option, details));
    }

    ValidationResult result() {
        return new ValidationResult(problems, doubts);
    }
}

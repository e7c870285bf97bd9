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

/**
 * What the checks of one request found.
 *
 * @param problems why it must not be sent; empty when it may
 * @param doubts what the user should know all the same
 */
public record ValidationResult(List<ValidationError> problems, List<ValidationWarning> doubts) {

    /** Nothing was found. */
    public static final ValidationResult CLEAN = new ValidationResult(List.of(), List.of());

    public ValidationResult {
        problems = List.copyOf(problems);
        doubts = List.copyOf(doubts);
    }

    public boolean isValid() {
        return problems.isEmpty();
    }

    /** The same findings for a request that is sent all the same. */
    public ValidationResult asWarnings() {
        List<ValidationWarning> warnings =
                new ArrayList<>(problems.stream().map(ValidationWarning::of).toList());
        warnings.addAll(doubts);
        return new ValidationResult(List.of(), warnings);
    }
}

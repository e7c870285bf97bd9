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
package io.github.refvideo.examples.springboot;

import io.github.refvideo.camel.error.RefVideoInvalidRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An invalid order that the user can correct. */
final class InvalidOrderException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** An error of the component, one per line: option (header name): description. */
    private static final Pattern COMPONENT_ERROR =
            Pattern.compile("(\\w+) \\(header CamelRefVideo\\w+\\): (.*)");

    private static final String COST_LIMIT = "maxEstimatedCost";

    /** A problem with one field. */
    record Problem(String field, String message) {}

    private final transient List<Problem> problems;

    InvalidOrderException(List<Problem> problems) {
        super(problems.toString());
        this.problems = List.copyOf(problems);
    }

    InvalidOrderException(String field, String message) {
        this(List.of(new Problem(field, message)));
    }

    /** The problems that the component found before anything was sent. */
    static InvalidOrderException of(RefVideoInvalidRequestException error) {
        List<Problem> problems = new ArrayList<>();
        Matcher problem = COMPONENT_ERROR.matcher(error.getMessage());
        while (problem.find()) {
            String option = problem.group(1);
            problems.add(
                    new Problem(
                            option.equals("referenceUrls") ? "references" : option,
                            problem.group(2)));
        }
        if (problems.isEmpty()) {
            boolean tooExpensive = error.getMessage().contains(COST_LIMIT);
            problems.add(new Problem(tooExpensive ? COST_LIMIT : "order", error.getMessage()));
        }
        return new InvalidOrderException(problems);
    }

    List<Problem> problems() {
        return problems;
    }
}

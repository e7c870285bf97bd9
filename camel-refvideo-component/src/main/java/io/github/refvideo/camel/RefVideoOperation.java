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
package io.github.refvideo.camel;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What an endpoint does; the first part of its URI. */
public enum RefVideoOperation {
    /** Submit, wait without holding a thread, fetch the video. */
    generate,
    /** Submit only; the handle goes where the video is waited for. */
    submit,
    /** Read a job's status once. */
    status,
    /** Wait for a job that anybody submitted, fetch the video. */
    await,
    /** Ask the service to cancel a job. */
    cancel,
    /** A consumer of paid jobs for which no exchange waits, for example after a restart. */
    resume;

    /** Reads the first part of an endpoint's URI. */
    static RefVideoOperation of(String word) {
        String allowed = Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "));
        if (word == null || word.isBlank()) {
            throw new IllegalArgumentException(
                    "operation: is missing; write refvideo:operation, where operation is one of "
                            + allowed);
        }
        return Arrays.stream(values())
                .filter(operation -> operation.name().equals(word))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "operation: '"
                                                + word
                                                + "' is not allowed; allowed: "
                                                + allowed));
    }
}

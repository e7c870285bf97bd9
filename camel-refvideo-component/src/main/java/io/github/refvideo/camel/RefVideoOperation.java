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
import org.jspecify.annotations.Nullable;

/** The operation of an endpoint: the first part of its URI. */
public enum RefVideoOperation {
    /** Submits a job, waits for it without holding a thread, and downloads the video. */
    generate,
    /** Submits a job and returns its handle, for a later {@link #await}. */
    submit,
    /** Reads the status of a job once. */
    status,
    /** Waits for a job that any node submitted, and downloads the video. */
    await,
    /** Asks the service to cancel a job. */
    cancel,
    /** Consumer: polls the job repository for paid jobs that no process works on. */
    resume,
    /** Consumer, with Camel's webhook component: receives the events of finished jobs. */
    completed;

    /**
     * Parses the first part of an endpoint URI.
     *
     * @throws IllegalArgumentException if the text is not an operation
     */
    static RefVideoOperation of(@Nullable String word) {
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

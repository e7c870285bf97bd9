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
package io.github.refvideo.simulator.dashscope;

import io.github.refvideo.simulator.server.Call;
import io.github.refvideo.simulator.server.InvalidRequestException;
import java.time.Duration;
import java.time.Instant;

/**
 * The filter of a list call. Model, status and task are null if not given.
 *
 * @param from start of the window
 * @param to its end
 */
record ListQuery(
        Instant from, Instant to, String model, String status, String taskId, int page, int size) {
    private static final Duration LONGEST = Duration.ofHours(24);

    /** Callers send whole seconds, and their "now" is in the past when the request arrives. */
    private static final Duration ROUNDING = Duration.ofSeconds(2);

    private static final int DEFAULT_SIZE = 10;

    static ListQuery read(Call call, Instant now, int sizeLimit) throws InvalidRequestException {
        // The end is inclusive, to the last instant of the second.
        Instant to = call.query("end_time") == null ? now : time(call, "end_time").plusMillis(999);
        Instant from =
                call.query("start_time") == null ? to.minus(LONGEST) : time(call, "start_time");
        if (from.isAfter(to) || Duration.between(from, to).compareTo(LONGEST.plus(ROUNDING)) > 0) {
            throw new InvalidRequestException(
                    "start_time must be before end_time, by 24 hours at most.");
        }
        String status = call.query("status");
        if (status != null && !TaskState.isWord(status)) {
            throw new InvalidRequestException("status must be one state's name.");
        }
        int size = Math.min(number(call, "page_size", DEFAULT_SIZE), sizeLimit);
        return new ListQuery(
                from,
                to,
                call.query("model_name"),
                status,
                call.query("task_id"),
                number(call, "page_no", 1),
                size);
    }

    int skip() {
        return (int) Math.min((page - 1L) * size, Integer.MAX_VALUE / 2);
    }

    private static Instant time(Call call, String name) throws InvalidRequestException {
        return ChinaTime.parse(call.query(name))
                .orElseThrow(
                        () ->
                                new InvalidRequestException(
                                        name + " must look like 20260131235959."));
    }

    private static int number(Call call, String name, int otherwise)
            throws InvalidRequestException {
        String text = call.query(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("[1-9]\\d{0,8}")) {
            throw new InvalidRequestException(name + " must be a number of at least 1.");
        }
        return Integer.parseInt(text);
    }
}

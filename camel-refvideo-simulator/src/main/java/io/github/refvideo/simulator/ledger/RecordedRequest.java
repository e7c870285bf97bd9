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
package io.github.refvideo.simulator.ledger;

import io.github.refvideo.simulator.fault.Step;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One recorded request.
 *
 * @param step the step, or null for an unknown path
 * @param method the HTTP method in capitals
 * @param path the path without the query
 * @param query the query without the question mark, or an empty string
 * @param headers headers with lower-case names; credentials are replaced by {@code <redacted>}
 * @param body the first 320 KiB of the body as UTF-8 text; empty if the request was aborted before
 *     it was read
 * @param at the arrival time of its head, by the simulator's clock
 */
public record RecordedRequest(
        Step step,
        String method,
        String path,
        String query,
        Map<String, List<String>> headers,
        String body,
        Instant at) {

    /** The first value of the header; the name is case-insensitive. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
    }
}

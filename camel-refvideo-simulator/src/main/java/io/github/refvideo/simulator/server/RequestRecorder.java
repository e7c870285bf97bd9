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
package io.github.refvideo.simulator.server;

import io.github.refvideo.simulator.fault.Step;
import io.github.refvideo.simulator.ledger.RecordedRequest;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Records requests without credentials. */
final class RequestRecorder {
    private static final int MAX_BODY = 320 * 1024;
    private static final Set<String> SECRET =
            Set.of("authorization", "proxy-authorization", "cookie", "x-api-key");

    private RequestRecorder() {}

    static RecordedRequest record(Step step, HttpServerRequest request, Buffer body, Instant at) {
        Map<String, List<String>> headers = new TreeMap<>();
        request.headers()
                .forEach(
                        entry -> {
                            String name = entry.getKey().toLowerCase(Locale.ROOT);
                            headers.computeIfAbsent(name, ignored -> new ArrayList<>(1))
                                    .add(SECRET.contains(name) ? "<redacted>" : entry.getValue());
                        });
        String text = body.getString(0, Math.min(body.length(), MAX_BODY));
        String query = request.query() == null ? "" : request.query();
        return new RecordedRequest(
                step, request.method().name(), request.path(), query, headers, text, at);
    }
}

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
package io.github.refvideo.camel.internal.provider.dashscope;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.camel.internal.provider.ServiceJson;
import io.github.refvideo.camel.spi.StatusPage;
import io.github.refvideo.camel.spi.StatusPage.Row;
import io.github.refvideo.camel.spi.StatusQuery;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The question and the answer of the list call. */
final class JobList {

    /** The service looks at no longer window. */
    static final Duration LONGEST_WINDOW = Duration.ofHours(24);

    private final DashscopeStatus statusWords;

    JobList(DashscopeStatus statusWords) {
        this.statusWords = statusWords;
    }

    /** Path and query behind the base URL. */
    static String path(StatusQuery query) {
        if (query.from() != null
                && query.to() != null
                && Duration.between(query.from(), query.to()).compareTo(LONGEST_WINDOW) > 0) {
            throw new IllegalArgumentException("the window must not be longer than 24 hours");
        }
        StringBuilder path = new StringBuilder("/tasks?page_no=").append(query.page());
        path.append("&page_size=").append(query.pageSize());
        add(path, "start_time", query.from());
        add(path, "end_time", query.to());
        if (query.model() != null) {
            path.append("&model_name=")
                    .append(URLEncoder.encode(query.model(), StandardCharsets.UTF_8));
        }
        return path.toString();
    }

    /** Empty when the body is no list. */
    Optional<StatusPage> page(JsonNode body, StatusQuery query) {
        JsonNode data = body.path("data");
        boolean none = data.isMissingNode() || data.isNull();
        // Nothing to show was seen to come without an array.
        if (!data.isArray() && !(none && body.path("total").asInt(-1) == 0)) {
            return Optional.empty();
        }
        Map<String, Row> rows = new LinkedHashMap<>();
        for (JsonNode row : data) {
            ServiceJson.text(row.path("task_id")).ifPresent(id -> rows.put(id, row(row)));
        }
        return Optional.of(
                new StatusPage(Collections.unmodifiableMap(rows), totalPages(body, query)));
    }

    private Row row(JsonNode row) {
        return new Row(
                statusWords.read(row.path("status").asText("")),
                ServiceJson.text(row.path("model_name")).orElse(null),
                DashscopeTime.ofMillis(row.path("gmt_create")),
                DashscopeTime.ofMillis(row.path("end_time")),
                ServiceJson.text(row.path("request_id")).orElse(null));
    }

    private static int totalPages(JsonNode body, StatusQuery query) {
        int pages = body.path("total_page").asInt(-1);
        if (pages >= 0) {
            return pages;
        }
        long total = Math.max(0, body.path("total").asInt(0));
        return (int) ((total + query.pageSize() - 1) / query.pageSize());
    }

    private static void add(StringBuilder path, String name, Instant time) {
        if (time != null) {
            path.append('&').append(name).append('=').append(DashscopeTime.compact(time));
        }
    }
}

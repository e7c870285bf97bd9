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
import io.github.refvideo.camel.internal.provider.JobStatusParser;
import io.github.refvideo.camel.internal.provider.ServiceError;
import io.github.refvideo.camel.internal.provider.ServiceJson;
import io.github.refvideo.camel.internal.provider.UrlExpiry;
import io.github.refvideo.camel.spi.JobFacts;
import io.github.refvideo.camel.spi.JobReport;
import io.github.refvideo.camel.spi.JobStatus;
import io.github.refvideo.camel.spi.MediaType;
import io.github.refvideo.camel.spi.StatusPage;
import io.github.refvideo.camel.spi.StatusPage.Row;
import io.github.refvideo.camel.spi.StatusQuery;
import io.github.refvideo.camel.spi.VideoSource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the replies of DashScope: the status of one job, and pages of a list. Thread-safe. */
final class DashscopeResponseReader {

    /** How long the service keeps a video after the end of the job. */
    private static final Duration RETENTION = Duration.ofHours(24);

    /** The longest time range of a list call. */
    static final Duration LONGEST_WINDOW = Duration.ofHours(24);

    private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

    /** The format of times in a list call. */
    private static final DateTimeFormatter COMPACT =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT).withZone(BEIJING);

    /** Short enough for a double to hold it. */
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,12}(?:\\.\\d{1,12})?");

    private static final double LARGEST_EXACT = 1L << 53;

    private final JobStatusParser statuses = new JobStatusParser(DashscopeProvider.NAME);
    private final Duration unknownGrace;
    private final Supplier<Instant> now;
    private final DashscopeErrors errors;

    /**
     * @param unknownGrace see {@link DashscopeSettings#unknownGrace()}
     */
    DashscopeResponseReader(Duration unknownGrace, Supplier<Instant> now, DashscopeErrors errors) {
        this.unknownGrace = unknownGrace;
        this.now = now;
        this.errors = errors;
    }

    /**
     * @param submittedAt when the service accepted the job
     */
    JobReport report(JsonNode body, Instant submittedAt) {
        JsonNode output = body.path("output");
        // A submit may be answered without a status: the job is queued.
        String word = output.path("task_status").asText("PENDING");
        JobStatus status = status(word, submittedAt);
        if (status == JobStatus.RUNNING
                && JobStatusParser.find(word).isEmpty()
                && video(output) != null) {
            // Whatever the status means: the video exists.
            status = JobStatus.SUCCEEDED;
        }
        return new JobReport(
                status,
                status == JobStatus.SUCCEEDED ? video(output) : null,
                List.of(),
                status == JobStatus.FAILED ? errors.ofJob(output) : null,
                facts(body, output));
    }

    /** Null if there is no link; then the engine polls again. */
    private static @Nullable VideoSource video(JsonNode output) {
        return ServiceJson.text(output.path("video_url"))
                .map(String::strip)
                .map(url -> new VideoSource.Link(url, MediaType.MP4.value(), expiry(url, output)))
                .orElse(null);
    }

    private static @Nullable Instant expiry(String url, JsonNode output) {
        Instant signed = UrlExpiry.of(url);
        if (signed != null) {
            return signed;
        }
        Instant end = localTime(output.path("end_time"));
        try {
            return end == null ? null : end.plus(RETENTION);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static JobFacts facts(JsonNode body, JsonNode output) {
        JsonNode usage = body.path("usage");
        return new JobFacts(
                ServiceError.of(body).requestId(),
                null,
                null,
                ServiceJson.text(output.path("orig_prompt")).orElse(null),
                ServiceJson.text(output.path("actual_prompt")).orElse(null),
                // Older models use another field.
                ServiceJson.seconds(
                        usage.has("output_video_duration")
                                ? usage.path("output_video_duration")
                                : usage.path("video_duration")),
                usageCounters(usage),
                metadata(output));
    }

    /** The times; everything else in a reply is a field of the report. */
    private static Map<String, Object> metadata(JsonNode output) {
        Map<String, Object> times = new LinkedHashMap<>();
        put(times, "submitTime", output.path("submit_time"));
        put(times, "scheduledTime", output.path("scheduled_time"));
        put(times, "endTime", output.path("end_time"));
        return times.isEmpty() ? Map.of() : Map.of(DashscopeProvider.NAME, times);
    }

    private static void put(Map<String, Object> times, String name, JsonNode text) {
        Instant time = localTime(text);
        if (time != null) {
            times.put(name, time);
        }
    }

    /**
     * {@code UNKNOWN} means that the lookup found no job: its record has expired, or the job is too
     * young to be found.
     */
    private JobStatus status(String word, Instant submittedAt) {
        if (word.strip().equalsIgnoreCase("UNKNOWN")) {
            boolean young = Duration.between(submittedAt, now.get()).compareTo(unknownGrace) < 0;
            return young ? JobStatus.RUNNING : JobStatus.EXPIRED;
        }
        return statuses.parse(word);
    }

    /**
     * Numbers come as integers, floats or text. Whole ones become {@code Long}, others {@code
     * Double}.
     */
    private static Map<String, Object> usageCounters(JsonNode node) {
        Map<String, Object> counters = new LinkedHashMap<>();
        ServiceJson.map(node)
                .forEach(
                        (name, value) -> {
                            if (value != null) {
                                counters.put(name, number(value));
                            }
                        });
        return counters;
    }

    private static Object number(Object value) {
        boolean numeric =
                value instanceof Number
                        || value instanceof String text && NUMBER.matcher(text).matches();
        if (!numeric) {
            return value;
        }
        double number = Double.parseDouble(value.toString());
        if (number == Math.rint(number) && Math.abs(number) < LARGEST_EXACT) {
            return (long) number;
        }
        return value instanceof Number ? value : (Object) number;
    }

    /** Reads a time of Beijing without a zone, as DashScope uses it in all regions. */
    private static @Nullable Instant localTime(JsonNode node) {
        String text = node.asText("").strip().replace(' ', 'T');
        if (text.isEmpty()) {
            // Most replies do not contain all times, and an exception is expensive.
            return null;
        }
        try {
            return LocalDateTime.parse(text).toInstant(BEIJING);
        } catch (DateTimeException e) {
            return withZone(text);
        }
    }

    /** Reads milliseconds since 1970, as number or text; zero is no time. */
    private static @Nullable Instant millis(JsonNode node) {
        long millis = node.asLong(0);
        return millis > 0 ? Instant.ofEpochMilli(millis) : null;
    }

    private static String compact(Instant time) {
        return COMPACT.format(time);
    }

    /** Not documented, but a likely change of the service. */
    private static @Nullable Instant withZone(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Path and query of a list call, relative to the base URL. */
    static String listPath(StatusQuery query) {
        if (query.from() != null
                && query.to() != null
                && Duration.between(query.from(), query.to()).compareTo(LONGEST_WINDOW) > 0) {
            throw new IllegalArgumentException("the time range must not be longer than 24 hours");
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

    /** Reads a page; empty when the body is not a list. */
    Optional<StatusPage> page(JsonNode body, StatusQuery query) {
        JsonNode data = body.path("data");
        boolean none = data.isMissingNode() || data.isNull();
        // An empty list may come without an array.
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
                statuses.parse(row.path("status").asText("")),
                ServiceJson.text(row.path("model_name")).orElse(null),
                millis(row.path("gmt_create")),
                millis(row.path("end_time")),
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

    private static void add(StringBuilder path, String name, @Nullable Instant time) {
        if (time != null) {
            path.append('&').append(name).append('=').append(compact(time));
        }
    }
}

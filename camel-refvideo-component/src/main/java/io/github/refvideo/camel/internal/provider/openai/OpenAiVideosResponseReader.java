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
package io.github.refvideo.camel.internal.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.refvideo.camel.internal.provider.JobStatusParser;
import io.github.refvideo.camel.internal.provider.ServiceJson;
import io.github.refvideo.camel.internal.provider.UrlExpiry;
import io.github.refvideo.camel.spi.JobFacts;
import io.github.refvideo.camel.spi.JobReport;
import io.github.refvideo.camel.spi.JobStatus;
import io.github.refvideo.camel.spi.MediaType;
import io.github.refvideo.camel.spi.StatusPage.Row;
import io.github.refvideo.camel.spi.VideoSource;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads job objects. Thread-safe. */
final class OpenAiVideosResponseReader {

    /** What the servers measure; everything else is a field of the report. */
    private static final Set<String> MEASUREMENTS =
            Set.of("inference_time_s", "stage_durations", "peak_memory_mb", "fps", "num_frames");

    private static final Pattern JOB_ID = Pattern.compile("[A-Za-z0-9._~:=+-]{1,256}");

    private final JobStatusParser statuses = new JobStatusParser(OpenAiVideosProvider.NAME);
    private final OpenAiVideosSettings settings;
    private final OpenAiVideosErrors errors;

    OpenAiVideosResponseReader(OpenAiVideosSettings settings, OpenAiVideosErrors errors) {
        this.settings = settings;
        this.errors = errors;
    }

    /**
     * Whether a reply contains a job. The status of a failed job is answered with the HTTP status
     * of its failure, so the body decides.
     */
    static boolean isJob(JsonNode body) {
        return id(body).isPresent()
                && body.path("object").asText("video").equals("video")
                && body.path("status").isTextual();
    }

    /** The same for a reply with an error status, which may be about something else. */
    static boolean isNamedJob(JsonNode body) {
        return isJob(body) && body.has("object");
    }

    /** The id of a job; empty if it could change the URL of which it becomes a part. */
    static Optional<String> id(JsonNode job) {
        return ServiceJson.text(job.path("id")).filter(OpenAiVideosResponseReader::isJobId);
    }

    private static boolean isJobId(String id) {
        return JOB_ID.matcher(id).matches() && !id.chars().allMatch(c -> c == '.');
    }

    /** When a job of a list was created; null if it is not known. */
    static @Nullable Instant created(JsonNode job) {
        return time(job, "created_at");
    }

    JobReport report(JsonNode job) {
        JobStatus status = statuses.parse(job.path("status").asText());
        return new JobReport(
                status,
                status == JobStatus.SUCCEEDED ? video(job) : null,
                List.of(),
                status == JobStatus.FAILED ? errors.ofJob(job) : null,
                facts(job));
    }

    /**
     * A row of a list.
     *
     * @param model the requested model, because a server has one model, and some name it
     *     differently
     */
    Row row(JsonNode job, @Nullable String model) {
        JobReport report = report(job);
        return new Row(
                report.status(),
                model == null ? ServiceJson.text(job.path("model")).orElse(null) : model,
                created(job),
                time(job, "completed_at"),
                null,
                report);
    }

    /** Paths on the server are ignored. */
    private VideoSource video(JsonNode job) {
        String type =
                ServiceJson.text(job.path("media_type"))
                        .filter(MediaType::isMedia)
                        .orElse(MediaType.MP4.value());
        Optional<String> url =
                ServiceJson.text(job.path("url")).filter(text -> text.matches("(?i)https?://.*"));
        if (url.isPresent()) {
            // The server has uploaded the video to a store.
            return new VideoSource.Link(url.get(), type, UrlExpiry.of(url.get()));
        }
        return new VideoSource.ServiceFile(
                jobUri(id(job).orElseThrow(), "/content").orElseThrow(), settings.headers(), type);
    }

    /**
     * The URL of a job; empty if the id could change the path. The base URL comes from the
     * settings, never from a handle, because a handle is untrusted input and the key is sent to
     * this URL.
     */
    Optional<URI> jobUri(String id, String action) {
        return isJobId(id)
                ? Optional.of(
                        settings.endpoint(
                                "/videos/"
                                        + URLEncoder.encode(id, StandardCharsets.UTF_8)
                                        + action))
                : Optional.empty();
    }

    private static JobFacts facts(JsonNode job) {
        Double exact = ServiceJson.seconds(job.path("duration_s"));
        Map<String, Object> usage = new LinkedHashMap<>();
        ServiceJson.map(job)
                .forEach(
                        (name, value) -> {
                            if (value != null && MEASUREMENTS.contains(name)) {
                                usage.put(name, value);
                            }
                        });
        return new JobFacts(
                null,
                null,
                null,
                ServiceJson.text(job.path("prompt")).orElse(null),
                null,
                exact == null ? ServiceJson.seconds(job.path("seconds")) : exact,
                usage,
                metadata(job));
    }

    private static Map<String, Object> metadata(JsonNode job) {
        Map<String, Object> own = new LinkedHashMap<>();
        Instant submitted = created(job);
        if (submitted != null) {
            own.put("submitTime", submitted);
        }
        Instant ended = time(job, "completed_at");
        if (ended != null) {
            own.put("endTime", ended);
        }
        ServiceJson.text(job.path("size")).ifPresent(size -> own.put("size", size));
        return own.isEmpty() ? Map.of() : Map.of(OpenAiVideosProvider.NAME, own);
    }

    /** Seconds since 1970; zero is no time. */
    private static @Nullable Instant time(JsonNode job, String field) {
        double seconds = job.path(field).asDouble(0);
        return seconds > 0 && seconds < 1e11
                ? Instant.ofEpochMilli(Math.round(seconds * 1000))
                : null;
    }
}

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
import io.github.refvideo.camel.internal.provider.ServiceError;
import io.github.refvideo.camel.internal.provider.ServiceJson;
import io.github.refvideo.camel.internal.provider.UrlExpiry;
import io.github.refvideo.camel.spi.JobFacts;
import io.github.refvideo.camel.spi.JobReport;
import io.github.refvideo.camel.spi.JobStatus;
import io.github.refvideo.camel.spi.MediaType;
import io.github.refvideo.camel.spi.VideoSource;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what the service says about one job, in answers of create and query. */
final class JobResponseReader {

    /** How long a result stays after the end of its job. */
    private static final Duration KEPT = Duration.ofHours(24);

    private final DashscopeStatus statusWords;
    private final DashscopeErrors errors;

    JobResponseReader(DashscopeStatus statusWords, DashscopeErrors errors) {
        this.statusWords = statusWords;
        this.errors = errors;
    }

    /**
     * @param submittedAt when the service took the job
     */
    JobReport report(JsonNode body, Instant submittedAt) {
        JsonNode output = body.path("output");
        // A create that names a job and no status has put it into the queue.
        String word = output.path("task_status").asText("PENDING");
        JobStatus status = statusWords.read(word, submittedAt);
        if (status == JobStatus.RUNNING && statusWords.isUnknown(word) && video(output) != null) {
            // Whatever the word means: the video is there.
            status = JobStatus.SUCCEEDED;
        }
        return new JobReport(
                status,
                status == JobStatus.SUCCEEDED ? video(output) : null,
                List.of(),
                status == JobStatus.FAILED ? errors.ofJob(output) : null,
                facts(body, output));
    }

    /** Null when there is no link: the engine asks again. */
    private static VideoSource video(JsonNode output) {
        return ServiceJson.text(output.path("video_url"))
                .map(String::strip)
                .map(url -> new VideoSource.Link(url, MediaType.MP4.value(), expiry(url, output)))
                .orElse(null);
    }

    private static Instant expiry(String url, JsonNode output) {
        Instant signed = UrlExpiry.of(url);
        Instant end = DashscopeTime.ofText(output.path("end_time"));
        try {
            return signed != null || end == null ? signed : end.plus(KEPT);
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
                // Older models have a word of their own.
                ServiceJson.seconds(
                        usage.has("output_video_duration")
                                ? usage.path("output_video_duration")
                                : usage.path("video_duration")),
                UsageCounters.of(usage),
                metadata(output));
    }

    /** The times; everything else that the service sends has a place of its own. */
    private static Map<String, Object> metadata(JsonNode output) {
        Map<String, Object> times = new LinkedHashMap<>();
        put(times, "submitTime", output.path("submit_time"));
        put(times, "scheduledTime", output.path("scheduled_time"));
        put(times, "endTime", output.path("end_time"));
        return times.isEmpty() ? Map.of() : Map.of(DashscopeProvider.NAME, times);
    }

    private static void put(Map<String, Object> times, String name, JsonNode text) {
        Instant time = DashscopeTime.ofText(text);
        if (time != null) {
            times.put(name, time);
        }
    }
}

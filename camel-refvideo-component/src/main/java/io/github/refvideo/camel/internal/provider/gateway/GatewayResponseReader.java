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
package io.github.refvideo.camel.internal.provider.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import io.github.refvideo.camel.internal.provider.JobStatusParser;
import io.github.refvideo.camel.internal.provider.ServiceError;
import io.github.refvideo.camel.internal.provider.ServiceJson;
import io.github.refvideo.camel.internal.provider.ServiceText;
import io.github.refvideo.camel.internal.provider.UrlExpiry;
import io.github.refvideo.camel.spi.InlineVideo;
import io.github.refvideo.camel.spi.JobFacts;
import io.github.refvideo.camel.spi.JobFailure;
import io.github.refvideo.camel.spi.JobReport;
import io.github.refvideo.camel.spi.JobStatus;
import io.github.refvideo.camel.spi.VideoSource;
import io.github.refvideo.camel.spi.Warning;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the gateway's replies about a job: start, status, and the event of a stream. */
final class GatewayResponseReader {

    private final JobStatusParser statuses;
    private final Collection<String> secrets;

    GatewayResponseReader(JobStatusParser statuses, Collection<String> secrets) {
        this.statuses = statuses;
        this.secrets = secrets;
    }

    JobReport started(JsonNode body) {
        return JobReport.pending(JobStatus.QUEUED, warnings(body), facts(body));
    }

    JobReport status(JsonNode body) {
        VideoSource video = video(body).orElse(null);
        JobStatus status = status(body.path("status").asText(""), asyncJob(body), video);
        if (status == JobStatus.SUCCEEDED
                && video == null
                && asyncJob(body).path("result").hasNonNull("expiredAt")) {
            status = JobStatus.EXPIRED;
        }
        return new JobReport(status, video, warnings(body), failure(status, body), facts(body));
    }

    /** The event of a stream that contains the result. */
    JobReport streamed(JsonNode event) {
        return new JobReport(
                JobStatus.SUCCEEDED,
                video(event).orElse(null),
                warnings(event),
                null,
                facts(event));
    }

    private JobStatus status(String word, JsonNode asyncJob, @Nullable VideoSource video) {
        JobStatus status = statuses.parse(word);
        if (video != null && JobStatusParser.find(word).isEmpty()) {
            // Whatever the status means: the video exists.
            return JobStatus.SUCCEEDED;
        }
        if (status != JobStatus.QUEUED || !word.strip().equalsIgnoreCase("pending")) {
            return status;
        }
        boolean queued =
                JobStatusParser.find(asyncJob.path("status").asText(""))
                        .filter(s -> s == JobStatus.QUEUED)
                        .isPresent();
        return queued ? JobStatus.QUEUED : JobStatus.RUNNING;
    }

    private @Nullable JobFailure failure(JobStatus status, JsonNode body) {
        if (status != JobStatus.FAILED) {
            return null;
        }
        JsonNode error = body.path("error");
        ServiceError said = ServiceError.of(error.isMissingNode() ? body : error);
        boolean moderated =
                body.path("status").asText("").toLowerCase(Locale.ROOT).contains("moderated");
        return new JobFailure(
                said.code() == null ? null : ServiceText.line(said.code(), secrets),
                ServiceText.line(said.message() == null ? "" : said.message(), secrets),
                moderated || said.contentRejected());
    }

    /** The first usable entry of {@code videos}: a submit makes one video. */
    private static Optional<VideoSource> video(JsonNode body) {
        VideoSource uploaded = null;
        for (JsonNode video : body.path("videos")) {
            if (video.path("type").asText("").strip().equalsIgnoreCase("uploaded")) {
                uploaded = uploaded == null ? uploaded(video) : uploaded;
                continue;
            }
            Optional<VideoSource> source = source(video, asyncJob(body));
            if (source.isPresent()) {
                return source;
            }
        }
        return Optional.ofNullable(uploaded);
    }

    private static VideoSource uploaded(JsonNode video) {
        String location =
                Stream.of("url", "uri", "location", "path", "key")
                        .map(name -> ServiceJson.text(video.path(name)).orElse(null))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
        return new VideoSource.Uploaded(
                location, ServiceJson.text(video.path("mediaType")).orElse(null));
    }

    private static Optional<VideoSource> source(JsonNode video, JsonNode asyncJob) {
        String mediaType = ServiceJson.text(video.path("mediaType")).orElse(null);
        if (video.path("data") instanceof POJONode data
                && data.getPojo() instanceof InlineVideo content) {
            return Optional.of(new VideoSource.Inline(content, mediaType));
        }
        return ServiceJson.text(video.path("url"))
                .map(String::strip)
                .map(url -> new VideoSource.Link(url, mediaType, expiry(url, asyncJob)));
    }

    private static @Nullable Instant expiry(String url, JsonNode asyncJob) {
        long millis = asyncJob.path("result").path("expiresAt").asLong(0);
        return millis > 0 ? Instant.ofEpochMilli(millis) : UrlExpiry.of(url);
    }

    private List<Warning> warnings(JsonNode body) {
        List<Warning> warnings = new ArrayList<>();
        for (JsonNode warning : body.path("warnings")) {
            warnings.add(
                    new Warning(
                            ServiceJson.text(warning.path("type")).orElse("other"),
                            ServiceJson.text(warning.path("feature"))
                                    .or(() -> ServiceJson.text(warning.path("setting")))
                                    .orElse(null),
                            ServiceJson.text(warning.path("details"))
                                    .or(() -> ServiceJson.text(warning.path("message")))
                                    .map(text -> ServiceText.line(text, secrets))
                                    .orElse(null)));
        }
        return warnings;
    }

    private static JobFacts facts(JsonNode body) {
        JsonNode metadata = body.path("providerMetadata");
        JsonNode gateway = metadata.path("gateway");
        JsonNode upstream =
                metadata.path(gateway.path("routing").path("provider").asText("alibaba"));
        return new JobFacts(
                null,
                ServiceJson.text(gateway.path("generationId")).orElse(null),
                ServiceJson.text(gateway.path("cost")).orElse(null),
                null,
                ServiceJson.text(upstream.path("actualPrompt")).orElse(null),
                ServiceJson.seconds(upstream.path("usage").path("outputVideoDuration")),
                ServiceJson.map(upstream.path("usage")),
                ServiceJson.map(withoutSecret(metadata)));
    }

    /** The secret with which the event of the job is signed; null if none is sent. */
    static @Nullable String webhookSecret(JsonNode body) {
        return ServiceJson.text(asyncJob(body).path("webhookSigningSecret")).orElse(null);
    }

    /** Removes the signing secret of a webhook, which must not become a header. */
    private static JsonNode withoutSecret(JsonNode metadata) {
        if (asyncJobOf(metadata) instanceof ObjectNode job) {
            job.remove("webhookSigningSecret");
        }
        return metadata;
    }

    private static JsonNode asyncJob(JsonNode body) {
        return asyncJobOf(body.path("providerMetadata"));
    }

    private static JsonNode asyncJobOf(JsonNode metadata) {
        return metadata.path("gateway").path("asyncJob");
    }
}

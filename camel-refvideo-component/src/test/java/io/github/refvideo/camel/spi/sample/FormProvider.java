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
package io.github.refvideo.camel.spi.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.refvideo.camel.error.ErrorDetails;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.ProviderException;
import io.github.refvideo.camel.error.ProviderException.Processed;
import io.github.refvideo.camel.spi.JobFacts;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.JobLister;
import io.github.refvideo.camel.spi.JobReport;
import io.github.refvideo.camel.spi.JobStatus;
import io.github.refvideo.camel.spi.LocalMedia;
import io.github.refvideo.camel.spi.MediaType;
import io.github.refvideo.camel.spi.PollHints;
import io.github.refvideo.camel.spi.PreparedSubmit;
import io.github.refvideo.camel.spi.Reference;
import io.github.refvideo.camel.spi.Resubmission;
import io.github.refvideo.camel.spi.StatusPage;
import io.github.refvideo.camel.spi.StatusQuery;
import io.github.refvideo.camel.spi.Submission;
import io.github.refvideo.camel.spi.SubmitCall;
import io.github.refvideo.camel.spi.VideoProvider;
import io.github.refvideo.camel.spi.VideoRequest;
import io.github.refvideo.camel.spi.VideoSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.Channels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A provider as a user writes it: it sends media in a form, reads finished jobs from a list, and
 * names videos that the server itself delivers. Uses only the public packages.
 */
final class FormProvider implements VideoProvider, JobLister {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String baseUrl;

    FormProvider(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    @Override
    public String name() {
        return "form";
    }

    @Override
    public String baseUrl() {
        return baseUrl;
    }

    @Override
    public Resubmission resubmission() {
        return Resubmission.PAYS_AGAIN;
    }

    @Override
    public boolean sendsMedia() {
        return true;
    }

    @Override
    public PreparedSubmit prepare(VideoRequest request, PollHints hints) {
        try {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("prompt", request.prompt());
            body.put("seconds", request.durationSeconds());
            body.put("references", request.references().stream().map(Reference::url).toList());
            return new PreparedSubmit(request.model(), JSON.writeValueAsBytes(body), List.of());
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public CompletableFuture<Submission> submit(SubmitCall call) {
        String boundary = UUID.randomUUID().toString();
        HttpRequest request;
        try {
            request =
                    HttpRequest.newBuilder(URI.create(baseUrl + "/videos"))
                            .timeout(call.timeout())
                            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                            .POST(form(call.request(), boundary))
                            .build();
        } catch (IOException e) {
            return CompletableFuture.failedFuture(failure(e.toString(), 0, Processed.NO));
        }
        if (!call.permitted().getAsBoolean()) {
            return CompletableFuture.failedFuture(failure("not permitted", 0, Processed.NO));
        }
        return http.sendAsync(request, BodyHandlers.ofString())
                .thenApply(
                        response -> {
                            JsonNode job = json(response);
                            if (response.statusCode() != 200) {
                                throw new CompletionException(
                                        failure(
                                                job.toString(),
                                                response.statusCode(),
                                                response.statusCode() < 500
                                                        ? Processed.NO
                                                        : Processed.MAYBE));
                            }
                            return new Submission(
                                    new JobHandle(
                                            name(),
                                            baseUrl,
                                            call.request().model(),
                                            job.path("id").asText(),
                                            Instant.now(),
                                            null,
                                            null),
                                    report(job));
                        });
    }

    private static BodyPublisher form(PreparedSubmit submit, String boundary) throws IOException {
        JsonNode body = JSON.readTree(submit.body());
        List<BodyPublisher> parts = new ArrayList<>();
        String start = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"";
        for (String field : List.of("prompt", "seconds")) {
            parts.add(text(start + field + "\"\r\n\r\n" + body.path(field).asText() + "\r\n"));
        }
        for (JsonNode url : body.path("references")) {
            LocalMedia media = submit.media().get(url.asText());
            String type = media.facts().mediaType();
            parts.add(
                    text(
                            start
                                    + "input_references\"; filename=\""
                                    + MediaType.fileName("reference", type)
                                    + "\"\r\nContent-Type: "
                                    + type
                                    + "\r\n\r\n"));
            parts.add(
                    BodyPublishers.fromPublisher(
                            BodyPublishers.ofInputStream(() -> open(media)),
                            media.facts().length()));
            parts.add(text("\r\n"));
        }
        parts.add(text("--" + boundary + "--\r\n"));
        return BodyPublishers.concat(parts.toArray(BodyPublisher[]::new));
    }

    private static BodyPublisher text(String text) {
        return BodyPublishers.ofString(text);
    }

    private static InputStream open(LocalMedia media) {
        try {
            return Channels.newInputStream(media.open());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public CompletableFuture<JobReport> status(JobHandle job, Duration timeout) {
        return get("/videos/" + job.jobId(), timeout).thenApply(this::report);
    }

    @Override
    public Duration longestWindow() {
        return Duration.ofDays(1);
    }

    @Override
    public CompletableFuture<StatusPage> list(StatusQuery query, Duration timeout) {
        return get("/videos?order=desc&limit=" + query.pageSize(), timeout)
                .thenApply(
                        list -> {
                            Map<String, StatusPage.Row> rows = new LinkedHashMap<>();
                            for (JsonNode job : list.path("data")) {
                                JobReport report = report(job);
                                rows.put(
                                        job.path("id").asText(),
                                        new StatusPage.Row(
                                                report.status(),
                                                query.model(),
                                                Instant.ofEpochSecond(
                                                        job.path("created_at").asLong()),
                                                null,
                                                null,
                                                report));
                            }
                            return new StatusPage(rows, 1);
                        });
    }

    private CompletableFuture<JsonNode> get(String path, Duration timeout) {
        return http.sendAsync(
                        HttpRequest.newBuilder(URI.create(baseUrl + path)).timeout(timeout).build(),
                        BodyHandlers.ofString())
                .thenApply(FormProvider::json);
    }

    private JobReport report(JsonNode job) {
        JobStatus status =
                switch (job.path("status").asText()) {
                    case "queued" -> JobStatus.QUEUED;
                    case "completed" -> JobStatus.SUCCEEDED;
                    case "failed" -> JobStatus.FAILED;
                    default -> JobStatus.RUNNING;
                };
        VideoSource video =
                status == JobStatus.SUCCEEDED
                        ? new VideoSource.ServiceFile(
                                URI.create(
                                        baseUrl
                                                + "/videos/"
                                                + job.path("id").asText()
                                                + "/content"),
                                Map.of("X-Team", "video"),
                                MediaType.MP4.value())
                        : null;
        return new JobReport(status, video, List.of(), null, JobFacts.NONE);
    }

    private static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new CompletionException(
                    failure("not JSON", response.statusCode(), Processed.MAYBE));
        }
    }

    private static ProviderException failure(String message, int status, Processed processed) {
        return new ProviderException(
                ErrorDetails.of(ErrorKind.SERVICE, message)
                        .provider("form")
                        .reply(new ErrorDetails.ServiceReply(status, null, null, null)),
                processed);
    }
}

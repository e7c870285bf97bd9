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

import static io.github.refvideo.camel.internal.provider.dashscope.DashscopeFixture.BASE;
import static io.github.refvideo.camel.internal.provider.dashscope.DashscopeFixture.JOB;
import static io.github.refvideo.camel.internal.provider.dashscope.DashscopeFixture.KEY;
import static io.github.refvideo.camel.internal.provider.dashscope.DashscopeFixture.LIMIT;
import static io.github.refvideo.camel.internal.provider.dashscope.DashscopeFixture.NOW;
import static io.github.refvideo.camel.internal.provider.dashscope.DashscopeFixture.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.ProviderException;
import io.github.refvideo.camel.error.ProviderException.Processed;
import io.github.refvideo.camel.internal.http.HttpRequest;
import io.github.refvideo.camel.spi.CancelOutcome;
import io.github.refvideo.camel.spi.JobHandle;
import io.github.refvideo.camel.spi.JobReport;
import io.github.refvideo.camel.spi.JobStatus;
import io.github.refvideo.camel.spi.Resubmission;
import io.github.refvideo.camel.spi.StatusPage;
import io.github.refvideo.camel.spi.StatusQuery;
import io.github.refvideo.camel.spi.Submission;
import io.github.refvideo.camel.spi.VideoSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls on the wire, and what their answers become. */
class DashscopeProviderTest {

    private static final String CREATED =
            "{\"request_id\":\"r-1\",\"output\":{\"task_id\":\"task-1\",\"task_status\":\"PENDING\"}}";

    private final DashscopeFixture fixture = new DashscopeFixture();

    // ---- create

    @Test
    void createIsSentAsTheOfficialClientsSendIt() throws Exception {
        Submission submission = fixture.create(200, CREATED);

        HttpRequest call = fixture.http.last();
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.uri())
                .hasToString(BASE + "/services/aigc/video-generation/video-synthesis");
        assertThat(call.body()).isSameAs(DashscopeFixture.SUBMIT.body());
        assertThat(call.timeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(call.headers())
                .containsOnly(
                        Map.entry("AUTHORIZATION", "Bearer " + KEY),
                        Map.entry("X-Tag", "blue"),
                        Map.entry("accept", "application/json"),
                        Map.entry("content-type", "application/json"),
                        Map.entry("x-dashscope-async", "enable"));
        assertThat(submission.handle())
                .isEqualTo(
                        new JobHandle("dashscope", BASE, "wan2.6-r2v", "task-1", NOW, null, null));
        assertThat(submission.report().status()).isEqualTo(JobStatus.QUEUED);
        assertThat(submission.report().facts().requestId()).isEqualTo("r-1");
        assertThat(fixture.provider.resubmission()).isEqualTo(Resubmission.PAYS_AGAIN);
        assertThat(fixture.provider.name()).isEqualTo("dashscope");
    }

    @Test
    void theCallersLimitIsKeptWhenItIsShorter() {
        fixture.provider.submit(
                DashscopeFixture.call(DashscopeFixture.SUBMIT, Duration.ofSeconds(3)));

        assertThat(fixture.http.last().timeout()).isEqualTo(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`{\"input\":{\"reference_urls\":[\"https://h/a\",\"oss://k/b.png\"]}}`, true",
                "`{\"input\":{\"media\":[{\"url\":\"OSS://k/b.png\"}]}}`, true",
                "`{\"parameters\":{\"deep\":{\"x\":[[\"oss://k\"]]}}}`, true",
                "`{\"input\":{\"reference_urls\":[\"https://h/a?u=oss://k\"]}}`, false",
                "`{\"input\":{\"oss://k\":\"https://h\"}}`, false",
                "`{\"input\":{\"prompt\":\"say \\\"oss://\\\"\"}}`, false"
            })
    void ossUrlsAskToBeResolvedAndNothingElseDoes(String body, boolean header) {
        fixture.provider.submit(DashscopeFixture.call(DashscopeFixture.submit(body), LIMIT));

        assertThat(fixture.http.last().headers().containsKey("X-DashScope-OssResourceResolve"))
                .isEqualTo(header);
    }

    @Test
    void workspaceIsSentWithEveryCall() {
        DashscopeFixture workspace =
                new DashscopeFixture(DashscopeFixture.settings(BASE, null, " ws-1 "));
        workspace.provider.submit(DashscopeFixture.call(DashscopeFixture.SUBMIT, LIMIT));
        workspace.provider.status(JOB, LIMIT);
        workspace.provider.list(new StatusQuery(null, null, null, 1, 10), LIMIT);
        workspace.provider.cancel(JOB, LIMIT);

        assertThat(workspace.http.calls)
                .hasSize(4)
                .allSatisfy(
                        call ->
                                assertThat(call.headers())
                                        .containsEntry("X-DashScope-WorkSpace", "ws-1"));
    }

    @ParameterizedTest
    @CsvSource({"SUCCEEDED, SUCCEEDED", "FAILED, FAILED", "RUNNING, RUNNING", "UNKNOWN, RUNNING"})
    void createMayAnswerAnotherStatus(String word, JobStatus status) throws Exception {
        Submission submission = fixture.create(200, CREATED.replace("PENDING", word));

        assertThat(submission.report().status()).isEqualTo(status);
        assertThat(submission.handle().jobId()).isEqualTo("task-1");
    }

    @Test
    void aCreatedJobWithoutAStatusIsInTheQueue() throws Exception {
        assertThat(fixture.create(200, "{\"output\":{\"task_id\":\"t\"}}").report().status())
                .isEqualTo(JobStatus.QUEUED);
    }

    // ---- query

    @Test
    void baseUrlOfTheHandleIsNotCalled() {
        fixture.provider.status(JOB, LIMIT);

        HttpRequest call = fixture.http.last();
        assertThat(call.method()).isEqualTo("GET");
        assertThat(call.uri()).hasToString(BASE + "/tasks/task-1");
        assertThat(call.body()).isNull();
        assertThat(call.headers()).containsOnlyKeys("AUTHORIZATION", "X-Tag", "accept");
    }

    @ParameterizedTest
    @CsvSource({
        "a/../../b?c#d, a%2F..%2F..%2Fb%3Fc%23d",
        "'a b+ü', a%20b%2B%C3%BC",
        "0a1b-2c_3d.e~, 0a1b-2c_3d.e%7E"
    })
    void anIdIsOnePartOfThePath(String id, String encoded) {
        fixture.provider.status(job(id), LIMIT);

        assertThat(fixture.http.last().uri()).hasToString(BASE + "/tasks/" + encoded);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void invalidJobIdIsRejected(String id) {
        for (CompletableFuture<?> future :
                List.of(
                        fixture.provider.status(job(id), LIMIT),
                        fixture.provider.cancel(job(id), LIMIT))) {
            ProviderException failure = failure(future);
            assertThat(failure.details().kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
            assertThat(failure.processed()).isEqualTo(Processed.NO);
        }
        assertThat(fixture.http.calls).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING, QUEUED",
        "RUNNING, RUNNING",
        "running, RUNNING",
        "SUCCEEDED, SUCCEEDED",
        "FAILED, FAILED",
        "CANCELED, CANCELED",
        "CANCELLED, CANCELED",
        "SUSPENDED, RUNNING",
        "REWRITING, RUNNING",
        "UNKNOWN, EXPIRED"
    })
    void everyStatusWordIsParsed(String word, JobStatus status) throws Exception {
        JobReport report = fixture.status("{\"output\":{\"task_status\":\"" + word + "\"}}");

        assertThat(report.status()).isEqualTo(status);
        assertThat(report.video()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"-60, RUNNING", "0, RUNNING", "119, RUNNING", "120, EXPIRED", "90000, EXPIRED"})
    void anUnknownJobIsOnlyLostWhenTheLookupCannotLagAnyMore(long age, JobStatus status)
            throws Exception {
        fixture.now = JOB.submittedAt().plusSeconds(age);

        assertThat(fixture.status("{\"output\":{\"task_status\":\"UNKNOWN\"}}").status())
                .isEqualTo(status);
    }

    @Test
    void unknownJobOfAnotherBaseUrlCausesAWarning() throws Exception {
        String unknown = "{\"output\":{\"task_status\":\"UNKNOWN\"}}";
        assertThat(fixture.status(unknown).warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.details()).contains("region"));

        fixture.http.answers(200, unknown);
        JobReport here = fixture.provider.status(job("task-1"), LIMIT).get();
        assertThat(here.status()).isEqualTo(JobStatus.EXPIRED);
        assertThat(here.warnings()).isEmpty();
    }

    @Test
    void finishedJobContainsAllFacts() throws Exception {
        JobReport report =
                fixture.status(
                        "{\"request_id\":\"r-9\",\"output\":{\"task_id\":\"task-1\",\"task_status\":"
                                + "\"SUCCEEDED\",\"submit_time\":\"2026-11-02 10:00:00.123\","
                                + "\"scheduled_time\":\"2026-11-02 10:00:01.456\",\"end_time\":"
                                + "\"2026-11-02 10:05:00\",\"orig_prompt\":\"o\",\"actual_prompt\":\"a\","
                                + "\"video_url\":\"https://dashscope-result-bj.oss-cn-beijing.aliyuncs.com"
                                + "/x.mp4?Expires=1794000000&OSSAccessKeyId=k&Signature=s\"},\"usage\":"
                                + "{\"duration\":10.0,\"input_video_duration\":4.95,"
                                + "\"output_video_duration\":5,\"video_count\":\"1\",\"SR\":\"720\","
                                + "\"size\":\"1280*720\",\"fps\":null}}");

        VideoSource.Link link = report.link().orElseThrow();
        assertThat(link.url()).contains("/x.mp4?Expires=1794000000");
        assertThat(link.expires()).isEqualTo(Instant.ofEpochSecond(1794000000));
        assertThat(link.mediaType()).isEqualTo("video/mp4");
        assertThat(report.facts().requestId()).isEqualTo("r-9");
        assertThat(report.facts().actualPrompt()).isEqualTo("a");
        assertThat(report.facts().usage())
                .isEqualTo(
                        Map.of(
                                "duration", 10L,
                                "input_video_duration", 4.95,
                                "output_video_duration", 5L,
                                "video_count", 1L,
                                "SR", 720L,
                                "size", "1280*720"));
        assertThat(report.facts().providerMetadata())
                .isEqualTo(
                        Map.of(
                                "dashscope",
                                Map.of(
                                        "submitTime", Instant.parse("2026-11-02T02:00:00.123Z"),
                                        "scheduledTime", Instant.parse("2026-11-02T02:00:01.456Z"),
                                        "endTime", Instant.parse("2026-11-02T02:05:00Z"))));
    }

    @ParameterizedTest
    @CsvSource({
        "https://h/x.mp4, 2026-11-02 10:05:00.000, 2026-11-03T02:05:00Z",
        "https://h/x.mp4, 2026-11-02T02:05:00Z, 2026-11-03T02:05:00Z",
        "https://h/x.mp4, , ",
        "https://h/x.mp4, soon, ",
        "https://h/x.mp4?Expires=1794000000, 2026-11-02 10:05:00.000, 2026-11-06T21:20:00Z"
    })
    void linkExpiresAsSignedOrOneDayAfterTheEnd(String url, String end, Instant expires)
            throws Exception {
        JobReport report =
                fixture.status(
                        "{\"output\":{\"task_status\":\"SUCCEEDED\",\"video_url\":\""
                                + url
                                + "\",\"end_time\":\""
                                + (end == null ? "" : end)
                                + "\"}}");

        assertThat(report.link().orElseThrow().expires()).isEqualTo(expires);
    }

    @ParameterizedTest
    @CsvSource({
        "succeeded, SUCCEEDED",
        "COMPLETED, SUCCEEDED",
        "Done, SUCCEEDED",
        "success, SUCCEEDED",
        "error, FAILED",
        "TIMED_OUT, FAILED",
        "cancelled, CANCELED",
        "In_Progress, RUNNING",
        "submitted, QUEUED",
        "something new, SUCCEEDED"
    })
    void statusWordsAreReadInAnySpelling(String word, JobStatus status) throws Exception {
        boolean done = status == JobStatus.SUCCEEDED;
        assertThat(
                        fixture.status(
                                        "{\"output\":{\"task_status\":\""
                                                + word
                                                + (done ? "\",\"video_url\":\"https://h_h/a b" : "")
                                                + "\"}}")
                                .status())
                .isEqualTo(status);
    }

    @Test
    void linkIsKeptAsTheServiceWroteIt() throws Exception {
        String url = "https://my_bucket.oss.example/a b|{1}.mp4?Signature=x%2By";

        assertThat(
                        fixture.status(
                                        "{\"output\":{\"task_status\":\"SUCCEEDED\",\"video_url\":\""
                                                + url
                                                + "\"}}")
                                .link()
                                .orElseThrow()
                                .url())
                .isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "\"\"", "\" \"", "{}"})
    void aSuccessWithoutALinkIsASuccessWithoutAVideo(String url) throws Exception {
        JobReport report =
                fixture.status(
                        "{\"output\":{\"task_status\":\"SUCCEEDED\""
                                + (url.isEmpty() ? "" : ",\"video_url\":" + url)
                                + "}}");

        assertThat(report.status()).isEqualTo(JobStatus.SUCCEEDED);
        assertThat(report.video()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"output\":{}}", "{\"output\":{\"task_status\":\"\"}}", "", "<p>"})
    void replyWithoutAStatusIsRetryable(String body) {
        ProviderException failure = fixture.statusFails(200, body);

        assertThat(failure.details().kind()).isEqualTo(ErrorKind.SERVICE);
        assertThat(failure.details().retryable()).isTrue();
    }

    // ---- list

    @Test
    void pageContainsTheStatusOfManyJobs() throws Exception {
        fixture.http.answers(
                200,
                "{\"request_id\":\"r\",\"total\":39,\"total_page\":4,\"page_no\":1,\"page_size\":10,"
                        + "\"data\":[{\"task_id\":\"a\",\"status\":\"RUNNING\",\"model_name\":"
                        + "\"wan2.6-r2v\",\"gmt_create\":1745568428109,\"start_time\":1745568428138,"
                        + "\"request_id\":\"c-1\"},{\"task_id\":\"b\",\"status\":\"SUCCEEDED\","
                        + "\"gmt_create\":\"1745568428109\",\"end_time\":1745568499000},{\"status\":"
                        + "\"FAILED\"},{\"task_id\":\"c\",\"status\":\"SUSPENDED\"},7]}");

        StatusPage page =
                fixture.provider
                        .list(
                                new StatusQuery(
                                        "wan2.6-r2v",
                                        Instant.parse("2026-11-01T16:30:00.900Z"),
                                        Instant.parse("2026-11-02T02:00:05Z"),
                                        2,
                                        100),
                                LIMIT)
                        .get();

        assertThat(fixture.http.last().method()).isEqualTo("GET");
        assertThat(fixture.http.last().uri())
                .hasToString(
                        BASE
                                + "/tasks?page_no=2&page_size=100&start_time=20261102003000"
                                + "&end_time=20261102100005&model_name=wan2.6-r2v");
        Instant created = Instant.ofEpochMilli(1745568428109L);
        assertThat(page.totalPages()).isEqualTo(4);
        assertThat(page.rows())
                .containsExactly(
                        Map.entry(
                                "a",
                                new StatusPage.Row(
                                        JobStatus.RUNNING, "wan2.6-r2v", created, null, "c-1")),
                        Map.entry(
                                "b",
                                new StatusPage.Row(
                                        JobStatus.SUCCEEDED,
                                        null,
                                        created,
                                        Instant.ofEpochMilli(1745568499000L),
                                        null)),
                        Map.entry(
                                "c",
                                new StatusPage.Row(JobStatus.RUNNING, null, null, null, null)));
    }

    @Test
    void defaultListQueryEqualsThatOfTheOfficialClient() {
        fixture.provider.list(new StatusQuery(null, null, null, 1, 10), LIMIT);

        assertThat(fixture.http.last().uri()).hasToString(BASE + "/tasks?page_no=1&page_size=10");
    }

    @Test
    void theListMayHaveAnAddressOfItsOwn() {
        DashscopeFixture separate =
                new DashscopeFixture(
                        DashscopeFixture.settings(BASE, "https://lists.example/api/v1/", null));
        separate.provider.list(new StatusQuery(null, null, null, 1, 10), LIMIT);
        separate.provider.status(JOB, LIMIT);

        assertThat(separate.http.calls.get(0).uri().getHost()).isEqualTo("lists.example");
        assertThat(separate.http.calls.get(0).uri().getPath()).isEqualTo("/api/v1/tasks");
        assertThat(separate.http.calls.get(1).uri()).hasToString(BASE + "/tasks/task-1");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`{\"total\":0}`, 0",
                "`{\"total\":0,\"data\":null}`, 0",
                "`{\"total\":21,\"data\":[]}`, 3",
                "`{\"data\":[]}`, 0",
                "`{\"total_page\":\"7\",\"data\":[]}`, 7"
            })
    void pagesAreCountedEvenWhenTheServiceDoesNot(String body, int pages) throws Exception {
        fixture.http.answers(200, body);

        StatusPage page =
                fixture.provider.list(new StatusQuery(null, null, null, 1, 10), LIMIT).get();

        assertThat(page.rows()).isEmpty();
        assertThat(page.totalPages()).isEqualTo(pages);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"total\":3}", "{\"data\":{}}", "{\"code\":\"Throttling\"}", ""})
    void otherJsonIsNotAnEmptyList(String body) {
        fixture.http.answers(200, body);

        assertThat(
                        failure(
                                        fixture.provider.list(
                                                new StatusQuery(null, null, null, 1, 10), LIMIT))
                                .details()
                                .retryable())
                .isTrue();
    }

    @Test
    void aWindowThatTheServiceDoesNotLookAtIsRefused() {
        Instant from = NOW.minus(fixture.provider.longestWindow()).minusSeconds(1);

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> fixture.provider.list(new StatusQuery(null, from, NOW, 1, 10), LIMIT))
                .withMessageContaining("24 hours");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StatusQuery(null, NOW, from, 1, 10));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StatusQuery(null, null, null, 0, 10));
        assertThat(new StatusQuery("m", from, NOW, 1, 10).next())
                .isEqualTo(new StatusQuery("m", from, NOW, 2, 10));
    }

    // ---- cancel

    @Test
    void aWaitingJobIsCanceled() throws Exception {
        fixture.http.answers(200, "{\"request_id\":\"r\"}");

        assertThat(fixture.provider.cancel(JOB, LIMIT).get()).isEqualTo(CancelOutcome.CANCELED);
        assertThat(fixture.http.last().method()).isEqualTo("POST");
        assertThat(fixture.http.last().uri()).hasToString(BASE + "/tasks/task-1/cancel");
        assertThat(fixture.http.last().body()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 409, 200})
    void aRunningJobIsNot(int status) throws Exception {
        fixture.http.answers(status, "{\"code\":\"UnsupportedOperation\",\"message\":\"m\"}");

        assertThat(fixture.provider.cancel(JOB, LIMIT).get()).isEqualTo(CancelOutcome.TOO_LATE);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "429, `{\"code\":\"Throttling.RateQuota\"}`, RATE_LIMITED",
                "200, `{\"code\":\"Throttling.RateQuota\"}`, RATE_LIMITED",
                "404, ``, JOB_EXPIRED",
                "400, `{\"code\":\"InvalidParameter\"}`, INVALID_REQUEST",
                "500, ``, SERVICE",
                "200, `<p>`, SERVICE"
            })
    void anyOtherAnswerToACancelIsAnError(int status, String body, ErrorKind kind) {
        fixture.http.answers(status, body);

        assertThat(failure(fixture.provider.cancel(JOB, LIMIT)).details().kind()).isEqualTo(kind);
    }

    // ---- giving up

    @Test
    void givingUpACallAbortsItsExchange() {
        fixture.provider.submit(DashscopeFixture.call(DashscopeFixture.SUBMIT, LIMIT)).cancel(true);
        fixture.provider.status(JOB, LIMIT).cancel(true);
        fixture.provider.cancel(JOB, LIMIT).cancel(true);
        fixture.provider.list(new StatusQuery(null, null, null, 1, 10), LIMIT).cancel(true);

        assertThat(fixture.http.exchanges).hasSize(4).allMatch(CompletableFuture::isCancelled);
    }

    private static JobHandle job(String id) {
        return new JobHandle("dashscope", BASE, "wan2.6-r2v", id, JOB.submittedAt(), null, null);
    }
}

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

import static io.github.refvideo.camel.internal.provider.dashscope.DashscopeFixture.KEY;
import static io.github.refvideo.camel.internal.provider.dashscope.DashscopeFixture.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.ProviderException;
import io.github.refvideo.camel.error.ProviderException.Processed;
import io.github.refvideo.camel.internal.http.HttpFailureException;
import io.github.refvideo.camel.spi.JobStatus;
import io.github.refvideo.camel.spi.StatusQuery;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every code that is known, in every place where a code can stand. */
class DashscopeErrorsTest {

    private final DashscopeFixture fixture = new DashscopeFixture();

    /** What the code means may not depend on the status that it comes with, nor on the place. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(textBlock = CODES)
    void everyCodeHasItsKind(
            int status, String code, ErrorKind kind, boolean retryable, Processed processed)
            throws Exception {
        String fields = "\"code\":\"" + code + "\",\"message\":\"m\"";
        List<ProviderException> failures =
                List.of(
                        fixture.createFails(status, "{" + fields + ",\"request_id\":\"r-1\"}"),
                        fixture.createFails(
                                status, "{\"error\":{" + fields + "},\"request_id\":\"r-1\"}"),
                        fixture.createFails(status, "{" + fields + ",\"requestId\":\"r-1\"}"),
                        fixture.createFails(200, "{" + fields + ",\"request_id\":\"r-1\"}"));

        for (ProviderException failure : failures) {
            assertThat(failure.details().kind()).isEqualTo(kind);
            assertThat(failure.details().retryable()).isEqualTo(retryable);
            assertThat(failure.processed()).isEqualTo(processed);
            assertThat(failure.details().provider()).isEqualTo("dashscope");
            assertThat(failure.details().reply().code()).isEqualTo(code);
            assertThat(failure.details().reply().requestId()).isEqualTo("r-1");
            assertThat(failure).hasMessageContaining("(" + code + "): m");
            assertThat(failure).hasCauseInstanceOf(HttpOperationFailedException.class);
        }
        var report =
                fixture.status(
                        "{\"output\":{\"task_id\":\"t\",\"task_status\":\"FAILED\","
                                + fields
                                + "}}");
        assertThat(report.status()).isEqualTo(JobStatus.FAILED);
        assertThat(report.failure().code()).isEqualTo(code);
        assertThat(report.failure().message()).isEqualTo("m");
        assertThat(report.failure().contentRejected())
                .isEqualTo(kind == ErrorKind.CONTENT_REJECTED);
    }

    private static final String CODES =
            """
            400, InvalidParameter,               INVALID_REQUEST,  false, NO
            400, BadRequest.EmptyInput,          INVALID_REQUEST,  false, NO
            400, BadRequest.EmptyParameters,     INVALID_REQUEST,  false, NO
            400, BadRequest.EmptyModel,          INVALID_REQUEST,  false, NO
            400, BadRequest.IllegalInput,        INVALID_REQUEST,  false, NO
            400, BadRequest.TooLarge,            INVALID_REQUEST,  false, NO
            400, BadRequest.UnsupportedFileFormat, INVALID_REQUEST, false, NO
            400, BadRequest.InputDownloadFailed, INVALID_REQUEST,  true,  NO
            400, BadRequest.ResourceNotExist,    INVALID_REQUEST,  true,  NO
            400, InvalidURL,                     INVALID_REQUEST,  false, NO
            400, InvalidURL.ConnectionRefused,   INVALID_REQUEST,  false, NO
            400, InvalidURL.Timeout,             INVALID_REQUEST,  true,  NO
            400, InvalidParameter.DataInspection, INVALID_REQUEST, true,  NO
            400, DataInspectionFailed,           CONTENT_REJECTED, false, NO
            400, InternalError.Algo.DataInspectionFailed, CONTENT_REJECTED, false, NO
            400, InternalError.Algo.InvalidParameter, INVALID_REQUEST, false, NO
            400, data_inspection_failed,         CONTENT_REJECTED, false, NO
            400, internal_error.algo.data_inspection_failed, CONTENT_REJECTED, false, NO
            429, insufficient_quota,             PAYMENT_REQUIRED, false, NO
            429, billing_hard_limit_reached,     PAYMENT_REQUIRED, false, NO
            429, billing_something_new,          PAYMENT_REQUIRED, false, NO
            403, model.access_denied,            AUTHENTICATION,   false, NO
            404, model_not_found,                INVALID_REQUEST,  false, NO
            400, OutputVideoSensitiveContentDetected.PolicyViolation, CONTENT_REJECTED, false, NO
            400, IPInfringementSuspect,          CONTENT_REJECTED, false, NO
            400, CustomRoleBlocked,              CONTENT_REJECTED, false, NO
            400, FaqRuleBlocked,                 CONTENT_REJECTED, false, NO
            400, InvalidFile.Format,             INVALID_REQUEST,  false, NO
            400, InvalidFile.Size,               INVALID_REQUEST,  false, NO
            400, InvalidFile.Duration,           INVALID_REQUEST,  false, NO
            400, InvalidFile.Resolution,         INVALID_REQUEST,  false, NO
            400, InvalidFile.FPS,                INVALID_REQUEST,  false, NO
            400, InvalidFile.AspectRatio,        INVALID_REQUEST,  false, NO
            400, InvalidFile.Content,            INVALID_REQUEST,  false, NO
            400, InvalidFile.Openerror,          INVALID_REQUEST,  false, NO
            400, InvalidImage.FileFormat,        INVALID_REQUEST,  false, NO
            400, InvalidImageFormat,             INVALID_REQUEST,  false, NO
            400, InvalidImageResolution,         INVALID_REQUEST,  false, NO
            400, Arrearage,                      PAYMENT_REQUIRED, false, NO
            400, UnsupportedOperation,           INVALID_REQUEST,  false, NO
            401, InvalidApiKey,                  AUTHENTICATION,   false, NO
            401, NOT AUTHORIZED,                 AUTHENTICATION,   false, NO
            403, AccessDenied,                   AUTHENTICATION,   false, NO
            403, AccessDenied.Unpurchased,       PAYMENT_REQUIRED, false, NO
            403, Model.AccessDenied,             AUTHENTICATION,   false, NO
            403, Workspace.AccessDenied,         AUTHENTICATION,   false, NO
            403, App.AccessDenied,               AUTHENTICATION,   false, NO
            403, Endpoint.AccessDenied,          AUTHENTICATION,   false, NO
            403, AllocationQuota.FreeTierOnly,   PAYMENT_REQUIRED, false, NO
            404, ModelNotFound,                  INVALID_REQUEST,  false, NO
            404, WorkSpaceNotFound,              INVALID_REQUEST,  false, NO
            404, NotFound,                       INVALID_REQUEST,  false, NO
            413, RequestTooLargeError,           INVALID_REQUEST,  false, NO
            429, Throttling,                     RATE_LIMITED,     true,  NO
            429, Throttling.RateQuota,           RATE_LIMITED,     true,  NO
            429, Throttling.BurstRate,           RATE_LIMITED,     true,  NO
            429, Throttling.AllocationQuota,     RATE_LIMITED,     true,  NO
            400, Throttling.AllocationQuota,     RATE_LIMITED,     true,  NO
            503, Throttling.Whatever,            RATE_LIMITED,     true,  NO
            429, CommodityNotPurchased,          PAYMENT_REQUIRED, false, NO
            429, PrepaidBillOverdue,             PAYMENT_REQUIRED, false, NO
            429, PostpaidBillOverdue,            PAYMENT_REQUIRED, false, NO
            500, InternalError,                  SERVICE,          true,  MAYBE
            500, InternalError.Algo,             SERVICE,          true,  MAYBE
            500, InternalError.Upload,           SERVICE,          true,  MAYBE
            500, InternalError.FileUpload,       SERVICE,          true,  MAYBE
            500, InternalError.Timeout,          SERVICE,          true,  MAYBE
            500, SystemError,                    SERVICE,          true,  MAYBE
            500, ModelServiceFailed,             SERVICE,          true,  MAYBE
            500, RewriteFailed,                  SERVICE,          true,  MAYBE
            500, RequestTimeOut,                 SERVICE,          true,  MAYBE
            500, ResponseTimeout,                SERVICE,          true,  MAYBE
            500, ModelServingError,              SERVICE,          true,  MAYBE
            503, ModelServingError,              SERVICE,          true,  MAYBE
            503, ModelUnavailable,               SERVICE,          true,  MAYBE
            400, BadRequestError,                INVALID_REQUEST,  false, NO
            401, AuthenticationError,            AUTHENTICATION,   false, NO
            403, PermissionDeniedError,          AUTHENTICATION,   false, NO
            404, NotFoundError,                  INVALID_REQUEST,  false, NO
            429, RateLimitError,                 RATE_LIMITED,     true,  NO
            500, InternalServerError,            SERVICE,          true,  MAYBE
            503, ServiceUnavailableError,        SERVICE,          true,  MAYBE
            504, GatewayTimeoutError,            SERVICE,          true,  MAYBE
            """;

    @ParameterizedTest
    @CsvSource({
        "300, SERVICE, false, NO",
        "302, SERVICE, false, NO",
        "400, INVALID_REQUEST, false, NO",
        "401, AUTHENTICATION, false, NO",
        "402, PAYMENT_REQUIRED, false, NO",
        "403, AUTHENTICATION, false, NO",
        "404, INVALID_REQUEST, false, NO",
        "408, SERVICE, true, MAYBE",
        "409, SERVICE, true, MAYBE",
        "413, INVALID_REQUEST, false, NO",
        "422, INVALID_REQUEST, false, NO",
        "429, RATE_LIMITED, true, NO",
        "500, SERVICE, true, MAYBE",
        "502, SERVICE, true, MAYBE",
        "503, SERVICE, true, MAYBE",
        "504, SERVICE, true, MAYBE"
    })
    void withoutAKnownCodeTheStatusDecides(
            int status, ErrorKind kind, boolean retryable, Processed processed) {
        List<String> bodies =
                List.of(
                        "",
                        "<html><body>Bad gateway</body></html>",
                        "{",
                        "null",
                        "[]",
                        "\"text\"",
                        "{\"message\":\"only words\"}",
                        "{\"error\":\"only words\"}",
                        "{\"code\":\"\",\"message\":null}",
                        "{\"code\":\"Brand.New\",\"message\":\"m\"}",
                        "{\"code\":{},\"error\":[]}");

        for (String body : bodies) {
            ProviderException failure = fixture.createFails(status, body);
            assertThat(failure.details().kind()).as(body).isEqualTo(kind);
            assertThat(failure.details().retryable()).as(body).isEqualTo(retryable);
            assertThat(failure.processed()).as(body).isEqualTo(processed);
            assertThat(failure.details().reply().status()).isEqualTo(status);
            assertThat(failure.getMessage()).contains("" + status).doesNotContain("<html>");
        }
        assertThat(fixture.createFails(status, "{\"error\":\"only words\"}"))
                .hasMessageContaining(": only words");
    }

    /** The status of a refusal says more than a code that only says that something is wrong. */
    @ParameterizedTest
    @CsvSource({
        "400, InternalError.Algo, INVALID_REQUEST, false, NO",
        "403, InternalError, AUTHENTICATION, false, NO",
        "402, invalid_request_error, PAYMENT_REQUIRED, false, NO",
        "429, InternalError, RATE_LIMITED, true, NO",
        "408, InternalError.Algo, SERVICE, true, MAYBE"
    })
    void aGeneralCodeGivesWayToTheStatus(
            int status, String code, ErrorKind kind, boolean retryable, Processed processed) {
        ProviderException failure = fixture.createFails(status, "{\"code\":\"" + code + "\"}");

        assertThat(failure.details().kind()).isEqualTo(kind);
        assertThat(failure.details().retryable()).isEqualTo(retryable);
        assertThat(failure.processed()).isEqualTo(processed);
    }

    @Test
    void aPageOfAnotherServerDoesNotGetAdviceAboutRights() {
        assertThat(fixture.createFails(403, "<html><body>Forbidden</body></html>"))
                .hasMessageContaining("not a response of the service")
                .hasMessageContaining("an example of baseUrl is")
                .hasMessageNotContaining("rights");
        assertThat(fixture.createFails(404, ""))
                .hasMessageContaining("Check the URL path /api/v1/services/aigc");
        assertThat(fixture.createFails(404, "{\"code\":\"model_not_found\"}"))
                .hasMessageContaining("check model")
                .hasMessageNotContaining("baseUrl");
    }

    @Test
    void errorForAWrongKeyNamesRegionAndHost() {
        assertThat(fixture.createFails(401, "{\"code\":\"InvalidApiKey\",\"message\":\"m\"}"))
                .hasMessageContaining("key, model and endpoint must belong to the same region")
                .hasMessageContaining("the request was sent to dashscope-intl.aliyuncs.com")
                .hasMessageContaining("apiKey")
                .hasMessageContaining("DASHSCOPE_API_KEY")
                .hasMessageContaining("region");
    }

    @Test
    void aListThatRefusesTheKeyNamesItsOwnOption() {
        fixture.http.answers(401, "{\"code\":\"InvalidApiKey\"}");

        assertThat(
                        failure(
                                fixture.provider.list(
                                        new StatusQuery(null, null, null, 1, 100),
                                        DashscopeFixture.LIMIT)))
                .hasMessageContaining("listBaseUrl");
    }

    @Test
    void aMissingModelNamesOptionHeaderAndModel() {
        assertThat(fixture.createFails(404, "{\"code\":\"ModelNotFound\",\"message\":\"m\"}"))
                .hasMessageContaining("check model (header CamelRefVideoModel): 'wan2.6-r2v'")
                .hasMessageContaining("dashscope-intl.aliyuncs.com")
                .hasMessageContaining("region");
    }

    @Test
    void aJobThatIsNotFoundHasExpired() {
        assertThat(fixture.statusFails(404, "{\"code\":\"NotFound\"}").details().kind())
                .isEqualTo(ErrorKind.JOB_EXPIRED);
        assertThat(fixture.statusFails(404, "").details().kind()).isEqualTo(ErrorKind.JOB_EXPIRED);
        assertThat(fixture.statusFails(404, "{\"code\":\"WorkSpaceNotFound\"}").details().kind())
                .isEqualTo(ErrorKind.INVALID_REQUEST);
    }

    @Test
    void retryAfterOfTheServiceIsKept() {
        fixture.http.answers(
                429,
                Map.of("Retry-After", List.of("7")),
                "{\"code\":\"Throttling.RateQuota\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(
                        failure(
                                        fixture.provider.submit(
                                                DashscopeFixture.call(
                                                        DashscopeFixture.SUBMIT,
                                                        DashscopeFixture.LIMIT)))
                                .details()
                                .reply()
                                .retryAfter())
                .isEqualTo(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"message", "code", "request_id"})
    void keysAndSignaturesStayOutOfMessages(String field) {
        ProviderException failure =
                fixture.createFails(
                        400,
                        "{\""
                                + field
                                + "\":\"Bearer "
                                + KEY
                                + " "
                                + KEY
                                + " https://h/a.png?Signature=s3cr3t\\nline\"}");

        HttpOperationFailedException cause = (HttpOperationFailedException) failure.getCause();
        for (String text :
                List.of(
                        failure.getMessage(),
                        "" + failure.details().reply(),
                        cause.getMessage(),
                        cause.getResponseBody())) {
            assertThat(text).doesNotContain(KEY).doesNotContain("s3cr3t");
        }
        assertThat(failure.getMessage()).doesNotContain("\n");
    }

    @Test
    void aPromptThatTheServiceQuotesStaysOutOfTheMessage() throws Exception {
        fixture.http.answers(
                400, "{\"code\":\"InvalidParameter\",\"message\":\"bad: a secret garden!\"}");

        ProviderException failure =
                failure(
                        fixture.provider.submit(
                                DashscopeFixture.call(
                                        DashscopeFixture.submit(
                                                "{\"input\":{\"prompt\":\"a secret garden\"}}"),
                                        DashscopeFixture.LIMIT)));

        assertThat(failure).hasMessageContaining("bad: [prompt]!");
        assertThat(
                        fixture.status(
                                        "{\"output\":{\"task_status\":\"FAILED\",\"code\":\"X\","
                                                + "\"orig_prompt\":\"a secret garden\",\"message\":"
                                                + "\"bad: a secret garden\"}}")
                                .failure()
                                .message())
                .isEqualTo("bad: [prompt]");
    }

    @Test
    void errorOfABrokenExchangeTellsWhetherItWasSent() {
        for (HttpFailureException.Progress progress : HttpFailureException.Progress.values()) {
            fixture.http.fails(
                    new HttpFailureException(
                            "m", HttpFailureException.Reason.CONNECT, progress, null));
            ProviderException failure =
                    failure(
                            fixture.provider.submit(
                                    DashscopeFixture.call(
                                            DashscopeFixture.SUBMIT, DashscopeFixture.LIMIT)));
            assertThat(failure.processed())
                    .isEqualTo(
                            progress == HttpFailureException.Progress.NOT_SENT
                                    ? Processed.NO
                                    : Processed.MAYBE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html></html>",
                "[]",
                "{}",
                "{\"output\":{}}",
                "{\"output\":{\"task_id\":\"\"}}",
                "{\"output\":{\"task_id\":{}}}",
                "{\"output\":\"x\"}"
            })
    void aCreateThatNamesNoJobMayHaveMadeOne(String body) {
        ProviderException failure = fixture.createFails(200, body);

        assertThat(failure.details().kind()).isEqualTo(ErrorKind.SERVICE);
        assertThat(failure.processed()).isEqualTo(Processed.MAYBE);
    }
}

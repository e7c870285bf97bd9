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
package io.github.refvideo.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.RefVideoException;
import io.github.refvideo.simulator.fault.Fault;
import io.github.refvideo.simulator.fault.Step;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Unusual responses of the services: the result of the route and the number of paid jobs. */
class ServiceResponsesTest extends RefVideoTestSupport {

    @ParameterizedTest
    @CsvSource({
        "async, bytes, s3://bucket/v.mp4",
        "async, file, ",
        "stream, stream, ",
        "async, url, https://own.example/v.mp4?sig=1"
    })
    void uploadedVideoIsASuccessWithoutABody(String flow, String output, String location) {
        Step step = flow.equals("async") ? Step.STATUS : Step.STREAM;
        simulator()
                .faults()
                .on(step)
                .inject(Fault.uploadedResult(location == null ? "" : location));

        Exchange answer =
                send(
                        "refvideo:generate?outputDirectory=target&gatewayFlow="
                                + flow
                                + "&output="
                                + output,
                        cat(),
                        Map.of());

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody()).isNull();
        assertThat(answer.getMessage().getHeaders())
                .containsEntry(RefVideoConstants.UPLOADED, true)
                .containsEntry(RefVideoConstants.STATUS, "SUCCEEDED")
                .doesNotContainKeys(RefVideoConstants.VIDEO_URL, Exchange.CONTENT_LENGTH);
        assertThat(answer.getMessage().getHeader(RefVideoConstants.UPLOAD_LOCATION))
                .isEqualTo(location);
        simulator().assertThat().paidJobs(1);
    }

    @ParameterizedTest
    @CsvSource({
        "400, InternalError.Algo.DataInspectionFailed, CONTENT_REJECTED",
        "400, InternalError.Algo.InvalidParameter, INVALID_REQUEST",
        "400, data_inspection_failed, CONTENT_REJECTED",
        "429, insufficient_quota, PAYMENT_REQUIRED",
        "403, AccessDenied.Unpurchased, PAYMENT_REQUIRED"
    })
    void refusalOfDashScopeEndsAtOnceAndCostsNothing(int status, String code, ErrorKind kind) {
        simulator().faults().on(Step.DASHSCOPE_CREATE).inject(Fault.dashscopeError(status, code));

        Exchange answer =
                send(
                        "refvideo:generate?provider=dashscope&model=wan2.6-r2v&baseUrl="
                                + simulator().dashscopeUrl(),
                        cat(),
                        Map.of());

        RefVideoException error = answer.getException(RefVideoException.class);
        assertThat(error.getKind()).isEqualTo(kind);
        assertThat(error.getHttpStatus()).isEqualTo(status);
        assertThat(error.getProviderCode()).isEqualTo(code);
        assertThat(error.isRetryable()).isFalse();
        assertThat(error.isMaybePaid()).isFalse();
        simulator().assertThat().paidJobs(0).received(Step.DASHSCOPE_CREATE).exactly(1);
    }

    @Test
    void uncertainSubmitKeepsStatusAndCode() {
        simulator()
                .faults()
                .on(Step.DASHSCOPE_CREATE)
                .inject(Fault.dashscopeError(500, "InternalError.Algo").afterProcessing());

        Exchange answer =
                send(
                        "refvideo:generate?provider=dashscope&model=wan2.6-r2v&baseUrl="
                                + simulator().dashscopeUrl(),
                        cat(),
                        Map.of());

        RefVideoException error = answer.getException(RefVideoException.class);
        assertThat(error.getKind()).isEqualTo(ErrorKind.SUBMIT_UNCERTAIN);
        assertThat(error.getHttpStatus()).isEqualTo(500);
        assertThat(error.getProviderCode()).isEqualTo("InternalError.Algo");
        assertThat(error.isMaybePaid()).isTrue();
        simulator().assertThat().paidJobs(1);
    }

    @Test
    void statusRefusedThreeTimesIsAPaidJob() {
        simulator().faults().on(Step.STATUS).inject(Fault.redirect("http://127.0.0.1:9/"));

        RefVideoException error =
                send("refvideo:generate?pollInterval=50", cat(), Map.of())
                        .getException(RefVideoException.class);

        assertThat(error.getKind()).isEqualTo(ErrorKind.SERVICE);
        assertThat(error.getJob()).isPresent();
        assertThat(error.isMaybePaid()).isTrue();
        simulator().assertThat().paidJobs(1);
    }

    @Test
    void linkThatCannotBeFetchedIsInTheErrorAndNotInItsMessage() {
        simulator().faults().on(Step.RESULT).inject(Fault.expiredResult());

        Exchange answer = send("refvideo:generate", cat(), Map.of());

        RefVideoException error = answer.getException(RefVideoException.class);
        String link = answer.getMessage().getHeader(RefVideoConstants.VIDEO_URL, String.class);
        assertThat(error.getKind()).isEqualTo(ErrorKind.JOB_EXPIRED);
        assertThat(error.getVideoUrl()).contains(link);
        assertThat(error.getMessage()).doesNotContain(link);
        assertThat(error.getDetails().toString()).doesNotContain(link);
    }

    @Test
    void delayedStorageIsRetried() {
        simulator().faults().on(Step.RESULT).times(2).inject(Fault.status(404));

        Exchange answer = send("refvideo:generate", cat(), Map.of());

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody(byte[].class)).isNotEmpty();
        simulator().assertThat().paidJobs(1);
    }

    /** A request may already have left within the millisecond; the repository is never blamed. */
    @Test
    void deadlineOfOneMillisecondIsATimeout() {
        RefVideoException error =
                send("refvideo:generate?pollTimeout=1", cat(), Map.of())
                        .getException(RefVideoException.class);

        assertThat(error.getKind()).isIn(ErrorKind.TIMEOUT, ErrorKind.SUBMIT_UNCERTAIN);
        assertThat(error.isMaybePaid()).isEqualTo(error.getKind() != ErrorKind.TIMEOUT);
    }

    private Exchange send(String uri, Object body, Map<String, Object> headers) {
        return template.request(
                uri,
                exchange -> {
                    exchange.getMessage().setBody(body);
                    headers.forEach(exchange.getMessage()::setHeader);
                });
    }
}

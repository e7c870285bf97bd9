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

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.refvideo.camel.error.ErrorDetails;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.ProviderException;
import io.github.refvideo.camel.error.ProviderException.Processed;
import io.github.refvideo.camel.internal.http.HttpResponse;
import io.github.refvideo.camel.internal.http.ResponseHead;
import io.github.refvideo.camel.internal.provider.ServiceCredential;
import io.github.refvideo.camel.internal.provider.gateway.GatewayErrors.Operation;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole error table of the gateway's protocol. */
class GatewayErrorsTest {

    private static final String KEY = "s3cret-key";
    private static final URI ANYWHERE = URI.create("https://gateway.test/v4/ai/video-model/start");

    private final GatewayErrors errors =
            new GatewayErrors(
                    new GatewaySettings(
                            "https://gateway.test/v4/ai/",
                            new ServiceCredential(KEY, "api-key"),
                            null,
                            Map.of(),
                            false,
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(1),
                            1),
                    () -> Instant.EPOCH);

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "400, invalid_request_error, INVALID_REQUEST, false, NO",
        "401, authentication_error, AUTHENTICATION, false, NO",
        "402, insufficient_funds, PAYMENT_REQUIRED, false, NO",
        "402, quota_for_entity_exceeded, PAYMENT_REQUIRED, false, NO",
        "403, forbidden, AUTHENTICATION, false, NO",
        "404, model_not_found, INVALID_REQUEST, false, NO",
        "404, not_found, INVALID_REQUEST, false, NO",
        "408, , SERVICE, true, MAYBE",
        "409, , SERVICE, true, MAYBE",
        "413, , INVALID_REQUEST, false, NO",
        "422, , INVALID_REQUEST, false, NO",
        "424, failed_dependency, SERVICE, false, NO",
        "429, rate_limit_exceeded, RATE_LIMITED, true, NO",
        "500, internal_server_error, SERVICE, true, MAYBE",
        "502, , SERVICE, true, MAYBE",
        "503, , SERVICE, true, MAYBE",
        "504, , SERVICE, true, MAYBE",
        "302, , SERVICE, false, NO"
    })
    void statusAndTypeDecide(
            int status, String type, ErrorKind kind, boolean retryable, Processed processed) {
        String body =
                "{\"error\":{\"message\":\"words\",\"type\":"
                        + (type == null ? "null" : "\"" + type + "\"")
                        + ",\"param\":null,\"code\":null},\"generationId\":\"gen_1\"}";

        ProviderException error = errors.ofReply(Operation.SUBMIT, ANYWHERE, reply(status, body));

        ErrorDetails details = error.details();
        assertThat(details.kind()).isEqualTo(kind);
        assertThat(details.retryable()).isEqualTo(retryable);
        assertThat(error.processed()).isEqualTo(processed);
        assertThat(details.reply().status()).isEqualTo(status);
        assertThat(details.reply().code()).isEqualTo(type);
        assertThat(details.reply().requestId()).isEqualTo("gen_1");
        assertThat(details.message()).contains("gateway.test").contains("words");
        assertThat(details.cause()).isInstanceOf(HttpOperationFailedException.class);
    }

    @Test
    void unknownJobIsAnExpiredOne() {
        ProviderException error =
                errors.ofReply(
                        Operation.STATUS,
                        ANYWHERE,
                        reply(404, "{\"error\":{\"message\":\"no job\",\"type\":\"not_found\"}}"));

        assertThat(error.details().kind()).isEqualTo(ErrorKind.JOB_EXPIRED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<html><body>Bad gateway</body></html>",
                "{\"error\":\"just text\"}",
                "{\"error\":{\"message\":{\"deep\":1},\"type\":7}}",
                "[]",
                "null",
                "''",
                "{\"error\":"
            })
    void envelopeOfAnyShapeIsATypedError(String body) {
        ErrorDetails details =
                errors.ofReply(Operation.SUBMIT, ANYWHERE, reply(503, body)).details();

        assertThat(details.kind()).isEqualTo(ErrorKind.SERVICE);
        assertThat(details.reply().status()).isEqualTo(503);
    }

    @Test
    void errorForAnUnknownModelNamesOptionAndHeader() {
        String body =
                "{\"error\":{\"message\":\"no such model\",\"type\":\"model_not_found\",\"param\":"
                        + "{\"modelId\":\"alibaba/wan-v9\"}}}";

        assertThat(errors.ofReply(Operation.SUBMIT, ANYWHERE, reply(404, body)).details().message())
                .contains("model (header CamelRefVideoModel)")
                .contains("'alibaba/wan-v9'");
    }

    @ParameterizedTest
    @CsvSource({
        "429, insufficient_quota, null, PAYMENT_REQUIRED",
        "429, rate_limit_exceeded, insufficient_quota, PAYMENT_REQUIRED",
        "429, requests, billing_hard_limit_reached, PAYMENT_REQUIRED",
        "400, invalid_request_error, content_policy_violation, CONTENT_REJECTED",
        "500, internal_server_error, data_inspection_failed, CONTENT_REJECTED",
        "403, forbidden, Model.AccessDenied, AUTHENTICATION"
    })
    void mostSpecificCodeDecidesAndIsNotSentAgain(
            int status, String type, String code, ErrorKind kind) {
        String body =
                "{\"error\":{\"message\":\"m\",\"type\":\""
                        + type
                        + "\",\"code\":\""
                        + code
                        + "\"}}";

        ProviderException error = errors.ofReply(Operation.SUBMIT, ANYWHERE, reply(status, body));

        assertThat(error.details().kind()).isEqualTo(kind);
        assertThat(error.details().retryable()).isFalse();
        assertThat(error.processed()).isEqualTo(Processed.NO);
    }

    @Test
    void contentRejectionInAStreamIsRecognizedByItsMessage() throws Exception {
        String event =
                "{\"type\":\"error\",\"message\":\"Blocked by our safety filters\",\"statusCode\":500}";

        ProviderException error = errors.ofEvent(new ObjectMapper().readTree(event));

        assertThat(error.details().kind()).isEqualTo(ErrorKind.CONTENT_REJECTED);
        assertThat(error.processed()).isEqualTo(Processed.MAYBE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"403 | <html><body>Forbidden</body></html>", "404 | ''", "404 | Not Found"})
    void answerOfAnotherServerLeadsToTheBaseUrl(int status, String body) {
        assertThat(
                        errors.ofReply(Operation.SUBMIT, ANYWHERE, reply(status, body))
                                .details()
                                .message())
                .contains("URL path /v4/ai/video-model/start")
                .contains("an example of baseUrl is https://ai-gateway.vercel.sh/v4/ai")
                .doesNotContain("credential");
    }

    @Test
    void errorForARefusedKeyNamesTheSettings() {
        assertThat(errors.ofReply(Operation.SUBMIT, ANYWHERE, reply(401, "{}")).details().message())
                .contains("apiKey")
                .contains("AI_GATEWAY_API_KEY")
                .contains("VERCEL_OIDC_TOKEN");
    }

    @Test
    void waitOfTheServiceIsKept() {
        HttpResponse reply =
                new HttpResponse(
                        new ResponseHead(429, "", Map.of("Retry-After", List.of("7"))),
                        new byte[0]);

        assertThat(errors.ofReply(Operation.SUBMIT, ANYWHERE, reply).details().reply().retryAfter())
                .isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void keyThatTheServiceRepeatsIsTakenOut() {
        String body =
                "{\"error\":{\"message\":\"key " + KEY + " is bad\",\"type\":\"" + KEY + "\"}}";

        ErrorDetails details =
                errors.ofReply(Operation.SUBMIT, ANYWHERE, reply(401, body)).details();
        HttpOperationFailedException cause = (HttpOperationFailedException) details.cause();

        assertThat(details.message()).doesNotContain(KEY);
        assertThat(cause.getResponseBody()).doesNotContain(KEY);
        assertThat(cause).hasMessageNotContaining(KEY);
    }

    @Test
    void eventInsideAStreamIsReadLikeAReply() throws Exception {
        ProviderException error =
                errors.ofEvent(
                        new ObjectMapper()
                                .readTree(
                                        "{\"type\":\"error\",\"message\":\"no money\",\"errorType\":"
                                                + "\"insufficient_funds\",\"statusCode\":402,"
                                                + "\"param\":null}"));

        assertThat(error.details().kind()).isEqualTo(ErrorKind.PAYMENT_REQUIRED);
        // The stream was open, so the job had started: it must not be sent again.
        assertThat(error.processed()).isEqualTo(Processed.MAYBE);
        assertThat(error.details().message()).contains("no money");
    }

    private static HttpResponse reply(int status, String body) {
        return new HttpResponse(
                new ResponseHead(status, "Reason", Map.of()),
                body.getBytes(StandardCharsets.UTF_8));
    }
}

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
package io.github.refvideo.camel.internal.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.refvideo.camel.error.ErrorKind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors in all the forms in which services, resellers and proxies word them. */
class ServiceErrorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "400 | {'error':{'type':'invalid_request_error','code':'content_policy_violation'}}"
                        + " | CONTENT_REJECTED",
                "400 | {'error':{'code':'data_inspection_failed','param':null}} | CONTENT_REJECTED",
                "500 | {'error':{'type':'internal_server_error','param':{'code':'DataInspectionFailed'}}}"
                        + " | CONTENT_REJECTED",
                "400 | {'error':{'message':'{\\\"code\\\":\\\"DataInspectionFailed\\\"}'}}"
                        + " | CONTENT_REJECTED",
                "502 | {'error':'upstream said: {\\\"error\\\":{\\\"code\\\":\\\"Arrearage\\\"}}'}"
                        + " | PAYMENT_REQUIRED",
                "400 | {'message':'<400> InternalError.Algo.DataInspectionFailed: no'}"
                        + " | CONTENT_REJECTED",
                "429 | {'error':{'type':'rate_limit_error','code':'insufficient_quota'}}"
                        + " | PAYMENT_REQUIRED",
                "429 | {'error':{'type':'insufficient_quota','code':null}} | PAYMENT_REQUIRED",
                "429 | {'error':{'type':'requests','code':'rate_limit_exceeded'}} | RATE_LIMITED",
                "403 | {'error':{'code':'Model.AccessDenied'}} | AUTHENTICATION",
                "404 | {'error':{'code':'model_not_found','type':'invalid_request_error'}}"
                        + " | INVALID_REQUEST",
                "401 | {'error':{'type':'invalid_request_error'}} | AUTHENTICATION",
                "400 | {'error':{'message':'Your prompt was flagged by our safety system'}}"
                        + " | CONTENT_REJECTED",
                "500 | {'error':{'message':'flagged by our safety system'}} | SERVICE",
                "500 | {'message':'rate_limit_exceeded'} | SERVICE",
                "400 | {'error':{'message':'The prompt is case-sensitive'}} | INVALID_REQUEST"
            })
    void codesAreFoundAtAnyPosition(int status, String json, ErrorKind kind) {
        ServiceError error = error(json.replace('\'', '"'));

        assertThat(error.meaning(status).kind()).isEqualTo(kind);
    }

    @Test
    void theCodeThatDecidesIsTheOneToReport() {
        assertThat(error("{\"error\":{\"type\":\"rate_limit_error\",\"code\":\"Arrearage\"}}"))
                .extracting(ServiceError::code)
                .isEqualTo("Arrearage");
        assertThat(error("{\"code\":\"Unheard.Of\",\"error\":{\"type\":\"new\"}}"))
                .extracting(ServiceError::code)
                .isEqualTo("Unheard.Of");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Input data may contain inappropriate content.",
                "Rejected by moderation",
                "Content Moderated",
                "Request moderated",
                "Your request was rejected as a result of our safety system.",
                "The output was blocked by the RAI filter",
                "RAI media filtered: the video was blocked by responsible AI practices",
                "Potential NSFW content detected",
                "The request failed because the output video may be related to copyright"
                        + " restrictions",
                "The video contains copyrighted characters",
                "This violates our content policy",
                "Prompt violates the usage guidelines",
                "The image did not pass the safety check",
                "The input image may contain sensitive information.",
                "Failed the content moderation",
                "Blocked due to safety reasons",
                "Generated video rejected: IP infringement"
            })
    void rejectionPhrasesAreRecognized(String message) {
        assertThat(ContentRejectionRules.rejects(message)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "The GPU melted",
                "The parameter ratio is case-sensitive",
                "Parameter names are case sensitive",
                "Duration exceeds the safety margin, request rejected",
                "The moderation service is unavailable",
                "Failed to reach the moderation service",
                "The content length header is missing",
                "Explicit content-type header required",
                "Copyright 2026 Example Inc.",
                "The prompt was not flagged by moderation; the worker crashed",
                "Time-sensitive request expired",
                "Raised an error in the trail",
                "The resolution is prohibited for this model",
                "Upload rejected: file too large"
            })
    void otherPhrasesAreNotRejections(String message) {
        assertThat(ContentRejectionRules.rejects(message)).isFalse();
    }

    private static ServiceError error(String json) {
        return ServiceError.of(ServiceJson.object(json.getBytes(StandardCharsets.UTF_8)));
    }
}

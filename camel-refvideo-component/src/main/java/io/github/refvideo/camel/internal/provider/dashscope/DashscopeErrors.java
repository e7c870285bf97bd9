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
import io.github.refvideo.camel.error.ErrorDetails;
import io.github.refvideo.camel.error.ErrorDetails.ServiceReply;
import io.github.refvideo.camel.error.ErrorKind;
import io.github.refvideo.camel.error.ProviderException;
import io.github.refvideo.camel.error.ProviderException.Processed;
import io.github.refvideo.camel.internal.http.HttpResponse;
import io.github.refvideo.camel.internal.http.RetryAfter;
import io.github.refvideo.camel.internal.provider.ErrorMeaning;
import io.github.refvideo.camel.internal.provider.HttpCauses;
import io.github.refvideo.camel.internal.provider.ServiceError;
import io.github.refvideo.camel.internal.provider.ServiceJson;
import io.github.refvideo.camel.internal.provider.dashscope.DashscopeCall.Asked;
import io.github.refvideo.camel.spi.JobFailure;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Supplier;

/** Turns what the service says is wrong into typed errors, for calls and for failed jobs. */
final class DashscopeErrors {

    private static final String PROVIDER = DashscopeProvider.NAME;

    private final Collection<String> secrets;
    private final Supplier<Instant> now;
    private final MessageSanitizer words;

    DashscopeErrors(Collection<String> secrets, Supplier<Instant> now) {
        this.secrets = secrets;
        this.now = now;
        this.words = new MessageSanitizer(secrets);
    }

    /** A reply that is an error, be its status or its content. */
    ProviderException ofReply(DashscopeCall call, HttpResponse reply) {
        ServiceError said = ServiceError.of(ServiceJson.object(reply.body()));
        ErrorMeaning meaning = said.meaning(reply.status());
        ServiceReply facts =
                new ServiceReply(
                        reply.status(),
                        words.line(said.code()),
                        words.line(said.requestId()),
                        RetryAfter.parse(reply.head(), now.get()).orElse(null));
        return new ProviderException(
                ErrorDetails.of(kind(call, meaning), message(call, reply, said, meaning))
                        .provider(PROVIDER)
                        .retryable(meaning.retryable())
                        .reply(facts)
                        .cause(HttpCauses.of(call.uri(), reply, secrets)),
                meaning.processed());
    }

    /** A 2xx without the answer that belongs into it. */
    ProviderException unusable(DashscopeCall call, String what, int status) {
        return new ProviderException(
                ErrorDetails.of(
                                ErrorKind.SERVICE,
                                "The answer of DashScope at " + call.uri().getHost() + " " + what)
                        .provider(PROVIDER)
                        .retryable(true)
                        .reply(new ServiceReply(status, null, null, null)),
                Processed.MAYBE);
    }

    /** A handle that no create of this service made. */
    ProviderException badHandle() {
        return new ProviderException(
                ErrorDetails.of(
                                ErrorKind.INVALID_REQUEST,
                                "job (header CamelRefVideoJob): its id is none of DashScope's")
                        .provider(PROVIDER),
                Processed.NO);
    }

    /**
     * @param output of a job that failed
     */
    JobFailure ofJob(JsonNode output) {
        ServiceError said = ServiceError.of(output);
        String prompt = ServiceJson.text(output.path("orig_prompt")).orElse(null);
        return new JobFailure(
                words.line(said.code()),
                words.line(said.message(), prompt),
                said.contentRejected());
    }

    private static ErrorKind kind(DashscopeCall call, ErrorMeaning meaning) {
        boolean aboutOneJob = call.asked() == Asked.ABOUT_A_JOB || call.asked() == Asked.TO_CANCEL;
        return aboutOneJob && meaning == ErrorMeaning.NOT_FOUND
                ? ErrorKind.JOB_EXPIRED
                : meaning.kind();
    }

    private String message(
            DashscopeCall call, HttpResponse reply, ServiceError said, ErrorMeaning meaning) {
        StringBuilder message = new StringBuilder("DashScope at ").append(call.uri().getHost());
        message.append(" answered ").append(reply.status());
        if (said.code() != null) {
            message.append(" (").append(words.line(said.code())).append(')');
        }
        if (said.message() != null) {
            message.append(": ").append(words.line(said.message(), call.prompt()));
        }
        return message.append(ErrorHints.about(meaning, call, reply)).toString();
    }
}

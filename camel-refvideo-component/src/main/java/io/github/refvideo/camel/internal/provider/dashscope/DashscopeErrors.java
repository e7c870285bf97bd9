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
import io.github.refvideo.camel.internal.provider.ErrorCategory;
import io.github.refvideo.camel.internal.provider.HttpErrors;
import io.github.refvideo.camel.internal.provider.ServiceError;
import io.github.refvideo.camel.internal.provider.ServiceJson;
import io.github.refvideo.camel.internal.provider.ServiceText;
import io.github.refvideo.camel.internal.provider.dashscope.DashscopeClient.Call;
import io.github.refvideo.camel.internal.provider.dashscope.DashscopeClient.Operation;
import io.github.refvideo.camel.spi.JobFailure;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns errors of DashScope into typed errors, for calls and for failed jobs. The messages contain
 * neither the key nor signed URLs nor the prompt, and say which option to check.
 */
final class DashscopeErrors {

    private static final String PROVIDER = DashscopeProvider.NAME;

    private final Collection<String> secrets;
    private final Supplier<Instant> now;

    DashscopeErrors(Collection<String> secrets, Supplier<Instant> now) {
        this.secrets = secrets;
        this.now = now;
    }

    /** The error of a reply with an error status, or with an error as content. */
    ProviderException ofReply(Call call, HttpResponse reply) {
        ServiceError said = ServiceError.of(ServiceJson.object(reply.body()));
        ErrorCategory meaning = said.meaning(reply.status());
        ServiceReply facts =
                new ServiceReply(
                        reply.status(),
                        sanitize(said.code()),
                        sanitize(said.requestId()),
                        RetryAfter.parse(reply.head(), now.get()).orElse(null));
        return new ProviderException(
                ErrorDetails.of(kind(call, meaning), message(call, reply, said, meaning))
                        .provider(PROVIDER)
                        .retryable(meaning.retryable())
                        .reply(facts)
                        .cause(HttpErrors.cause(call.uri(), reply, secrets)),
                meaning.processed());
    }

    /** The error of a 2xx reply without the expected content. */
    ProviderException unusable(Call call, String what, int status) {
        return new ProviderException(
                ErrorDetails.of(
                                ErrorKind.SERVICE,
                                "The response of DashScope at " + call.uri().getHost() + " " + what)
                        .provider(PROVIDER)
                        .retryable(true)
                        .reply(new ServiceReply(status, null, null, null)),
                Processed.MAYBE);
    }

    /** The error of a handle whose job id cannot be one of DashScope. */
    ProviderException badHandle() {
        return new ProviderException(
                ErrorDetails.of(
                                ErrorKind.INVALID_REQUEST,
                                "job (header CamelRefVideoJob): its id is not a job id of DashScope")
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
                sanitize(said.code()), sanitize(said.message(), prompt), said.contentRejected());
    }

    private static ErrorKind kind(Call call, ErrorCategory meaning) {
        boolean aboutOneJob =
                call.operation() == Operation.STATUS || call.operation() == Operation.CANCEL;
        return aboutOneJob && meaning == ErrorCategory.NOT_FOUND
                ? ErrorKind.JOB_EXPIRED
                : meaning.kind();
    }

    private String message(
            Call call, HttpResponse reply, ServiceError said, ErrorCategory meaning) {
        StringBuilder message = new StringBuilder("DashScope at ").append(call.uri().getHost());
        message.append(" answered ").append(reply.status());
        if (said.code() != null) {
            message.append(" (").append(sanitize(said.code())).append(')');
        }
        if (said.message() != null) {
            message.append(": ").append(sanitize(said.message(), call.prompt()));
        }
        return message.append(hint(meaning, call, reply)).toString();
    }

    /** What the user can do, by the names of the options; empty, or starts with a separator. */
    private static String hint(ErrorCategory meaning, Call call, HttpResponse reply) {
        boolean refused =
                meaning == ErrorCategory.FORBIDDEN
                        || meaning == ErrorCategory.NOT_FOUND
                        || meaning == ErrorCategory.BAD_KEY && HttpErrors.isWebPage(reply);
        if (refused && HttpErrors.isForeign(reply)) {
            return HttpErrors.foreignHint(call.uri(), "https://dashscope-intl.aliyuncs.com/api/v1");
        }
        return switch (meaning) {
            case BAD_KEY -> badKey(call);
            case FORBIDDEN ->
                    "; this key is not allowed to do this: check the permissions of its workspace, and that the"
                            + " account has the model";
            case UNPAID -> "; the account has no credit, or the model must be purchased" + " first";
            case FREE_TIER_USED_UP ->
                    "; the free quota is used up, and the account does not" + " permit paid use";
            case NO_SUCH_MODEL ->
                    "; check model (header CamelRefVideoModel): "
                            + (call.model() == null ? "it " : quoted(call.model()))
                            + "may not be offered in the region of "
                            + call.uri().getHost()
                            + " (option region)";
            case NO_SUCH_WORKSPACE -> "; check workspaceId";
            case NOT_FOUND ->
                    call.operation() == Operation.SUBMIT
                            ? "; no such URL path: "
                                    + call.uri().getRawPath()
                                    + ". Check baseUrl: it ends in /api/v1"
                            : "; the job may be older than 24 hours or of another account";
            case REFERENCE_NOT_FETCHED ->
                    "; the service could not fetch a reference (header CamelRefVideoReferenceUrls)";
            case REDIRECT -> "; redirects are not followed, check baseUrl";
            default -> "";
        };
    }

    private static String badKey(Call call) {
        return "; key, model and endpoint must belong to the same region,"
                + " and the request was sent to "
                + call.uri().getHost()
                + ": check the apiKey option (or DASHSCOPE_API_KEY or ALIBABA_API_KEY in the"
                + " environment), region, workspaceId and baseUrl"
                + (call.operation() == Operation.LIST ? ", or set listBaseUrl" : "");
    }

    /** The model may come from a message: untrusted input. */
    private static String quoted(String model) {
        return "'" + ServiceText.line(model, List.of()) + "' ";
    }

    /** The text on one line, without secrets. */
    private @Nullable String sanitize(@Nullable String text) {
        return text == null ? null : ServiceText.line(text, secrets);
    }

    /**
     * @param prompt removed, because the service may quote it in a message
     */
    private @Nullable String sanitize(@Nullable String text, @Nullable String prompt) {
        return text == null ? null : sanitize(ServiceText.withoutPrompt(text, prompt));
    }
}

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

import io.github.refvideo.camel.internal.http.HttpResponse;
import io.github.refvideo.camel.internal.provider.ErrorMeaning;
import io.github.refvideo.camel.internal.provider.ServiceText;
import io.github.refvideo.camel.internal.provider.UnexpectedResponse;
import io.github.refvideo.camel.internal.provider.dashscope.DashscopeCall.Asked;
import java.util.List;

/** What the reader of an error can do about it, by the names of the options. */
final class ErrorHints {

    private ErrorHints() {}

    /** Empty when the service's words have to do; else starts with a separator. */
    static String about(ErrorMeaning meaning, DashscopeCall call, HttpResponse reply) {
        boolean refused =
                meaning == ErrorMeaning.FORBIDDEN
                        || meaning == ErrorMeaning.NOT_FOUND
                        || meaning == ErrorMeaning.BAD_KEY && UnexpectedResponse.isWebPage(reply);
        if (refused && UnexpectedResponse.answered(reply)) {
            return UnexpectedResponse.advice(
                    call.uri(), "https://dashscope-intl.aliyuncs.com/api/v1");
        }
        return switch (meaning) {
            case BAD_KEY -> badKey(call);
            case FORBIDDEN ->
                    "; this key may not do it: check the rights of its workspace, and that the"
                            + " account has the model";
            case UNPAID -> "; the account needs money or the model has to be bought";
            case FREE_TIER_USED_UP ->
                    "; the free quota is used up, and the account is set to stop there";
            case NO_SUCH_MODEL ->
                    "; check model (header CamelRefVideoModel): "
                            + (call.model() == null ? "it " : quoted(call.model()))
                            + "may not be offered in the region of "
                            + call.uri().getHost()
                            + " (option region)";
            case NO_SUCH_WORKSPACE -> "; check workspaceId";
            case NOT_FOUND ->
                    call.asked() == Asked.TO_CREATE
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

    private static String badKey(DashscopeCall call) {
        return "; key, model and endpoint must belong to the same region, and the host asked was "
                + call.uri().getHost()
                + ": check the apiKey option (or DASHSCOPE_API_KEY or ALIBABA_API_KEY in the"
                + " environment), region, workspaceId and baseUrl"
                + (call.asked() == Asked.FOR_A_LIST ? ", or set listBaseUrl" : "");
    }

    /** It may come from a message, and from whoever wrote it. */
    private static String quoted(String model) {
        return "'" + ServiceText.line(model, List.of()) + "' ";
    }
}

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

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The error codes of the services, in one table. Letter case, underscores, hyphens and spaces do
 * not matter: {@code data_inspection_failed} is {@code DataInspectionFailed}. Of a code with dots
 * the most specific part that is known counts: {@code InternalError.Algo.InvalidParameter} is an
 * {@code InvalidParameter}, and {@code InvalidFile.Whatever} an {@code InvalidFile}.
 */
public final class ErrorCodes {

    /** Longer texts are not codes. */
    private static final int MAX_LENGTH = 200;

    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}.]");
    private static final Pattern CONTENT =
            Pattern.compile(
                    "sensitivecontent|contentpolicy|contentfilter|contentmoderation"
                            + "|contentviolation|safetyviolation|moderationblocked|raifilter");
    private static final Pattern BILL =
            Pattern.compile(
                    "(^|\\.)(billing|arrear|overdue|outofcredit"
                            + "|insufficient(quota|fund|balance|credit))");
    private static final Map<String, ErrorCategory> TABLE = new HashMap<>();

    static {
        put(
                ErrorCategory.INVALID,
                "InvalidParameter",
                "BadRequest",
                "BadRequest.EmptyInput",
                "BadRequest.EmptyParameters",
                "BadRequest.EmptyModel",
                "BadRequest.IllegalInput",
                "BadRequest.TooLarge",
                "BadRequest.UnsupportedFileFormat",
                "InvalidURL",
                "InvalidURL.ConnectionRefused",
                "InvalidFile",
                "InvalidImage",
                "InvalidImage.FileFormat",
                "InvalidImageFormat",
                "InvalidImageResolution",
                "RequestTooLargeError",
                "BadRequestError",
                "InvalidRequest",
                "InvalidRequestError",
                "InvalidArgument",
                "ValidationError",
                "UnprocessableEntity");
        put(
                ErrorCategory.REFERENCE_NOT_FETCHED,
                "BadRequest.InputDownloadFailed",
                "BadRequest.ResourceNotExist",
                "InvalidURL.Timeout",
                "InvalidParameter.DataInspection");
        put(
                ErrorCategory.CONTENT,
                "DataInspectionFailed",
                "IPInfringementSuspect",
                "CustomRoleBlocked",
                "FaqRuleBlocked",
                "content_policy_violation",
                "content_policy_error",
                "content_filter",
                "content_filtered",
                "content_filter_error",
                "content_moderation",
                "content_moderation_failed",
                "content_moderated",
                "request_moderated",
                "content_blocked",
                "content_rejected",
                "content_violation",
                "moderation_blocked",
                "moderation_failed",
                "moderation_error",
                "moderated",
                "prompt_blocked",
                "blocked_prompt",
                "image_safety",
                "prohibited_content",
                "responsible_ai_policy_violation",
                "rai_media_filtered",
                "safety_violation",
                "safety_check_failed",
                "nsfw",
                "nsfw_content",
                "nsfw_content_detected",
                "sensitive_content",
                "sensitive_content_detected",
                "InputTextSensitiveContentDetected",
                "InputImageSensitiveContentDetected",
                "InputVideoSensitiveContentDetected",
                "InputAudioSensitiveContentDetected",
                "OutputTextSensitiveContentDetected",
                "OutputImageSensitiveContentDetected",
                "OutputVideoSensitiveContentDetected",
                "OutputAudioSensitiveContentDetected",
                "copyright_violation",
                "copyright_infringement",
                "ip_infringement",
                "policy_violation",
                "usage_policy_violation");
        put(ErrorCategory.NOT_IN_THIS_STATE, "UnsupportedOperation");
        put(
                ErrorCategory.BAD_KEY,
                "InvalidApiKey",
                "IncorrectApiKey",
                "MissingApiKey",
                "NOT AUTHORIZED",
                "Unauthorized",
                "Unauthenticated",
                "AuthenticationError");
        put(
                ErrorCategory.FORBIDDEN,
                "AccessDenied",
                "Forbidden",
                "InsufficientPermission",
                "InsufficientPermissions",
                "InsufficientScope",
                "PermissionDenied",
                "PermissionError",
                "PermissionDeniedError");
        put(
                ErrorCategory.UNPAID,
                "Arrearage",
                "CommodityNotPurchased",
                "PrepaidBillOverdue",
                "PostpaidBillOverdue",
                "AccessDenied.Unpurchased",
                "Unpurchased",
                "insufficient_quota",
                "insufficient_funds",
                "insufficient_balance",
                "insufficient_credit",
                "insufficient_credits",
                "out_of_credits",
                "credit_balance_too_low",
                "balance_not_enough",
                "account_balance_not_enough",
                "AccountOverdue",
                "AccountOverdueError",
                "billing_hard_limit",
                "billing_hard_limit_reached",
                "billing_soft_limit_reached",
                "billing_limit_reached",
                "billing_not_active",
                "billing_error",
                "spending_limit_reached",
                "quota_for_entity_exceeded",
                "budget_exceeded",
                "payment_required",
                "payment_error");
        put(ErrorCategory.FREE_TIER_USED_UP, "AllocationQuota.FreeTierOnly", "FreeTierOnly");
        put(ErrorCategory.NO_SUCH_MODEL, "ModelNotFound", "ModelNotFoundError", "InvalidModel");
        put(ErrorCategory.NO_SUCH_WORKSPACE, "WorkSpaceNotFound");
        put(ErrorCategory.NOT_FOUND, "NotFound", "NotFoundError");
        put(ErrorCategory.FAILED_DEPENDENCY, "FailedDependency");
        put(
                ErrorCategory.THROTTLED,
                "Throttling",
                "Throttling.RateQuota",
                "Throttling.BurstRate",
                "Throttling.AllocationQuota",
                "RateLimit",
                "RateLimited",
                "RateLimitError",
                "RateLimitExceeded",
                "RateLimitReached",
                "TooManyRequests",
                "RequestLimitExceeded");
        put(
                ErrorCategory.SERVER_ERROR,
                "InternalError",
                "InternalError.Algo",
                "InternalError.Upload",
                "InternalError.FileUpload",
                "InternalError.Timeout",
                "SystemError",
                "ModelServiceFailed",
                "RewriteFailed",
                "RequestTimeOut",
                "ResponseTimeout",
                "ModelServingError",
                "ModelUnavailable",
                "InternalServerError",
                "ServerError",
                "ApiError",
                "ServiceUnavailable",
                "Overloaded",
                "OverloadedError",
                "ServiceUnavailableError",
                "GatewayTimeoutError");
    }

    private ErrorCodes() {}

    /** The category of a code; empty for unknown codes. */
    public static Optional<ErrorCategory> find(@Nullable String code) {
        if (code == null || code.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String[] parts = key(code).split("\\.");
        for (int end = parts.length; end > 0; end--) {
            for (int start = 0; start < end; start++) {
                String name = String.join(".", Arrays.copyOfRange(parts, start, end));
                ErrorCategory meaning = TABLE.get(name);
                if (meaning != null) {
                    return Optional.of(meaning);
                }
            }
        }
        return family(key(code));
    }

    /** These codes have many variants. */
    private static Optional<ErrorCategory> family(String key) {
        if (CONTENT.matcher(key).find()) {
            return Optional.of(ErrorCategory.CONTENT);
        }
        return BILL.matcher(key).find() ? Optional.of(ErrorCategory.UNPAID) : Optional.empty();
    }

    private static void put(ErrorCategory meaning, String... codes) {
        Arrays.stream(codes).forEach(code -> TABLE.put(key(code), meaning));
    }

    private static String key(String code) {
        return SEPARATORS.matcher(code).replaceAll("").toLowerCase(Locale.ROOT);
    }
}

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
package io.github.refvideo.camel.provider.dashscope;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * DashScope's error codes. The code decides, not the HTTP status: billing trouble comes as 429 or
 * 400, and a failed job carries a code inside a 200. Names compare without regard to case; a code
 * that is not listed counts as the nearest listed one in front of a dot, so {@code
 * InvalidFile.Whatever} is an {@code InvalidFile}.
 */
final class ErrorCodes {

    private static final Map<String, Meaning> TABLE = new HashMap<>();

    static {
        put(
                Meaning.INVALID,
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
                "BadRequestError");
        put(
                Meaning.REFERENCE_NOT_FETCHED,
                "BadRequest.InputDownloadFailed",
                "BadRequest.ResourceNotExist",
                "InvalidURL.Timeout",
                "InvalidParameter.DataInspection");
        put(
                Meaning.CONTENT,
                "DataInspectionFailed",
                "IPInfringementSuspect",
                "CustomRoleBlocked",
                "FaqRuleBlocked");
        put(Meaning.NOT_IN_THIS_STATE, "UnsupportedOperation");
        put(Meaning.BAD_KEY, "InvalidApiKey", "NOT AUTHORIZED", "AuthenticationError");
        put(
                Meaning.FORBIDDEN,
                "AccessDenied",
                "AccessDenied.Unpurchased",
                "Model.AccessDenied",
                "Workspace.AccessDenied",
                "App.AccessDenied",
                "Endpoint.AccessDenied",
                "PermissionDeniedError");
        put(
                Meaning.UNPAID,
                "Arrearage",
                "CommodityNotPurchased",
                "PrepaidBillOverdue",
                "PostpaidBillOverdue");
        put(Meaning.FREE_TIER_USED_UP, "AllocationQuota.FreeTierOnly");
        put(Meaning.NO_SUCH_MODEL, "ModelNotFound");
        put(Meaning.NO_SUCH_WORKSPACE, "WorkSpaceNotFound");
        put(Meaning.NOT_FOUND, "NotFound", "NotFoundError");
        put(
                Meaning.THROTTLED,
                "Throttling",
                "Throttling.RateQuota",
                "Throttling.BurstRate",
                "Throttling.AllocationQuota",
                "RateLimitError");
        put(
                Meaning.TROUBLE,
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
                "ServiceUnavailableError",
                "GatewayTimeoutError");
    }

    private ErrorCodes() {}

    /** What a code means; empty for null and for one of no known family. */
    static Optional<Meaning> find(String code) {
        String name = code == null ? "" : key(code);
        while (!name.isEmpty()) {
            Meaning meaning = TABLE.get(name);
            if (meaning != null) {
                return Optional.of(meaning);
            }
            name = name.substring(0, Math.max(0, name.lastIndexOf('.')));
        }
        return Optional.empty();
    }

    private static void put(Meaning meaning, String... codes) {
        Arrays.stream(codes).forEach(code -> TABLE.put(key(code), meaning));
    }

    private static String key(String code) {
        return code.strip().toLowerCase(Locale.ROOT);
    }
}
